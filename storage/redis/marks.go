package redis

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// The index holds one sorted set for each token. Besides the words of title
// and text these are marks, which begin with a dot that no word holds, for
// whatever else a query can ask of a report as a whole:
//
//	·a        every report
//	·n<name>  the name is credited with something
//	·m        a meeting; ·m<name> the name takes part; ·mpbaku at a place so called
//	·v        a visit; likewise
//	·s        a statement; ·s<name> the name is its speaker
//	·obell    a word of the outlet's name
//	·f<id>    the source
//
// Names and ids of sources are given by their short hashes: what users and
// feeds wrote becomes part of no key but as a token of ours.

// everyMark is every report's.
const everyMark = "·a"

// A short hash begins with a sign that no word begins with, so that a name's
// mark is never a place's.
func nameMark(k storage.Kind, name string) string { return storage.KindMark(k) + "=" + shortHash(name) }

func sourceToken(id news.SourceID) string { return storage.SourceMark + shortHash(string(id)) }

// shortHash stands for a text of any length in 16 letters, digits, - and _.
func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// longest is how many bytes of a word stand in a key as they are.
const longest = 48

// bounded is a word as part of a key. Longer ones are told apart by a hash.
func bounded(word string) string {
	if len(word) <= longest {
		return word
	}
	return word[:longest] + "#" + shortHash(word)
}

// tokensOf are the tokens of a report, each once.
func tokensOf(r news.Report) []string {
	tokens := append(factTokens(r.Facts), everyMark, sourceToken(r.Article.Source))
	for _, word := range wordsOf(r.Article) {
		tokens = append(tokens, bounded(word))
	}
	for _, word := range text.Tokens(r.Article.Outlet) {
		tokens = append(tokens, storage.OutletMark+bounded(word))
	}
	return distinct(tokens)
}

// wordsOf are the words by which an article is found. The full text is nine
// tenths of what the index takes; to leave it out, let this give the title's
// and planOf ask for no others.
func wordsOf(a news.Article) []string { return text.Tokens(a.Title + "\n" + a.Text) }

func factTokens(f news.Facts) []string {
	var tokens []string
	for _, name := range f.Names() {
		tokens = append(tokens, nameMark(storage.Articles, name))
	}
	for _, told := range storage.Tell(f) {
		tokens = append(tokens, storage.KindMark(told.Kind))
		for _, name := range told.Names {
			tokens = append(tokens, nameMark(told.Kind, name))
		}
		for _, word := range text.Tokens(told.Place) {
			tokens = append(tokens, storage.PlaceMark(told.Kind)+bounded(word))
		}
	}
	return tokens
}

// distinct sorts words and keeps each once.
func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// span is the days between which all facts of one kind in a report lie, as
// numbers. A report that has no dated fact of a kind has no span of it.
type span struct{ first, last int64 }

const (
	someDay  = -1       // before every day
	otherDay = 99999999 // after every day
)

// spansOf are the spans of meetings and visits. Facts fit a question about
// days only if the span does; which of them do is for storage.Query to say.
func spansOf(f news.Facts) map[storage.Kind]span {
	spans := map[storage.Kind]span{}
	for _, told := range storage.Tell(f) {
		if told.First == "" {
			continue
		}
		s, dated := spans[told.Kind]
		from, to := dayNumber(told.First, someDay), dayNumber(told.Last, otherDay)
		if !dated {
			s = span{from, to}
		}
		spans[told.Kind] = span{min(s.first, from), max(s.last, to)}
	}
	return spans
}

// dayNumber writes a day's digits as one number, so that days compare as they
// do as texts; what is no day becomes other.
func dayNumber(d news.Day, other int64) int64 {
	if len(d) != len("2006-01-02") || d[4] != '-' || d[7] != '-' {
		return other
	}
	n := int64(0)
	for _, digit := range strings.ReplaceAll(string(d), "-", "") {
		if digit < '0' || digit > '9' {
			return other
		}
		n = 10*n + int64(digit-'0')
	}
	return n
}
