package redis

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// The index is spread over shards by sequence: each holds the sets of all
// tokens (marks.go), of its own reports. A report's member in them is its
// sequence, its score the second of its Published, so that each set stands in
// the order of ranks. Two sets more of each kind of dated fact hold the first
// and the last day that a report tells of.

var (
	//go:embed scripts/index_report.lua
	indexReportLua string

	indexReport = newScript(indexReportLua)
)

// indexShards is over how many tags the index is spread. Each is asked by
// every search, so they are fewer than those of other things. The number is
// part of what is stored.
const indexShards = 8

func indexTag(seq int64) tag { return shard("i", int(seq%indexShards)) }

func firstDayMark(k storage.Kind) string { return storage.KindMark(k) + "<" }
func lastDayMark(k storage.Kind) string  { return storage.KindMark(k) + ">" }

// indexOf derives what Search finds reports by.
func (s *Store) indexOf() derivation {
	return derivation{
		script: indexReport,
		record: func(seq int64) string { return s.key(indexTag(seq), "report", seqMember(seq)) },
		call: func(p pending, before string) (call, error) {
			return s.indexCall(p, before), nil
		},
	}
}

// indexCall moves a report from the sets of old tokens to those of new ones.
// What was derived before is its second and tokens, parted by spaces.
func (s *Store) indexCall(p pending, before string) call {
	var second string
	var tokens []string
	scores := map[string]int64{}
	if p.report.Article.ID != "" {
		published := p.report.Article.Published.Unix()
		second = strconv.FormatInt(published, 10)
		tokens, scores = scoredTokens(p.report, published)
	}
	oldSecond, old, _ := strings.Cut(before, " ")
	had := strings.Fields(old)
	keys := []string{s.indexOf().record(p.seq)}
	for _, token := range had {
		if _, found := slices.BinarySearch(tokens, token); !found {
			keys = append(keys, s.key(indexTag(p.seq), token))
		}
	}
	args := []any{second + " " + strings.Join(tokens, " "), seqMember(p.seq), len(keys) - 1}
	for _, token := range tokens {
		_, there := slices.BinarySearch(had, token)
		if there && second == oldSecond && scores[token] == p.report.Article.Published.Unix() {
			continue
		}
		keys = append(keys, s.key(indexTag(p.seq), token))
		args = append(args, scores[token])
	}
	return call{keys, args}
}

// scoredTokens are the sets that a report stands in, sorted, and its score in
// each.
func scoredTokens(r news.Report, second int64) ([]string, map[string]int64) {
	tokens := tokensOf(r)
	scores := make(map[string]int64, len(tokens))
	for _, token := range tokens {
		scores[token] = second
	}
	for kind, s := range spansOf(r.Facts) {
		scores[firstDayMark(kind)], scores[lastDayMark(kind)] = s.first, s.last
		tokens = append(tokens, firstDayMark(kind), lastDayMark(kind))
	}
	slices.Sort(tokens)
	return tokens, scores
}
