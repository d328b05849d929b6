package extract

import (
	"sync"

	"readout/digest/text"
)

// organisationHead is how many of these folded words open the name of an
// institution and want more words after them ("ministry of", "bank of"); 0 if
// they do not.
func organisationHead(words []string) int {
	return organisations().head.length(words)
}

// organisationTail reports whether a folded word closes the name of an
// institution ("ministry", "assembly", "llc").
func organisationTail(folded string) bool {
	_, ok := organisations().tail.of(folded)
	return ok
}

// organisationAt is how many of these folded words are a well-known
// institution by name ("european union", "kremlin"); 0 if none.
func organisationAt(words []string) int {
	return organisations().name.length(words)
}

// pressWord is how many of these folded words name a press office or a kind of
// outlet ("press service", "news agency"): the provenance of a report and no
// speaker of its own.
func pressWord(words []string) int {
	return organisations().press.length(words)
}

// groupWord reports whether a folded word names people met as a group
// ("delegation", "lawmakers", "representatives").
func groupWord(folded string) bool {
	_, ok := organisations().group.of(folded)
	return ok
}

// voiceWord reports whether a folded word names something that words come from,
// beside people and institutions ("report", "critics").
func voiceWord(folded string) bool {
	_, ok := organisations().voice.of(folded)
	return ok
}

// acronym is what capital letters stand for.
type acronym struct {
	Short string
	// Long is the full name: "United Nations". It may be a country's.
	Long string
}

// acronymOf is the acronym written exactly so, in its own case ("US", never
// "us").
func acronymOf(word string) (acronym, bool) {
	a, ok := acronyms()[word]
	return a, ok
}

var acronyms = sync.OnceValue(func() map[string]acronym {
	found := map[string]acronym{}
	for _, row := range rows("organisations") {
		if row[0] != "acronym" {
			continue
		}
		for _, short := range items(cell(row, 1)) {
			found[short] = acronym{Short: short, Long: cell(row, 2)}
		}
	}
	return found
})

type organisationLists struct{ head, tail, name, press, group, voice *phrases[bool] }

var organisations = sync.OnceValue(func() organisationLists {
	found := organisationLists{newPhrases[bool](), newPhrases[bool](), newPhrases[bool](), newPhrases[bool](), newPhrases[bool](), newPhrases[bool]()}
	kinds := map[string]*phrases[bool]{"head": found.head, "tail": found.tail, "name": found.name, "press": found.press, "group": found.group, "voice": found.voice}
	for _, row := range rows("organisations") {
		if row[0] == "acronym" {
			if _, isPlace := placeOf(text.Fold(cell(row, 2))); !isPlace {
				found.name.add(cell(row, 2), true)
			}
			continue
		}
		for _, name := range items(cell(row, 1)) {
			kinds[row[0]].add(name, true)
		}
	}
	return found
})
