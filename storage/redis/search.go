package redis

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

var (
	//go:embed scripts/index_search.lua
	indexSearchLua string

	indexSearch = newScript(indexSearchLua)
)

// Search is storage.Archive's. The shards of the index give candidates, newest
// first, and storage.Query.Answers decides about each.
func (s *Store) Search(ctx context.Context, q storage.Query) (storage.Page, error) {
	w := walk{store: s, query: q, plan: planOf(q)}
	if q.After != "" {
		after, err := parseRank(q.After)
		if err != nil {
			return storage.Page{}, fmt.Errorf("search: %w", err)
		}
		w.below = lower(w.below, after)
	}
	page, err := do(ctx, s, func() (storage.Page, error) { return w.page(ctx) })
	return page, named(err, "search")
}

// plan is what the index is asked for.
type plan struct {
	conditions [][]string // of each, one of the tokens
	bounds     []bound
	below      rank  // everything lies below
	lowest     int64 // and not before this second
}

// bound is a set whose scores must lie within something.
type bound struct {
	token       string
	least, most int64
}

// mostWords is how many words of a condition are looked up in the index; one
// of more is settled by looking at what holds these.
const mostWords = 32

func planOf(q storage.Query) plan {
	p := plan{below: above(farthest), lowest: -farthest}
	if !q.Since.IsZero() {
		p.lowest = q.Since.Unix()
	}
	if !q.Until.IsZero() {
		p.below = above(q.Until.Unix()) // the second itself is for Answers to part
	}
	if q.Kind != storage.Articles {
		p.conditions = append(p.conditions, []string{storage.KindMark(q.Kind)})
	}
	for _, spellings := range q.People {
		p.anyOf(mapped(spellings, func(name string) string { return nameMark(q.Kind, name) }))
	}
	if len(q.Sources) > 0 {
		p.anyOf(mapped(q.Sources, sourceToken))
	}
	p.allOf(storage.OutletMark, text.Tokens(q.Outlet))
	switch q.Kind {
	case storage.Articles:
		p.allOf("", text.Tokens(q.Place))
	case storage.Meetings, storage.Visits:
		p.allOf(storage.PlaceMark(q.Kind), text.Tokens(q.Place))
		p.days(q)
	}
	p.allOf("", queryWords(q.Words))
	if len(p.conditions) == 0 {
		p.anyOf([]string{everyMark})
	}
	return p
}

// anyOf asks for one of some tokens; without any, nothing can answer.
func (p *plan) anyOf(tokens []string) { p.conditions = append(p.conditions, distinct(tokens)) }

func (p *plan) allOf(mark string, words []string) {
	for _, word := range words[:min(len(words), mostWords)] {
		p.anyOf([]string{mark + bounded(word)})
	}
}

// days asks for what took place between two days. A day that is none bounds
// nothing here; what it means is for Answers to say.
func (p *plan) days(q storage.Query) {
	if q.From != "" {
		p.bounds = append(p.bounds, bound{lastDayMark(q.Kind), dayNumber(q.From, someDay), otherDay})
	}
	if q.To != "" {
		p.bounds = append(p.bounds, bound{firstDayMark(q.Kind), someDay, dayNumber(q.To, otherDay)})
	}
}

func mapped[T any](all []T, f func(T) string) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = f(x)
	}
	return out
}

func queryWords(typed string) []string {
	var words []string
	for _, phrase := range storage.Phrases(typed) {
		words = append(words, text.Tokens(phrase)...)
	}
	return distinct(words)
}

// walk goes down the index from below.
type walk struct {
	store *Store
	query storage.Query
	plan
	tags  []tag // of the shards that may hold something
	found storage.Page
	last  rank // of the last report found
}

// page fills a page. One report more than it holds tells whether there is
// another.
func (w *walk) page(ctx context.Context) (storage.Page, error) {
	if slices.ContainsFunc(w.conditions, func(tokens []string) bool { return len(tokens) == 0 }) {
		return storage.Page{}, nil
	}
	var err error
	if w.tags, err = w.hopeful(ctx); err != nil {
		return storage.Page{}, err
	}
	// Where many candidates fail, they are looked at in larger groups.
	for group := w.query.Size() + 1; ; group = min(2*group, 256) {
		ranks, next, more, err := w.candidates(ctx, group)
		if err != nil {
			return storage.Page{}, err
		}
		for some := range slices.Chunk(ranks, group) {
			full, err := w.look(ctx, some)
			if err != nil || full {
				return w.found, err
			}
		}
		if !more {
			return w.found, nil
		}
		w.below = next
	}
}

// hopeful are the tags of the shards that hold something of every condition:
// for what is rare, few of them.
func (w *walk) hopeful(ctx context.Context) ([]tag, error) {
	answers := make([][]*goredis.IntCmd, indexShards)
	_, err := w.store.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i := range answers {
			for _, tokens := range w.conditions {
				keys := mapped(tokens, func(token string) string { return w.store.key(indexTag(int64(i)), token) })
				answers[i] = append(answers[i], p.Exists(ctx, keys...))
			}
		}
		return nil
	})
	var tags []tag
	for i, conditions := range answers {
		if !slices.ContainsFunc(conditions, func(there *goredis.IntCmd) bool { return there.Val() == 0 }) {
			tags = append(tags, indexTag(int64(i)))
		}
	}
	return tags, err
}

// look adds those of some candidates that answer, and is true when the page
// is full and another follows.
func (w *walk) look(ctx context.Context, ranks []rank) (bool, error) {
	seqs := make([]int64, len(ranks))
	for i, r := range ranks {
		seqs[i] = r.seq
	}
	ids, err := w.store.idsAt(ctx, seqs)
	if err != nil {
		return false, err
	}
	reports, err := w.store.storedReports(ctx, ids)
	if err != nil {
		return false, err
	}
	for i, stored := range reports {
		// One that was edited since has another rank, if it is there at all.
		r, suits, err := stored.readIf(func(a news.Article) bool {
			return rankOf(a.Published, a.Seq) == ranks[i] && w.query.Suits(a)
		})
		if err != nil {
			return false, fmt.Errorf("report %s: %w", ids[i], err)
		}
		if !suits || !w.query.Asks(r.Report) {
			continue
		}
		if len(w.found.Reports) == w.query.Size() {
			w.found.Next = w.last.String()
			return true, nil
		}
		w.found.Reports = append(w.found.Reports, r.Report)
		w.last = ranks[i]
	}
	return false, nil
}

// mostLooked bounds what one script looks at before it answers.
const mostLooked = 5000

// candidates are ranks of all shards below the walk's, highest first, down to
// next; about group of them as long as there are more. Reports are spread
// evenly, so that each shard is asked for twice its share, and some.
func (w *walk) candidates(ctx context.Context, group int) (ranks []rank, next rank, more bool, err error) {
	var calls []call
	share := min(group, 2*group/max(len(w.tags), 1)+indexShards)
	for _, t := range w.tags {
		calls = append(calls, w.call(t, share))
	}
	answers, err := indexSearch.runAll(ctx, w.store, calls)
	if err != nil {
		return nil, next, false, err
	}
	// What lies below the last that a shard looked at waits until it has
	// looked further.
	for _, a := range answers {
		some, err := readShard(a)
		if err != nil {
			return nil, next, false, err
		}
		ranks = append(ranks, some.found...)
		if some.more && (!more || some.last.compare(next) > 0) {
			next, more = some.last, true
		}
	}
	slices.SortFunc(ranks, func(a, b rank) int { return b.compare(a) })
	if more {
		cut, _ := slices.BinarySearchFunc(ranks, next, func(r, next rank) int { return next.compare(r) })
		for cut < len(ranks) && ranks[cut] == next {
			cut++
		}
		ranks = ranks[:cut]
	}
	return ranks, next, more, nil
}

// call asks one shard.
func (w *walk) call(t tag, group int) call {
	var keys []string
	args := []any{group, mostLooked, w.below.second, w.below.seq, w.lowest, len(w.conditions)}
	for _, tokens := range w.conditions {
		args = append(args, len(tokens))
		for _, token := range tokens {
			keys = append(keys, w.store.key(t, token))
		}
	}
	for _, b := range w.bounds {
		keys = append(keys, w.store.key(t, b.token))
		args = append(args, b.least, b.most)
	}
	return call{keys, args}
}

// looked is what one shard found, and how far it has looked.
type looked struct {
	found []rank
	last  rank
	more  bool
}

func readShard(answer *goredis.Cmd) (looked, error) {
	fields, err := answer.Slice()
	if err != nil || len(fields) < 3 {
		return looked{}, fmt.Errorf("index answered %v: %w", fields, err)
	}
	l := looked{more: fields[0] == int64(0)}
	for i := 1; i+1 < len(fields); i += 2 {
		if i == 1 && fields[2] == "" {
			continue
		}
		r, err := readRank(fields[i], fields[i+1])
		if err != nil {
			return l, err
		}
		if i == 1 {
			l.last = r
			continue
		}
		l.found = append(l.found, r)
	}
	return l, nil
}
