package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"readout/digest/news"
)

// feedRemove asks, and with "; yes" removes a feed.
func (b *Bot) feedRemove(ctx context.Context, c call) (Reply, error) {
	name, sure := confirmed(c.arg, "yes")
	if name == "" {
		return b.feedPicker(ctx, say("Which feed is to be removed?"), "/feed_remove ")
	}
	s, err := b.sourceNamed(ctx, name, "/feed_remove ")
	if sure && errors.As(err, new(complaint)) {
		return answer(say("*%s* is not there any more.", echo(name))), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if sure {
		if err := b.store.DeleteSource(ctx, s.ID); err != nil {
			return Reply{}, fmt.Errorf("delete feed %s: %w", s.ID, err)
		}
		return answer(say("*%s* is removed. Its articles stay in the archive.", titleOf(s))).with(row(press("All feeds", "/feeds"))), nil
	}
	topics, err := b.topicsOn(ctx, s.ID)
	if err != nil {
		return Reply{}, err
	}
	note := say("No topic is bound to it.")
	if len(topics) > 0 {
		note = say("Topics that name it lose it: *%s*.", titles(topics))
	}
	return answer(say("Remove *%s* (%s)?", titleOf(s), s.URL), note,
		say("To stop reading it for a while: `/feed_pause %s`. A feed of the configuration file comes back at the next start, unless it goes there as well.", string(s.ID)),
	).with(row(press("Remove it", "/feed_remove "+string(s.ID)+"; yes"), press("Pause it", "/feed_pause "+string(s.ID)), press("Keep it", "/feeds"))), nil
}

// topicsOn are everybody's topics that name a feed.
func (b *Bot) topicsOn(ctx context.Context, id news.SourceID) ([]news.Topic, error) {
	all, err := b.offered(ctx, call{})
	return slices.DeleteFunc(all, func(t news.Topic) bool { return !slices.Contains(t.Sources, id) }), err
}
