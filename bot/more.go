package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"readout/digest/news"
	"readout/storage"
)

// moreShown is how many blocks of what was kept back are shown at a time.
const moreShown = 20

// show keeps what is about to be shown, so that the number of a line opens
// its evidence, and answers with it.
func (b *Bot) show(ctx context.Context, c call, blocks, more []news.Block) (Reply, error) {
	e := news.NewEdition(blocks, more, c.now)
	if err := b.store.SaveEdition(ctx, e); err != nil {
		return Reply{}, fmt.Errorf("save edition %s: %w", e.ID, err)
	}
	return b.shown(ctx, c, e)
}

func (b *Bot) shown(ctx context.Context, c call, e news.Edition) (Reply, error) {
	if numbered(e.Blocks)+numbered(e.More) == 0 {
		// The numbers of what was shown before stay good.
		return Reply{Blocks: e.Blocks}, nil
	}
	if err := b.store.MarkShown(ctx, storage.Shown{Address: c.At, Edition: e.ID, At: c.now}); err != nil {
		return Reply{}, fmt.Errorf("mark shown %s: %w", e.ID, err)
	}
	return Reply{Blocks: e.Blocks, Edition: e.ID, Buttons: Choices(e)}, nil
}

// Choices are the buttons that go under an edition, however it was shown: the
// way to what the reader's length kept back. They mean what was shown last, or
// the message that they are under.
func Choices(e news.Edition) [][]Button {
	n := numbered(e.More)
	if n == 0 {
		return nil
	}
	return [][]Button{row(press(fmt.Sprintf("%d more", n), "/more"))}
}

func numbered(blocks []news.Block) int {
	n := 0
	for _, b := range blocks {
		if b.Number > 0 {
			n++
		}
	}
	return n
}

// onShow is what the message replied to shows, or else what was shown in the
// chat last. The second result is false where nothing is kept.
func (b *Bot) onShow(ctx context.Context, c call) (news.Edition, bool, error) {
	shown, err := b.store.LastShown(ctx, c.At, c.Shows)
	if errors.Is(err, storage.ErrNotFound) && c.Shows != "" {
		shown, err = b.store.LastShown(ctx, c.At, "")
	}
	if errors.Is(err, storage.ErrNotFound) {
		return news.Edition{}, false, nil
	}
	if err != nil {
		return news.Edition{}, false, fmt.Errorf("last shown in %s: %w", c.At, err)
	}
	e, err := b.store.Edition(ctx, shown.Edition)
	if errors.Is(err, storage.ErrNotFound) {
		return e, false, nil
	}
	if err != nil {
		return e, false, fmt.Errorf("edition %s: %w", shown.Edition, err)
	}
	return e, true, nil
}

// more shows the rest of what was shown last, a page at a time.
func (b *Bot) more(ctx context.Context, c call) (Reply, error) {
	e, ok, err := b.onShow(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	from := (parsePage(c.arg) - 1) * moreShown
	if !ok || from >= len(e.More) {
		return answer(say("That was all.")).with(row(press("The digest", "/digest"), press("The last 24 hours", "/digest 24h"))), nil
	}
	to := min(from+moreShown, len(e.More))
	r := Reply{Blocks: e.More[from:to], Edition: e.ID}
	if n := numbered(e.More[to:]); n > 0 {
		r = r.with(row(press(fmt.Sprintf("%d more", n), fmt.Sprintf("/more %d", to/moreShown+1))))
	}
	return r, nil
}

// parsePage reads the number of a page; what is none is the first.
func parsePage(arg string) int {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > 1000 {
		return 1
	}
	return n
}
