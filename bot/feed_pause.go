package bot

import (
	"context"
	"fmt"

	"readout/digest/news"
)

// feedPause stops reading a feed until it is resumed.
func (b *Bot) feedPause(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.feedPicker(ctx, say("Which feed is not to be read for a while?"), "/feed_pause ")
	}
	s, err := b.sourceNamed(ctx, c.arg, "/feed_pause ")
	if err != nil {
		return Reply{}, err
	}
	if !s.Paused {
		s.Paused, s.PausedSince = true, c.now
		if err := b.store.SaveSource(ctx, s); err != nil {
			return Reply{}, fmt.Errorf("save feed %s: %w", s.ID, err)
		}
	}
	return answer(say("*%s* is not read until you resume it.", titleOf(s))).with(row(press("Resume it", "/feed_resume "+string(s.ID)), press("All feeds", "/feeds"))), nil
}

// feedResume reads a feed again that was paused, or that was left alone
// because its server said that it is gone.
func (b *Bot) feedResume(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.feedPicker(ctx, say("Which feed is to be read again?"), "/feed_resume ")
	}
	s, err := b.sourceNamed(ctx, c.arg, "/feed_resume ")
	if err != nil {
		return Reply{}, err
	}
	if s.Paused || s.State.Suspended {
		if err := b.resumeFeed(ctx, c, s); err != nil {
			return Reply{}, fmt.Errorf("resume feed %s: %w", s.ID, err)
		}
	}
	return answer(say("*%s* is read again.", titleOf(s))).with(row(press("Pause it", "/feed_pause "+string(s.ID)), press("All feeds", "/feeds"))), nil
}

// resumeFeed notes for how long the feed was put aside, and has it read at
// once.
func (b *Bot) resumeFeed(ctx context.Context, c call, s news.Source) error {
	s.Resume(c.now)
	if err := b.store.SavePolling(ctx, s.ID, s.State); err != nil {
		return err
	}
	return b.store.SaveSource(ctx, s)
}
