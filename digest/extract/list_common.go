package extract

import "sync"

// neverName is how many of these folded words are written with capitals and
// yet name neither person, place nor institution ("monday", "human rights",
// "world war"); 0 if they are not such.
func neverName(words []string) int {
	return commonWords().never.length(words)
}

// commonLists are the ordinary words, where a capital at the beginning of a
// sentence says nothing, and the names of nobody.
type commonLists struct{ word, never *phrases[bool] }

var commonWords = sync.OnceValue(func() commonLists {
	found := commonLists{word: newPhrases[bool](), never: newPhrases[bool]()}
	for _, row := range rows("common") {
		to := found.word
		if row[0] == "never" {
			to = found.never
		}
		for _, word := range items(cell(row, 1)) {
			for _, form := range commonForms(row[0], word) {
				to.add(form, true)
			}
		}
	}
	return found
})

// commonForms are the forms that stand for a word of the list: those of a verb
// or of a noun, or the word alone.
func commonForms(kind, word string) []string {
	switch kind {
	case "verb":
		return []string{word, thirdPerson(word), pastForm(word), gerund(word)}
	case "noun":
		return []string{word, plural(word)}
	}
	return []string{word}
}
