package compose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// clean makes one line of printed words: runs of white space and control
// characters become a space, invisible marks go.
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space = true
		case r == utf8.RuneError || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			// Marks of direction could turn the rest of the digest round.
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cut shortens a line to about limit characters at the end of a word and shows
// it with "…".
func cut(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)[:limit]
	end := limit
	for i := limit - 1; i > limit/2; i-- {
		if unicode.IsSpace(runes[i]) {
			end = i
			break
		}
	}
	return strings.TrimRight(string(runes[:end]), " ,;:–—-") + " …"
}

// maxSentence bounds a proof's sentence, in bytes.
const maxSentence = 1200

// sentenceAt widens a span to the sentences that it lies in.
func sentenceAt(text string, s news.Span) news.Span {
	if s.Of(text) == "" {
		return news.Span{}
	}
	start, end := s.Start, s.End
	for start > 0 && s.Start-start < maxSentence && !startsSentence(text, start) {
		start--
	}
	for end < len(text) && end-s.End < maxSentence && !endsSentence(text, end) {
		end++
	}
	for start < s.Start && !utf8.RuneStart(text[start]) {
		start++
	}
	for end > s.End && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return news.Span{Start: start, End: end}
}

// startsSentence reports whether a sentence begins at byte i of text: after a
// line break, or after a full stop and a space, with a capital or a quotation
// mark.
func startsSentence(text string, i int) bool {
	if i == 0 || text[i-1] == '\n' {
		return true
	}
	if text[i-1] != ' ' || !endsSentence(text, i-1) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'«", r)
}

// endsSentence reports whether a sentence ends before byte i of text. The stop
// of an initial or of a short title ends none.
func endsSentence(text string, i int) bool {
	if i >= len(text) || text[i] == '\n' {
		return true
	}
	if text[i] != ' ' {
		return false
	}
	before := strings.TrimRight(text[max(0, i-24):i], "\"”’'»)")
	switch {
	case strings.HasSuffix(before, "!") || strings.HasSuffix(before, "?"):
		return true
	case !strings.HasSuffix(before, "."):
		return false
	}
	word := before[strings.LastIndexAny(before, " \n")+1 : len(before)-1]
	return utf8.RuneCountInString(word) > 3 || word != "" && !startsUpper(word)
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
