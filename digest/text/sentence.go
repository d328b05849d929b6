package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// Sentences cuts a paragraph into sentences, in order. A sentence never ends
// within a quotation, after an initial or after an abbreviation that stands
// before a name or number. Every word of the paragraph is in one of them.
func Sentences(s string, paragraph news.Span, quotes []Quotation) []news.Span {
	spans := make([]news.Span, 0, 1+paragraph.Len()/sentenceLength)
	start := paragraph.Start
	for at := start; at < paragraph.End; {
		for len(quotes) > 0 && quotes[0].End <= at {
			quotes = quotes[1:]
		}
		limit := paragraph.End
		if len(quotes) > 0 {
			limit = quotes[0].Start
		}
		if at = nextStop(s, at, limit); at >= limit {
			if len(quotes) == 0 {
				break
			}
			if at = quotes[0].End; !endsInside(s, quotes[0]) {
				continue
			}
		}
		end := skipStops(s, at, paragraph.End)
		if breaksAt(s, start, end, paragraph.End) {
			spans = appendSpan(spans, s, start, end)
			start = end
		}
		at = max(end, at+1)
	}
	return appendSpan(spans, s, start, paragraph.End)
}

// sentenceLength is the length in bytes that most sentences have at least.
const sentenceLength = 100

// nextStop is where the next mark stands that may end a sentence; at least the
// limit if none does before it.
func nextStop(s string, at, limit int) int {
	for at < limit {
		at += until(s[at:limit], &stopBytes)
		if at == limit || isStop(s[at]) || strings.HasPrefix(s[at:], ellipsis) {
			break
		}
		at++
	}
	return at
}

// until is where the first byte of a set stands in s; its length if none does.
func until(s string, set *[256]bool) int {
	n := 0
	for n < len(s) && !set[s[n]] {
		n++
	}
	return n
}

const ellipsis = "…"

// stopBytes are those that a mark begins with that may end a sentence.
var stopBytes = bytesOf(".!?" + ellipsis[:1])

func appendSpan(spans []news.Span, s string, start, end int) []news.Span {
	if t := Trim(s, news.Span{Start: start, End: end}); !t.Empty() {
		return append(spans, t)
	}
	return spans
}

func isStop(c byte) bool { return c == '.' || c == '!' || c == '?' }

// endsInside reports whether a quotation ends with a full stop of its own.
func endsInside(s string, q Quotation) bool {
	r, _ := utf8.DecodeLastRuneInString(q.Inner.Of(s))
	return r == '.' || r == '!' || r == '?' || r == '…'
}

// skipStops moves over stops and over the brackets that close after them.
func skipStops(s string, at, end int) int {
	for at < end {
		r, size := utf8.DecodeRuneInString(s[at:end])
		if !strings.ContainsRune(".!?…)]", r) {
			return at
		}
		at += size
	}
	return end
}

// breaksAt reports whether the sentence that began at start may end at end.
func breaksAt(s string, start, end, limit int) bool {
	if end >= limit {
		return true
	}
	next, size := utf8.DecodeRuneInString(s[end:limit])
	if !unicode.IsSpace(next) {
		return false
	}
	rest := strings.TrimLeftFunc(s[end+size:min(limit, end+size+40)], unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(rest)
	if unicode.IsLower(first) || first == ',' || first == ';' {
		return false
	}
	word := lastWord(s, start, end-1)
	if word == "D.C" && unicode.IsUpper(first) && strings.HasSuffix(s[start:end-len("D.C.")], ", ") {
		return true
	}
	return s[end-1] != '.' || !abbreviated(word, rest)
}

// lastWord is the word that ends at end; it holds inner full stops ("U.S").
func lastWord(s string, start, end int) string {
	at := end
	for at > start && at > end-16 {
		r, size := utf8.DecodeLastRuneInString(s[start:at])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		at -= size
	}
	return s[at:end]
}

var (
	// before are abbreviations that stand before a name or a number, and so never
	// end a sentence.
	before = abbreviations("mr mrs ms dr prof rev hon gen lt col maj capt cpt sgt cmdr adm amb sen rep gov pres st ste mt ft vs jan feb mar apr jun jul aug sep sept oct nov dec al messrs supt insp h.e h.r.h h.m h.h")
	// numbered are those that stand before a number alone, and are words as well.
	numbered = abbreviations("no nos art fig")
	// within may end a sentence.
	within = abbreviations("a.m p.m u.s u.k u.n e.u d.c u.s.a inc ltd co corp jr sr etc e.g i.e ph.d p.o llc")
	// openers are words that begin a sentence after an abbreviation.
	openers = abbreviations("the a an he she it they we i in on at but and this that these those during after before as for when while however if according there his her their its both also")
)

// longestAbbreviation is how many bytes an abbreviation has at most. Most words
// before a full stop have more.
var longestAbbreviation = longestOf(before, numbered, within)

func longestOf(sets ...map[string]bool) int {
	most := 0
	for _, set := range sets {
		for word := range set {
			most = max(most, len(word))
		}
	}
	return most
}

func abbreviations(words string) map[string]bool {
	found := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		found[word] = true
	}
	return found
}

func abbreviated(word, rest string) bool {
	if utf8.RuneCountInString(word) == 1 {
		return word != "I" && word >= "A"
	}
	if len(word) > longestAbbreviation {
		return false
	}
	lower := strings.ToLower(word)
	switch {
	case before[lower]:
		return true
	case numbered[lower]:
		return rest != "" && '0' <= rest[0] && rest[0] <= '9'
	case within[lower]:
		first, _, _ := strings.Cut(rest, " ")
		return !openers[strings.ToLower(first)]
	}
	return false
}
