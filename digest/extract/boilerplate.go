package extract

import (
	"strings"
	"sync"
)

// boilerplateLength bounds a paragraph that is not the news, in bytes.
const boilerplateLength = 400

// isBoilerplate reports whether a paragraph begins as those do that are not the
// news. At the edge of an article, where only such paragraphs stand between it
// and the first or the last line, the outlet may speak of itself.
func isBoilerplate(d *document, p paragraph, edge bool) bool {
	if p.Len() >= boilerplateLength {
		return false
	}
	words := d.wordsOf(p)
	if boilerplates().link.length(words) > 0 {
		return true
	}
	n := boilerplates().outlet.length(words)
	return edge && n > 0 && !tellsEvent(words[n:])
}

// tellsEvent reports whether some word is the verb of somebody who says or does
// something: a cue in a form that takes a subject and is no noun, or a verb of
// meeting and going.
func tellsEvent(words []string) bool {
	for i, w := range words {
		c, form, n := cueAt(words[i:])
		if motionVerbs.has(w) || n > 0 && form&(formPast|formThird) != 0 && (!c.Noun || c.Strength == 3) {
			return true
		}
	}
	return false
}

// markTail marks the paragraphs behind the last of the news.
func (d *document) markTail() {
	for i := len(d.paragraphs) - 1; i >= 0 && isBoilerplate(d, d.paragraphs[i], true); i-- {
		d.paragraphs[i].kind = boilerplate
	}
}

type boilerplateLists struct{ outlet, link *phrases[bool] }

var boilerplates = sync.OnceValue(func() boilerplateLists {
	found := boilerplateLists{outlet: newPhrases[bool](), link: newPhrases[bool]()}
	kinds := map[string]*phrases[bool]{"outlet": found.outlet, "link": found.link}
	for _, row := range rows("boilerplate") {
		for _, phrase := range items(cell(row, 1)) {
			kinds[row[0]].add(strings.ReplaceAll(phrase, ":", " :"), true)
		}
	}
	return found
})
