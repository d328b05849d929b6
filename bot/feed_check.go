package bot

import (
	"context"
	"strings"

	"readout/digest/news"
)

// feedCheck reads a feed now, one of ours or one at an address, and shows what
// it would give. Nothing is kept.
func (b *Bot) feedCheck(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.feedPicker(ctx, say("Which feed is to be read now? An address works as well: `/feed_check https://harbourpost.example`"), "/feed_check ")
	}
	known, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	s, err := b.sourceNamed(ctx, c.arg, "/feed_check ")
	if err == nil {
		return b.checked(ctx, c, s), nil
	}
	if _, wrong := parseAddress(c.arg); wrong != nil || !strings.Contains(c.arg, ".") || strings.ContainsAny(c.arg, " \n") {
		return Reply{}, err
	}
	address, _ := parseAddress(c.arg)
	r, _ := b.probeAll(ctx, []string{address})[0].show(c, known)
	return r, nil
}

// checked shows what one of our feeds would give now, and how it has been
// doing.
func (b *Bot) checked(ctx context.Context, c call, s news.Source) Reply {
	r := answer(feedText(c, s))
	f := b.probeAll(ctx, []string{s.URL})[0]
	if f.trouble != "" {
		r = r.and(say("Read now: %s", f.trouble), hint(f.advice))
	}
	for _, p := range f.probes {
		r = r.and(probeLines(c, p)...)
	}
	pause := press("Pause it", "/feed_pause "+string(s.ID))
	if s.Paused || s.State.Suspended {
		pause = press("Resume it", "/feed_resume "+string(s.ID))
	}
	return r.with(row(pause, press("Remove it", "/feed_remove "+string(s.ID)), press("All feeds", "/feeds")))
}
