package sqlite

import (
	"context"
	"iter"

	"readout/digest/news"
)

// SaveTopic is storage.Topics'.
func (s *Store) SaveTopic(ctx context.Context, topic news.Topic) error {
	err := s.write(ctx, func(t *tx) error {
		value, err := encode(topic)
		if err != nil {
			return err
		}
		var chat, thread any // NULL is everyone's
		if topic.Owner != (news.Address{}) {
			chat, thread = topic.Owner.Chat, topic.Owner.Thread
		}
		_, err = t.do(ctx, `INSERT OR REPLACE INTO topics (id, chat, thread, topic) VALUES (?, ?, ?, ?)`, topic.ID, chat, thread, value)
		return err
	})
	return named(err, "save topic %q", topic.ID)
}

// Topic is storage.Topics'.
func (s *Store) Topic(ctx context.Context, id news.TopicID) (news.Topic, error) {
	t, err := look(ctx, s, func(c conn) (news.Topic, error) {
		return one(ctx, c, decoded[news.Topic], `SELECT topic FROM topics WHERE id = ?`, id)
	})
	return t, named(err, "topic %q", id)
}

// DeleteTopic is storage.Topics'.
func (s *Store) DeleteTopic(ctx context.Context, id news.TopicID) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `DELETE FROM topics WHERE id = ?`, id)
		return err
	})
	return named(err, "delete topic %q", id)
}

// AllTopics is storage.Topics'.
func (s *Store) AllTopics(ctx context.Context) iter.Seq2[news.Topic, error] {
	return list[news.Topic, news.TopicID]{
		noun: "topics",
		page: func(ctx context.Context, c conn, after news.TopicID) ([]news.Topic, error) {
			return all(ctx, c, decoded[news.Topic], `SELECT topic FROM topics WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		},
		key: func(t news.Topic) news.TopicID { return t.ID },
	}.from(ctx, s, "")
}
