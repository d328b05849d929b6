package redis

import (
	"context"
	_ "embed"
	"errors"
	"iter"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
)

var (
	//go:embed scripts/topic_save.lua
	topicSaveLua string
	//go:embed scripts/topic_delete.lua
	topicDeleteLua string

	topicSave   = newScript(topicSaveLua)
	topicDelete = newScript(topicDeleteLua)
)

const topicTag tag = "topics"

func (s *Store) topics() shelf[news.Topic] {
	return shelf[news.Topic]{"topics", s.key(topicTag, "topics"), s.key(topicTag, "topics", "ids"), decoded[news.Topic]}
}

func (s *Store) topicKeys() []string {
	return []string{s.topics().values, s.topics().ids, s.key(topicTag, "topics", "places"), s.ownedKey(), s.topicVersionKey()}
}

func (s *Store) topicVersionKey() string { return s.key(topicTag, "topics", "version") }

func (s *Store) ownedKey() string { return s.key(topicTag, "topics", "owned") }

// placeOf is where a topic stands among the owned ones: after its owner.
func placeOf(t news.Topic) string {
	if t.Owner == (news.Address{}) {
		return ""
	}
	return member(t.Owner) + string(t.ID)
}

// SaveTopic is storage.Topics'.
func (s *Store) SaveTopic(ctx context.Context, t news.Topic) error {
	err := s.act(ctx, func() error { return s.putTopic(ctx, t, "") })
	return named(err, "save topic %q", t.ID)
}

// putTopic writes a topic, if it still has the value that was read; "" is any.
func (s *Store) putTopic(ctx context.Context, t news.Topic, read string) error {
	value, err := encode(t)
	if err != nil {
		return err
	}
	return topicSave.verdict(ctx, s, s.topicKeys(), string(t.ID), value, placeOf(t), read)
}

// Topic is storage.Topics'.
func (s *Store) Topic(ctx context.Context, id news.TopicID) (news.Topic, error) {
	t, err := s.topics().one(ctx, s, string(id))
	return t, named(err, "topic %q", id)
}

// DeleteTopic is storage.Topics'.
func (s *Store) DeleteTopic(ctx context.Context, id news.TopicID) error {
	err := s.act(ctx, func() error { return topicDelete.verdict(ctx, s, s.topicKeys(), string(id), "") })
	return named(err, "delete topic %q", id)
}

// AllTopics is storage.Topics'.
func (s *Store) AllTopics(ctx context.Context) iter.Seq2[news.Topic, error] {
	return func(yield func(news.Topic, error) bool) {
		r := topicReading{store: s}
		list[news.Topic]{noun: "topics", page: r.page}.from(ctx, s, "")(yield)
	}
}

// deleteTopicsOf forgets the topics that an address owns. Doing it again
// completes what was broken off.
func (s *Store) deleteTopicsOf(ctx context.Context, owner news.Address) error {
	return s.eachOwned(ctx, member(owner), func(place string) error {
		return topicDelete.verdict(ctx, s, s.topicKeys(), place[memberLength:], place)
	})
}

// moveTopics gives the topics that a chat and its threads own to another
// chat. Doing it again completes what was broken off.
func (s *Store) moveTopics(ctx context.Context, from, to int64) error {
	return s.eachOwned(ctx, ordered(from), func(place string) error {
		return s.untilStill(ctx, func() error { return s.moveTopic(ctx, place[memberLength:], from, to) })
	})
}

func (s *Store) moveTopic(ctx context.Context, id string, from, to int64) error {
	value, err := s.client.HGet(ctx, s.topics().values, id).Result()
	if errors.Is(err, goredis.Nil) {
		return nil
	}
	if err != nil {
		return err
	}
	t, err := decoded[news.Topic](value)
	if err != nil || t.Owner.Chat != from {
		return err
	}
	t.Owner.Chat = to
	return s.putTopic(ctx, t, value)
}

// eachOwned acts on every owned topic whose place begins so. Whatever act
// does, it takes the topic away from there.
func (s *Store) eachOwned(ctx context.Context, begin string, act func(place string) error) error {
	for after := begin; ; {
		places, err := s.client.ZRangeByLex(ctx, s.ownedKey(), &goredis.ZRangeBy{Min: "(" + after, Max: "(" + begin + "\xff", Count: pageSize}).Result()
		if err != nil || len(places) == 0 {
			return err
		}
		for _, place := range places {
			if err := act(place); err != nil {
				return err
			}
			after = place
		}
	}
}
