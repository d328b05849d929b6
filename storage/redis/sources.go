package redis

import (
	"context"
	_ "embed"
	"errors"
	"iter"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/source_put.lua
	sourcePutLua string
	//go:embed scripts/source_save.lua
	sourceSaveLua string
	//go:embed scripts/source_claim.lua
	sourceClaimLua string

	sourceSave  = newScript(sourcePutLua, sourceSaveLua)
	sourceClaim = newScript(sourceClaimLua)
)

// archiveTag is the tag of reports and sources: what reading a source came to
// is committed together with the reports that it brought.
const archiveTag tag = "archive"

func (s *Store) sourcesKey() string    { return s.key(archiveTag, "sources") }
func (s *Store) sourceIDsKey() string  { return s.key(archiveTag, "sources", "ids") }
func (s *Store) sourcesDueKey() string { return s.key(archiveTag, "sources", "next") }
func (s *Store) sourcesHeldKey() string {
	return s.key(archiveTag, "sources", "held")
}

// sourceKeys are all that is kept of sources, as scripts take them.
func (s *Store) sourceKeys() []string {
	return []string{s.sourcesKey(), s.sourceIDsKey(), s.sourcesDueKey(), s.sourcesHeldKey()}
}

// SaveSource is storage.Sources'.
func (s *Store) SaveSource(ctx context.Context, source news.Source) error {
	err := s.changeSource(ctx, source.ID, func(old news.Source, there bool) (news.Source, bool, error) {
		if !there {
			return source, true, nil
		}
		now, moved := storage.Resaved(old, source)
		return now, moved, nil
	})
	return named(err, "save source %s", source.ID)
}

// changeSource reads, changes and saves one source as a single act, and ends
// its claim where change says that nobody holds it any more.
func (s *Store) changeSource(ctx context.Context, id news.SourceID, change func(old news.Source, there bool) (now news.Source, free bool, err error)) error {
	return s.act(ctx, func() error {
		return s.untilStill(ctx, func() error {
			have, old, err := s.sourceAt(ctx, id)
			there := err == nil
			if err != nil && !errors.Is(err, goredis.Nil) {
				return err
			}
			now, free, err := change(old, there)
			if err != nil {
				return err
			}
			value, err := encode(now)
			if err != nil {
				return err
			}
			return sourceSave.verdict(ctx, s, s.sourceKeys(), string(id), have, value, nextOf(now), flag(free))
		})
	})
}

// untilStill runs an act again as long as what it rests on is changed by
// others meanwhile.
func (s *Store) untilStill(ctx context.Context, act func() error) error {
	for range storage.MostTries {
		if err := act(); !errors.Is(err, errChanged) {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return errGivenUp
}

// nextOf is when a source is due, "" for never.
func nextOf(source news.Source) string {
	if source.Paused {
		return ""
	}
	return strconv.FormatInt(millis(source.State.Next), 10)
}

func flag(set bool) string {
	if set {
		return "1"
	}
	return ""
}

// sourceAt reads a source, and its value as it stands there.
func (s *Store) sourceAt(ctx context.Context, id news.SourceID) (string, news.Source, error) {
	value, err := s.client.HGet(ctx, s.sourcesKey(), string(id)).Result()
	if err != nil {
		return "", news.Source{}, err
	}
	source, err := readSource(value)
	return value, source, err
}

func readSource(value string) (news.Source, error) {
	s, err := decoded[news.Source](value)
	return storage.KeptSource(s), err
}

// Source is storage.Sources'.
func (s *Store) Source(ctx context.Context, id news.SourceID) (news.Source, error) {
	source, err := do(ctx, s, func() (news.Source, error) {
		_, source, err := s.sourceAt(ctx, id)
		return source, err
	})
	return source, named(err, "source %s", id)
}

// DeleteSource is storage.Sources'.
func (s *Store) DeleteSource(ctx context.Context, id news.SourceID) error {
	err := s.together(ctx,
		command{"HDEL", s.sourcesKey(), string(id)},
		command{"ZREM", s.sourceIDsKey(), string(id)},
		command{"ZREM", s.sourcesDueKey(), string(id)},
		command{"HDEL", s.sourcesHeldKey(), string(id)},
	)
	return named(err, "delete source %s", id)
}

// SavePolling is storage.Sources'.
func (s *Store) SavePolling(ctx context.Context, id news.SourceID, p news.Polling) error {
	gone := storage.ErrNotFound
	err := s.changeSource(ctx, id, func(source news.Source, there bool) (news.Source, bool, error) {
		if !there {
			return source, false, gone
		}
		return storage.Intake{State: p}.After(source), true, nil
	})
	if errors.Is(err, gone) {
		return nil
	}
	return named(err, "save polling of %s", id)
}

// ClaimSources is storage.Sources'. A source that cannot be read keeps no other
// from being read: it is held and left out.
func (s *Store) ClaimSources(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]news.Source, error) {
	claimed, err := do(ctx, s, func() ([]news.Source, error) {
		if err := s.mustHaveRoom(ctx); err != nil {
			return nil, err
		}
		for {
			keys := []string{s.sourcesKey(), s.sourcesDueKey(), s.sourcesHeldKey(), s.key(archiveTag, "act", mark())}
			values, err := sourceClaim.run(ctx, s, keys, millis(now), millis(now.Add(lease)), max(limit, 0)).StringSlice()
			if err != nil {
				return nil, err
			}
			var claimed []news.Source
			for _, value := range values {
				if source, err := readSource(value); err == nil {
					claimed = append(claimed, source)
				}
			}
			if len(claimed) > 0 || len(values) == 0 {
				return claimed, nil
			}
		}
	})
	return claimed, named(err, "claim sources")
}

// each reads every value.
func each[T any](values []string, read func(string) (T, error)) ([]T, error) {
	var all []T
	for _, value := range values {
		x, err := read(value)
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

// AllSources is storage.Sources'.
func (s *Store) AllSources(ctx context.Context) iter.Seq2[news.Source, error] {
	return shelf[news.Source]{"sources", s.sourcesKey(), s.sourceIDsKey(), readSource}.all(ctx, s)
}
