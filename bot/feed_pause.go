package bot

import (
	"context"
	"fmt"
)

// feedPause stops reading a feed until it is resumed.
func (b *Bot) feedPause(ctx context.Context, c call) (Reply, error) {
	return b.setFeedPaused(ctx, c, true)
}

// feedResume reads a paused feed again.
func (b *Bot) feedResume(ctx context.Context, c call) (Reply, error) {
	return b.setFeedPaused(ctx, c, false)
}

func (b *Bot) setFeedPaused(ctx context.Context, c call, pause bool) (Reply, error) {
	command, done, other := "/feed_resume ", "is read again", "Pause it"
	undo := "/feed_pause "
	if pause {
		command, undo, done, other = undo, command, "is not read until you resume it", "Resume it"
	}
	if c.arg == "" {
		return b.feedPicker(ctx, say("Which feed?"), command)
	}
	s, err := b.sourceNamed(ctx, c.arg, command)
	if err != nil {
		return Reply{}, err
	}
	s.Paused = pause
	if err := b.store.SaveSource(ctx, s); err != nil {
		return Reply{}, fmt.Errorf("save feed %s: %w", s.ID, err)
	}
	return answer(say("*%s* %s.", titleOf(s), done)).with(row(press(other, undo+string(s.ID)), press("All feeds", "/feeds"))), nil
}
