package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"readout/digest"
	"readout/digest/news"
)

// probeTime bounds the reading of all the addresses of one message.
const probeTime = 45 * time.Second

// finding is what one address led to.
type finding struct {
	address string
	probes  []digest.Probe
	// trouble is why it led nowhere, and advice what can be done about that.
	trouble, advice string
}

// probeAll looks at addresses side by side, and keeps their order.
func (b *Bot) probeAll(ctx context.Context, urls []string) []finding {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	found := make([]finding, len(urls))
	var group sync.WaitGroup
	for i, u := range urls {
		group.Go(func() { found[i] = b.probe(ctx, u) })
	}
	group.Wait()
	return found
}

func (b *Bot) probe(ctx context.Context, address string) finding {
	probes, err := b.desk.Probe(ctx, address)
	f := finding{address: address, probes: probes}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		f.trouble, f.advice = "it takes too long", "try again later"
	case err != nil:
		f.trouble, f.advice = shorten(err.Error(), 200), digest.AdviceOn(err)
	}
	return f
}

// show lays out what an address led to. It returns as well what can be added.
func (f finding) show(c call, known []news.Source) (r Reply, urls []string) {
	if f.trouble != "" {
		return answer(say("*%s*: %s", shorten(f.address, 120), f.trouble), hint(f.advice)), nil
	}
	for _, p := range f.probes {
		r = r.and(probeLines(c, p)...)
		if same, is := sameFeed(known, p.Source.URL); is && same.Listing != news.Dropped {
			r = r.and(isThere(same))
			continue
		}
		if p.Trouble == "" {
			urls = append(urls, p.Source.URL)
			r = r.with(row(press("Add "+shorten(titleOf(p.Source), 40), "/feed_add "+p.Source.URL+" save")))
		}
	}
	return r, urls
}

// probeLines say what a feed would give: title, items, newest, problems.
func probeLines(c call, p digest.Probe) []news.Text {
	head := news.Text{{Words: shorten(titleOf(p.Source), 80), Style: news.Bold, Link: web(p.Source.URL)}}
	if p.Trouble != "" {
		return []news.Text{append(head, say(": %s", shorten(p.Trouble, 200))...), hint(p.Advice)}
	}
	items := p.Batch.Articles
	head = append(head, say(" · *%s*", count(len(items), "item"))...)
	lines := []news.Text{head}
	for i := len(items) - 1; i >= max(len(items)-3, 0); i-- {
		a := items[i]
		lines = append(lines, say("· %s ~(%s, %s of text)~", shorten(a.Title, 120), dayIn(c.day(a.Published), c.today()), sizeOf(len(a.Text))))
	}
	for _, remark := range digest.RemarksOn(p.Source.URL, p.Batch, c.now) {
		lines = append(lines, hint(remark))
	}
	return lines
}

// hint is advice or a remark on a feed, as a line of its own; nothing where
// there is none.
func hint(words string) news.Text {
	if words == "" {
		return nil
	}
	return say("~→ %s~", shorten(words, 300))
}

func sizeOf(bytes int) string {
	if bytes < 1000 {
		return fmt.Sprintf("%d bytes", bytes)
	}
	return fmt.Sprintf("%d KB", (bytes+500)/1000)
}
