package bot

import (
	"context"
	"errors"
	"fmt"

	"readout/digest/news"
)

// topicRemove asks, and with "; yes" removes a topic.
func (b *Bot) topicRemove(ctx context.Context, c call) (Reply, error) {
	name, sure := confirmed(c.arg, "yes")
	if name == "" {
		return b.topicPicker(ctx, "Which topic is to be removed?", "/topic_remove ")
	}
	t, err := b.topicNamed(ctx, name, "/topic_remove ")
	if sure && news.TopicIDOf(name) != "" && errors.As(err, new(complaint)) {
		return answer(say("*%s* is not there any more.", echo(name))), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if sure {
		if err := b.store.DeleteTopic(ctx, t.ID); err != nil {
			return Reply{}, fmt.Errorf("delete topic %s: %w", t.ID, err)
		}
		return answer(say("*%s* is removed. Its articles stay in the archive.", t.Name)).with(row(press("Put it back", "/topic_add "+written(t.Name, t)+"; save"))), nil
	}
	readers, err := b.readersOf(ctx, t.ID)
	if err != nil {
		return Reply{}, err
	}
	return answer(say("Remove *%s*? It is read by *%s*.", t.Name, count(readers, "reader")),
		say("Their digests go on without it. A topic of the configuration file comes back at the next start, unless it goes there as well."),
	).with(row(press("Remove it", "/topic_remove "+string(t.ID)+"; yes"), press("Keep it", "/topic_edit "+string(t.ID)))), nil
}
