package bot

import (
	"context"

	"readout/digest/news"
)

// bind ties topics to the chat where it is sent, in a forum to the thread;
// without topics it shows the picker, whose buttons do the same.
func (b *Bot) bind(ctx context.Context, c call) (Reply, error) {
	where := placeOf(c)
	if c.arg == "" {
		r, err := b.picker(ctx, c, "", 0)
		r.Blocks = append(answer(say("Which topics are to come to %s? `/bind energy` works as well.", where)).Blocks, r.Blocks...)
		r.Edit = false
		if c.known {
			r = r.and(next(c.reader, c.now))
		}
		return r, err
	}
	chosen, unknown, err := b.named(ctx, c, "/bind ")
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error { return takeUp(s, chosen) })
	if err != nil {
		return Reply{}, err
	}
	return b.settled(ctx, c.with(s), say("*%s* now comes to %s.", titles(chosen), where), unknown)
}

// placeOf says where a message was written.
func placeOf(c call) string {
	switch {
	case c.At.Thread != 0:
		return "this thread"
	case c.Kind == "channel":
		return "this channel"
	case c.private():
		return "this chat with you"
	}
	return "this group"
}
