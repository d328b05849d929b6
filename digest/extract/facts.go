package extract

import (
	"unicode/utf8"

	"readout/digest/news"
)

// readable is how much of a text is read: what follows the first MiB tells no
// facts.
const readable = 1 << 20

// Facts reads one article and notes who met whom, who said what and who went
// where. It never fails: a text without facts, or in another language than
// English, gives none. The same article gives the same facts, in time that
// grows with its length; of a text longer than 1 MiB only that much is read.
func Facts(a news.Article) news.Facts {
	language := languageOf(a)
	if language != english {
		return news.Facts{Language: language}
	}
	d := prepare(a)
	d.facts.Language = language
	for _, r := range recognisers {
		r.read(d)
	}
	return d.facts
}

// head is what is read of a text: at most readable bytes, to a rune border.
func head(s string) string {
	if len(s) <= readable {
		return s
	}
	n := readable
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
