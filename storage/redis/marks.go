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
const (
	everyMark  = "·a"
	namedMark  = "·n"
	outletMark = "·o"
	sourceMark = "·f"
)

// kindMark is the mark of a kind of fact, and what a name's is made with.
func kindMark(k storage.Kind) string {
	switch k {
	case storage.Meetings:
		return "·m"
	case storage.Visits:
		return "·v"
	case storage.Statements:
		return "·s"
	}
	return namedMark
}

// A short hash begins with a sign that no word begins with, so that a name's
// mark is never a place's.
func nameMark(k storage.Kind, name string) string { return kindMark(k) + "=" + shortHash(name) }

func placeMark(k storage.Kind) string { return kindMark(k) + "p" }

func sourceToken(id news.SourceID) string { return sourceMark + shortHash(string(id)) }

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
		tokens = append(tokens, outletMark+bounded(word))
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
	mark := func(k storage.Kind, names []string, place string) {
		tokens = append(tokens, kindMark(k))
		for _, name := range names {
			tokens = append(tokens, nameMark(k, name))
		}
		for _, word := range text.Tokens(place) {
			tokens = append(tokens, placeMark(k)+bounded(word))
		}
	}
	for _, m := range f.Meetings {
		mark(storage.Meetings, m.Participants, m.Place)
	}
	for _, v := range f.Visits {
		mark(storage.Visits, v.Visitors, v.To)
	}
	for _, s := range f.Statements {
		mark(storage.Statements, []string{s.Speaker}, "")
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
	add := func(k storage.Kind, first, last news.Day) {
		if first == "" {
			first = last
		}
		if last == "" {
			last = first
		}
		if first == "" {
			return
		}
		s, dated := spans[k]
		from, to := dayNumber(first, someDay), dayNumber(last, otherDay)
		if !dated {
			s = span{from, to}
		}
		spans[k] = span{min(s.first, from), max(s.last, to)}
	}
	for _, m := range f.Meetings {
		add(storage.Meetings, m.Day, m.Day)
	}
	for _, v := range f.Visits {
		add(storage.Visits, v.Start, v.End)
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
