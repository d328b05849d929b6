package extract

import (
	"unicode/utf8"

	"readout/digest/news"
)

// Readable is how much of a text is read, in bytes: what follows tells no
// facts.
const Readable = 1 << 20

// Facts reads one article and notes who met whom, who said what and who went
// where. It never fails: a text without facts, or in another language than
// English, gives none. The same article gives the same facts, in time that
// grows with its length; of a text longer than Readable only that much is read.
func Facts(a news.Article) news.Facts { return read(a, nil) }

// read reads an article; r may be nil.
func read(a news.Article, r *reading) news.Facts {
	language := languageOf(a)
	if language != english {
		return news.Facts{Language: language}
	}
	d := prepare(a)
	d.reading = r
	d.facts.Language = language
	for _, recognise := range recognisers {
		recognise(d)
	}
	return d.facts
}

// head is the beginning of a text: at most so many bytes, to a rune border.
func head(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	n := bytes
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
