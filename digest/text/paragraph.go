package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// wrapped is the length in bytes from which a line without a full stop is
// taken for a line of wrapped text, and not for a heading.
const wrapped = 60

// Paragraphs are the paragraphs of s in order, without the white space around
// them. Blank lines part them; so does a single line break, unless the line
// before it looks cut by wrapping.
func Paragraphs(s string) []news.Span {
	var spans []news.Span
	start, last := 0, news.Span{}
	flush := func(end int) {
		if p := Trim(s, news.Span{Start: start, End: end}); !p.Empty() {
			spans = append(spans, p)
		}
		start = end
	}
	for at := 0; at < len(s); {
		end := lineEnd(s, at)
		line := Trim(s, news.Span{Start: at, End: end})
		if line.Empty() || !last.Empty() && !runsOn(last.Of(s), line.Of(s)) {
			flush(at)
		}
		last, at = line, end+1
	}
	flush(len(s))
	return spans
}

func lineEnd(s string, from int) int {
	if n := strings.IndexByte(s[from:], '\n'); n >= 0 {
		return from + n
	}
	return len(s)
}

// runsOn reports whether the text wraps from one line to the next.
func runsOn(line, next string) bool {
	end, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(`.!?:"”»…)—–`, end) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLower(first) || len(line) >= wrapped && !isHeading(line)
}

// isHeading reports whether most long words of a line are capitalised.
func isHeading(line string) bool {
	long, capital := 0, 0
	for w := range strings.FieldsSeq(line) {
		r, _ := utf8.DecodeRuneInString(w)
		if len(w) < 4 || !unicode.IsLetter(r) {
			continue
		}
		long++
		if unicode.IsUpper(r) {
			capital++
		}
	}
	return capital*4 >= long*3
}

// Trim moves both ends of a span inwards over white space.
func Trim(s string, in news.Span) news.Span {
	body := s[in.Start:in.End]
	left := len(body) - len(strings.TrimLeftFunc(body, unicode.IsSpace))
	body = strings.TrimSpace(body)
	return news.Span{Start: in.Start + left, End: in.Start + left + len(body)}
}
