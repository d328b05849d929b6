package redis

import (
	"context"
	"iter"

	"readout/digest/news"
	"readout/storage"
)

const noticeTag tag = "notices"

func (s *Store) notices() shelf[news.Notice] {
	return shelf[news.Notice]{"notices", s.key(noticeTag, "notices"), s.key(noticeTag, "notices", "ids"), readNotice}
}

func readNotice(value string) (news.Notice, error) {
	n, err := decoded[news.Notice](value)
	return storage.KeptNotice(n), err
}

// SaveNotice is storage.Notices'.
func (s *Store) SaveNotice(ctx context.Context, n news.Notice) error {
	value, err := encode(n)
	if err == nil {
		err = s.together(ctx,
			command{"HSET", s.notices().values, n.ID, value},
			command{"ZADD", s.notices().ids, 0, n.ID},
		)
	}
	return named(err, "save notice %q", n.ID)
}

// DeleteNotice is storage.Notices'.
func (s *Store) DeleteNotice(ctx context.Context, id string) error {
	err := s.together(ctx,
		command{"HDEL", s.notices().values, id},
		command{"ZREM", s.notices().ids, id},
	)
	return named(err, "delete notice %q", id)
}

// AllNotices is storage.Notices'.
func (s *Store) AllNotices(ctx context.Context) iter.Seq2[news.Notice, error] {
	return s.notices().all(ctx, s)
}
