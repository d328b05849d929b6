package bot

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// The examples of commands name these, where the archive has nobody better.
const (
	exampleName  = "Prado"
	exampleOther = "Reyes"
	examplePlace = "Baku"
	exampleTopic = "energy"
)

// cast puts people and a place of the newest meetings, and a topic, in the
// place of the examples' own, so that what a reader is offered to type finds
// something.
func (b *Bot) cast(ctx context.Context) (*strings.Replacer, error) {
	page, err := b.store.Search(ctx, storage.Query{Kind: storage.Meetings, Limit: linesShown})
	if err != nil {
		return nil, err
	}
	pairs, err := b.anyTopic(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range page.Reports {
		for _, m := range r.Facts.Meetings {
			if len(m.Participants) > 1 && m.Place != "" {
				pairs = append(pairs, exampleName, lastWord(m.Participants[0]), exampleOther, lastWord(m.Participants[1]), examplePlace, m.Place)
				return strings.NewReplacer(pairs...), nil
			}
		}
	}
	return strings.NewReplacer(pairs...), nil
}

func (b *Bot) anyTopic(ctx context.Context) (pair []string, err error) {
	for t, err := range b.store.AllTopics(ctx) {
		if err != nil {
			return nil, err
		}
		if (t.Owner == news.Address{}) {
			return []string{exampleTopic, string(t.ID)}, nil
		}
	}
	return nil, nil
}

// recast gives the examples in a reply, the words to be typed, people of the
// archive. An answer is good without them, so trouble leaves it as it is.
func (b *Bot) recast(ctx context.Context, r Reply) Reply {
	if !slices.ContainsFunc(r.Blocks, hasExample) {
		return r
	}
	names, err := b.cast(ctx)
	if err != nil {
		b.log.Warn("no names for examples", slog.Any("err", err))
		return r
	}
	r.Blocks = slices.Clone(r.Blocks)
	for i, block := range r.Blocks {
		text := slices.Clone(block.Text)
		for j, run := range text {
			if run.Style == news.Code {
				text[j].Words = names.Replace(run.Words)
			}
		}
		r.Blocks[i].Text = text
	}
	return r
}

func hasExample(b news.Block) bool {
	return slices.ContainsFunc(b.Text, func(r news.Run) bool {
		return r.Style == news.Code && (strings.Contains(r.Words, exampleName) || strings.Contains(r.Words, examplePlace))
	})
}
