package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// start makes the chat a subscriber, says what arrives and when, and offers
// the first choices. The payload of a deep link may name a topic; anything
// else in it is ignored, and it grants nothing.
func (b *Bot) start(ctx context.Context, c call) (Reply, error) {
	topic, err := b.linked(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error {
		if topic.ID != "" && !slices.Contains(s.Topics, topic.ID) && len(s.Topics) < mostKept {
			s.Topics = append(s.Topics, topic.ID)
		}
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	c = c.with(s)
	topics, err := b.offered(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	r := answer(
		say("It reads the news and sends you a short digest of who met whom, what was said, and which visits follow."),
		say("Every line names its outlet; send a line's number to see the sentence it rests on."),
		next(s, c.now),
		say("Choose topics and a time below. The clock is that of *%s*; to change it, send your city: `/timezone Tbilisi`", cityOf(s.Schedule.Zone)),
		say("Or look somebody up: `/who`, `/met`, `/said`, `/visits`. All commands: `/help`"),
	).titled(greeting(c))
	return r.with(topicButtons(s, topics[:min(len(topics), 6)])...).with(
		row(press("07:00", "/time 07:00"), press("08:00", "/time 08:00"), press("18:00", "/time 18:00")),
		row(press("My city", "/timezone"), press("More topics", "/topics")),
		row(press("A sample: the last 24 hours", "/digest 24h"))), nil
}

func greeting(c call) news.Text {
	if name := echo(c.From.Name); name != "" && c.private() {
		return say("Hello, *%s*. This is Readout.", name)
	}
	return say("Hello. This is Readout.")
}

// linked is the topic that the payload of a deep link names; the zero Topic
// where it names none that this chat can have.
func (b *Bot) linked(ctx context.Context, c call) (news.Topic, error) {
	id, ok := parsePayload(c.arg)
	if !ok {
		return news.Topic{}, nil
	}
	t, err := b.store.Topic(ctx, id)
	if errors.Is(err, storage.ErrNotFound) || err == nil && t.Owner != (news.Address{}) && t.Owner != c.At {
		return news.Topic{}, nil
	}
	if err != nil {
		return t, fmt.Errorf("topic %s: %w", id, err)
	}
	return t, nil
}

// parsePayload reads the payload of a deep link: at most 64 letters, digits,
// "_" and "-", perhaps after "topic_".
func parsePayload(arg string) (news.TopicID, bool) {
	if arg == "" || len(arg) > 64 {
		return "", false
	}
	for _, r := range arg {
		if r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return "", false
		}
	}
	id := news.TopicIDOf(strings.TrimPrefix(arg, "topic_"))
	return id, id != ""
}
