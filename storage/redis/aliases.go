package redis

import (
	"context"
	"iter"

	goredis "github.com/redis/go-redis/v9"

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
		err = s.together(ctx, func(p goredis.Pipeliner) {
			p.HSet(ctx, s.aliases().values, a.Name, value)
			p.ZAdd(ctx, s.aliases().ids, goredis.Z{Member: a.Name})
		})
	}
	return named(err, "save alias %q", a.Name)
}

// DeleteAlias is storage.Aliases'.
func (s *Store) DeleteAlias(ctx context.Context, name string) error {
	err := s.together(ctx, func(p goredis.Pipeliner) {
		p.HDel(ctx, s.aliases().values, name)
		p.ZRem(ctx, s.aliases().ids, name)
	})
	return named(err, "delete alias %q", name)
}

// AllAliases is storage.Aliases'.
func (s *Store) AllAliases(ctx context.Context) iter.Seq2[news.Alias, error] {
	return s.aliases().all(ctx, s)
}
