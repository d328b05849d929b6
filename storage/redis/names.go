package redis

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/text"
	"readout/storage"
)

// Of names there are, all under one tag: for each name the reports that use
// it, with their Published; for each word the names that hold it, and all
// names, both most used first; and the words in order.

var (
	//go:embed scripts/name_credit.lua
	nameCreditLua string
	//go:embed scripts/name_find.lua
	nameFindLua string

	nameCredit = newScript(nameCreditLua)
	nameFind   = newScript(nameFindLua)
)

const nameTag tag = "names"

func (s *Store) namesKey() string     { return s.key(nameTag, "names") }
func (s *Store) nameWordsKey() string { return s.key(nameTag, "words") }

// wordKey takes a word as bounded gives it.
func (s *Store) wordKey(word string) string { return s.key(nameTag, "word", word) }
func (s *Store) nameKey(name string) string { return s.key(nameTag, "name", shortHash(name)) }

// creditOf derives what FindNames counts.
func (s *Store) creditOf() derivation {
	return derivation{
		script: nameCredit,
		record: func(seq int64) string { return s.key(nameTag, "report", seqMember(seq)) },
		call:   s.creditCall,
	}
}

// creditCall counts a report for its names. What was derived before is the
// list of names that it was counted for.
func (s *Store) creditCall(p pending, before string) (call, error) {
	var had []string
	if before != "" {
		if err := decode(before, &had); err != nil {
			return call{}, err
		}
	}
	names := p.report.Facts.Names()
	value, err := encode(names)
	c := call{
		keys: []string{s.creditOf().record(p.seq), s.namesKey(), s.nameWordsKey()},
		args: []any{value, seqMember(p.seq), millis(p.report.Article.Published)},
	}
	add := func(sign, name string) {
		words := boundedWords(name)
		c.keys = append(c.keys, s.nameKey(name))
		c.args = append(c.args, sign, name, len(words))
		for _, word := range words {
			c.keys = append(c.keys, s.wordKey(word))
			c.args = append(c.args, word)
		}
	}
	for _, name := range had {
		if !slices.Contains(names, name) {
			add("-", name)
		}
	}
	for _, name := range names {
		add("+", name)
	}
	return c, err
}

// boundedWords are the words of a name, each once.
func boundedWords(name string) []string {
	words := text.Tokens(name)
	for i, word := range words {
		words[i] = bounded(word)
	}
	return distinct(words)
}

// FindNames is storage.Archive's.
func (s *Store) FindNames(ctx context.Context, words []string, prefix bool, limit int) ([]storage.NameUse, error) {
	asked := distinct(text.Tokens(strings.Join(words, " ")))
	uses, err := do(ctx, s, func() ([]storage.NameUse, error) {
		if limit <= 0 {
			return nil, nil
		}
		names, err := s.namesLike(ctx, asked, prefix, limit)
		if err != nil || len(names) == 0 {
			return nil, err
		}
		return s.uses(ctx, names)
	})
	return uses, named(err, "find names")
}

// namesLike are the names themselves, most used first.
func (s *Store) namesLike(ctx context.Context, asked []string, prefix bool, limit int) ([]string, error) {
	switch {
	case len(asked) == 0:
		return s.client.ZRange(ctx, s.namesKey(), 0, int64(limit)-1).Result()
	case prefix:
		return s.namesBeginning(ctx, asked, limit)
	}
	keys := make([]string, len(asked))
	for i, word := range asked {
		keys[i] = s.wordKey(bounded(word))
	}
	return nameFind.run(ctx, s, keys, limit).StringSlice()
}

// mostBeginning is how many words with one beginning are looked at one by one.
// A beginning that more words have is met by so many names that these are
// looked at instead, most used first.
const mostBeginning = 200

// namesBeginning finds names that hold a word with each beginning.
func (s *Store) namesBeginning(ctx context.Context, asked []string, limit int) ([]string, error) {
	words, err := s.rarest(ctx, asked)
	if err != nil {
		return nil, err
	}
	if len(words) > mostBeginning {
		return s.namesAmong(ctx, asked, limit)
	}
	answers := make([]*goredis.ZSliceCmd, len(words))
	_, err = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, word := range words {
			last := int64(-1)
			if len(asked) == 1 && len(asked[0]) <= longest {
				last = int64(limit) - 1 // all of these fit
			}
			answers[i] = p.ZRangeWithScores(ctx, s.wordKey(word), 0, last)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found []goredis.Z
	for _, a := range answers {
		found = append(found, a.Val()...)
	}
	return mostUsed(found, asked, limit), nil
}

// rarest are the words with that beginning which the fewest have, at most one
// more than are looked at.
func (s *Store) rarest(ctx context.Context, asked []string) ([]string, error) {
	answers := make([]*goredis.StringSliceCmd, len(asked))
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, word := range asked {
			begin := word[:min(len(word), longest)]
			answers[i] = p.ZRangeByLex(ctx, s.nameWordsKey(), &goredis.ZRangeBy{Min: "[" + begin, Max: "(" + begin + "\xff", Count: mostBeginning + 1})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	words := answers[0].Val()
	for _, a := range answers[1:] {
		if len(a.Val()) < len(words) {
			words = a.Val()
		}
	}
	return words, nil
}

// mostUsed are the names that fit what was asked, each once, most used first.
func mostUsed(names []goredis.Z, asked []string, limit int) []string {
	slices.SortFunc(names, func(a, b goredis.Z) int {
		return cmp.Or(cmp.Compare(a.Score, b.Score), strings.Compare(a.Member.(string), b.Member.(string)))
	})
	var found []string
	for _, z := range names {
		name := z.Member.(string)
		if len(found) == limit {
			break
		}
		if (len(found) == 0 || found[len(found)-1] != name) && begins(name, asked) {
			found = append(found, name)
		}
	}
	return found
}

// begins reports whether a name holds a word with each beginning.
func begins(name string, asked []string) bool {
	words := text.Tokens(name)
	return !slices.ContainsFunc(asked, func(begin string) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, begin) })
	})
}

// namesAmong looks at all names, most used first, until it has found enough.
func (s *Store) namesAmong(ctx context.Context, asked []string, limit int) ([]string, error) {
	const step = 500
	var found []string
	for at := int64(0); ; at += step {
		names, err := s.client.ZRange(ctx, s.namesKey(), at, at+step-1).Result()
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if begins(name, asked) {
				found = append(found, name)
			}
			if len(found) == limit {
				return found, nil
			}
		}
		if len(names) < step {
			return found, nil
		}
	}
}

// uses are how names are used; one that no report uses by now is left out.
func (s *Store) uses(ctx context.Context, names []string) ([]storage.NameUse, error) {
	counts, latest := make([]*goredis.IntCmd, len(names)), make([]*goredis.ZSliceCmd, len(names))
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, name := range names {
			counts[i] = p.ZCard(ctx, s.nameKey(name))
			latest[i] = p.ZRevRangeWithScores(ctx, s.nameKey(name), 0, 0)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var uses []storage.NameUse
	for i, name := range names {
		if last := latest[i].Val(); len(last) > 0 {
			uses = append(uses, storage.NameUse{Name: name, Reports: int(counts[i].Val()), Latest: instant(int64(last[0].Score))})
		}
	}
	return uses, nil
}
