package extract

import (
	"strings"
	"unicode"

	"readout/digest/news"
	"readout/digest/text"
)

// dateline is what the head of the text says of where and when it was written:
// "RIGA, Latvia, March 4." or "LONDON (Nordfeed) —".
type dateline struct {
	news.Span
	place string
	day   news.Day
}

// datelineLength bounds a dateline, in bytes.
const datelineLength = 90

// readDateline is the dateline that a paragraph begins with, and the rest of
// the paragraph. It begins with a place, perhaps in capitals, and ends with a
// dash, or with a full stop after the name of a month.
func readDateline(s string, paragraph news.Span) (dateline, news.Span, bool) {
	opening := s[paragraph.Start:min(paragraph.End, paragraph.Start+datelineLength)]
	end, width := datelineEnd(opening)
	if end < 0 {
		return dateline{}, paragraph, false
	}
	span := news.Span{Start: paragraph.Start, End: paragraph.Start + end}
	words := text.Words(s, span)
	place, ok := datelinePlace(s, words)
	if !ok {
		return dateline{}, paragraph, false
	}
	rest := text.Trim(s, news.Span{Start: span.End + width, End: paragraph.End})
	return dateline{Span: span, place: place}, rest, true
}

// datelineEnd is where the opening stops being a dateline, and how long the
// mark is that ends it; -1 if it is none.
func datelineEnd(opening string) (end, width int) {
	for _, dash := range []string{" — ", " – ", " -- ", " - ", "— ", " —", " –"} {
		if i := strings.Index(opening, dash); i > 0 && !strings.ContainsAny(opening[:i], ";:\"“") {
			return i, len(dash)
		}
	}
	if i := strings.Index(opening, ": "); i > 0 && strings.Count(opening[:i], "/") == 2 {
		return i, 1
	}
	i := strings.Index(opening, ". ")
	if i > 0 && namesMonth(opening[:i]) && strings.Contains(opening[:i], ",") {
		return i, 1
	}
	return -1, 0
}

func namesMonth(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) >= 3 && strings.Contains(" january february march april may june july august september october november december jan feb mar apr jun jul aug sept oct nov dec ", " "+w+" ") {
			return true
		}
	}
	return false
}

// loneDateline is a paragraph that is nothing but a dateline: a city in capitals
// ("ANKARA"), or one with its country or a day ("New York, 4 March 2031").
func loneDateline(s string, paragraph news.Span) (dateline, bool) {
	if paragraph.Empty() || paragraph.Len() > datelineLength {
		return dateline{}, false
	}
	words := text.Words(s, paragraph)
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.Folded
	}
	p, n := placeAt(folded)
	if n == 0 || p.Kind != city || n == len(words) && words[0].Shape != text.Upper || n < len(words) && folded[n] != "," {
		return dateline{}, false
	}
	for i := n; i < len(words); {
		_, home := placeAt(folded[i:])
		outlet := i == len(words)-1 && words[i].Named() && namesMonth(paragraph.Of(s))
		if home == 0 && words[i].Shape != text.Mark && words[i].Shape != text.Number && !namesMonth(folded[i]) && folded[i] != "d.c." && !outlet {
			return dateline{}, false
		}
		i += max(home, 1)
	}
	return dateline{Span: paragraph, place: p.Name}, true
}

// datelinePlace is the place that the words begin with: one of the lists, or
// one written in capitals.
func datelinePlace(s string, words []text.Word) (string, bool) {
	if len(words) == 0 || !words[0].Named() {
		return "", false
	}
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.Folded
	}
	if p, n := placeAt(folded); n > 0 {
		return p.Name, len(words) == n || words[n].Shape == text.Mark
	}
	n := 0
	for n < len(words) && words[n].Shape == text.Upper {
		n++
	}
	if n == 0 || n < len(words) && words[n].Shape != text.Mark {
		return "", false
	}
	return properCase(s[words[0].Start:words[n-1].End]), true
}

// properCase writes "NEW VELD" as "New Veld".
func properCase(s string) string {
	out := []rune(strings.ToLower(s))
	for i, r := range out {
		if i == 0 || !unicode.IsLetter(out[i-1]) {
			out[i] = unicode.ToUpper(r)
		}
	}
	return string(out)
}
