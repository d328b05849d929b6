package text

import (
	"strings"
	"unicode"
)

// endOfSpeech is where the words of a quotation without a closing mark end,
// which begin at from and reach to limit at most: with their first sentence, and
// those behind it that go on in the first person or with "And".
func endOfSpeech(s string, from, limit int) int {
	end := sentenceEnd(s, from, limit)
	for end < limit {
		next := sentenceEnd(s, end, limit)
		if !goesOnSpeaking(s[end:next]) {
			break
		}
		end = next
	}
	return end
}

// sentenceEnd is where the sentence that begins at from ends.
func sentenceEnd(s string, from, limit int) int {
	for at := from; at < limit; {
		if at = nextStop(s, at, limit); at >= limit {
			break
		}
		end := skipStops(s, at, limit)
		if breaksAt(s, from, end, limit) {
			return end
		}
		at = max(end, at+1)
	}
	return limit
}

// goesOnSpeaking reports whether a sentence belongs to the speech before it by
// its first word or by its pronouns.
func goesOnSpeaking(sentence string) bool {
	first := true
	for w := range strings.FieldsFuncSeq(sentence, func(r rune) bool { return !unicode.IsLetter(r) }) {
		w = strings.ToLower(w)
		if speakersWords[w] || first && linksSpeech[w] {
			return true
		}
		first = false
	}
	return false
}

var (
	speakersWords = abbreviations("i we my our us me mine ours you your myself ourselves")
	linksSpeech   = abbreviations("and but so or because that's it's")
)
