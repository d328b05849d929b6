package bot

import (
	"context"
	"fmt"
	"time"

	"readout/digest/news"
)

// feedPause stops reading a feed until it is resumed.
func (b *Bot) feedPause(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.feedPicker(ctx, say("Which feed is not to be read for a while?"), "/feed_pause ")
	}
	s, err := b.setPaused(ctx, c.arg, "/feed_pause ", true)
	if err != nil {
		return Reply{}, err
	}
	return answer(say("*%s* is not read until you resume it.", titleOf(s))).with(row(press("Resume it", "/feed_resume "+string(s.ID)), press("All feeds", "/feeds"))), nil
}

// feedResume reads a feed again that was paused, or that was left alone
// because its server said that it is gone.
func (b *Bot) feedResume(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.feedPicker(ctx, say("Which feed is to be read again?"), "/feed_resume ")
	}
	s, err := b.setPaused(ctx, c.arg, "/feed_resume ", false)
	if err != nil {
		return Reply{}, err
	}
	if state := s.State; state.Suspended {
		state.Suspended, state.Gone, state.Next = false, 0, time.Time{}
		if err := b.store.SavePolling(ctx, s.ID, state); err != nil {
			return Reply{}, fmt.Errorf("wake feed %s: %w", s.ID, err)
		}
	}
	return answer(say("*%s* is read again.", titleOf(s))).with(row(press("Pause it", "/feed_pause "+string(s.ID)), press("All feeds", "/feeds"))), nil
}

func (b *Bot) setPaused(ctx context.Context, name, command string, paused bool) (news.Source, error) {
	s, err := b.sourceNamed(ctx, name, command)
	if err != nil {
		return s, err
	}
	s.Paused = paused
	if err := b.store.SaveSource(ctx, s); err != nil {
		return s, fmt.Errorf("save feed %s: %w", s.ID, err)
	}
	return s, nil
}
