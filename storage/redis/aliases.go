package redis

import (
	"context"
	"iter"

	"readout/digest/news"
	"readout/storage"
)

const aliasTag tag = "aliases"

func (s *Store) aliases() shelf[news.Alias] {
	return shelf[news.Alias]{"aliases", s.key(aliasTag, "aliases"), s.key(aliasTag, "aliases", "names"), readAlias}
}

func readAlias(value string) (news.Alias, error) {
	a, err := decoded[news.Alias](value)
	return storage.KeptAlias(a), err
}

// SaveAlias is storage.Aliases'.
func (s *Store) SaveAlias(ctx context.Context, a news.Alias) error {
	value, err := encode(a)
	if err == nil {
		err = s.together(ctx,
			command{"HSET", s.aliases().values, a.Name, value},
			command{"ZADD", s.aliases().ids, 0, a.Name},
		)
	}
	return named(err, "save alias %q", a.Name)
}

// DeleteAlias is storage.Aliases'.
func (s *Store) DeleteAlias(ctx context.Context, name string) error {
	err := s.together(ctx,
		command{"HDEL", s.aliases().values, name},
		command{"ZREM", s.aliases().ids, name},
	)
	return named(err, "delete alias %q", name)
}

// AllAliases is storage.Aliases'.
func (s *Store) AllAliases(ctx context.Context) iter.Seq2[news.Alias, error] {
	return s.aliases().all(ctx, s)
}
