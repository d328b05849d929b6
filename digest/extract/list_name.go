package extract

import (
	"strings"
	"sync"

	"readout/digest/text"
)

// gender is what a name or a role tells of the sex of whom it means.
type gender uint8

const (
	anyGender gender = iota // not told, or both
	male
	female
)

var genders = map[string]gender{"m": male, "f": female}

// givenName reports whether a folded word is a given name, and whose.
func givenName(folded string) (gender, bool) {
	if g, ok := givenNames()[folded]; ok {
		return g, true
	}
	first, second, joined := strings.Cut(folded, "-")
	return anyGender, joined && givenParts()[first] && givenParts()[second]
}

// givenParts are the halves of hyphenated names.
var givenParts = sync.OnceValue(func() map[string]bool {
	found := map[string]bool{}
	for _, row := range rows("given") {
		for _, part := range items(cell(row, 1)) {
			if row[0] == "part" {
				found[text.Fold(part)] = true
			}
		}
	}
	return found
})

var givenNames = sync.OnceValue(func() map[string]gender {
	found := map[string]gender{}
	for _, row := range rows("given") {
		if row[0] == "part" {
			continue
		}
		for _, name := range items(cell(row, 1)) {
			name = text.Fold(name)
			g, twice := found[name]
			if twice && g != genders[row[0]] {
				found[name] = anyGender
				continue
			}
			found[name] = genders[row[0]]
		}
	}
	return found
})

// surnameEnding reports whether a folded word ends as surnames do, and what
// the ending tells of its bearer. It is a weak sign, as ordinary words end so
// too.
func surnameEnding(folded string) (gender, bool) {
	for n := min(len(folded)-2, longestEnding); n >= 2; n-- {
		e, ok := surnameEndings()[folded[len(folded)-n:]]
		if ok && len(folded)-n >= e.stem {
			return e.gender, true
		}
	}
	return anyGender, false
}

// longestEnding bounds the search, in bytes of folded text.
const longestEnding = 10

type ending struct {
	gender gender
	// stem is how many bytes must stand before it.
	stem int
}

var surnameEndings = sync.OnceValue(func() map[string]ending {
	found := map[string]ending{}
	for _, row := range rows("surnames") {
		if row[0] == "whole" || row[0] == "particle" || row[0] == "first" {
			continue
		}
		e := ending{gender: genders[row[0]], stem: len(cell(row, 1))}
		for _, end := range items(cell(row, 2)) {
			found[text.Fold(end)] = e
		}
	}
	return found
})

// commonSurname reports whether a folded word is a widespread surname that no
// ending gives away ("smith", "garcia", "kim").
func commonSurname(folded string) bool { return surnameWords().whole[folded] }

// familyFirst reports whether a folded word is a surname of those that stand
// before the given name ("park", "wang").
func familyFirst(folded string) bool { return surnameWords().first[folded] }

// nameParticle reports whether a folded word joins the parts of a name ("de",
// "van", "bin", "al").
func nameParticle(folded string) bool { return surnameWords().particle[folded] }

type surnameLists struct{ whole, particle, first map[string]bool }

var surnameWords = sync.OnceValue(func() surnameLists {
	found := surnameLists{whole: map[string]bool{}, particle: map[string]bool{}, first: map[string]bool{}}
	kinds := map[string]map[string]bool{"whole": found.whole, "particle": found.particle, "first": found.first}
	for _, row := range rows("surnames") {
		for _, word := range items(cell(row, 2)) {
			if kind, ok := kinds[row[0]]; ok {
				kind[text.Fold(word)] = true
			}
		}
	}
	return found
})

// titleAt is the form of address that folded words begin with ("mr.", "mr",
// "lt. gen."), how many of them it takes, and the gender it tells; 0 if none.
func titleAt(words []string) (gender, int) { return titles().at(words) }

var titles = sync.OnceValue(func() phrases[gender] {
	found := newPhrases[gender]()
	for _, row := range rows("titles") {
		for _, title := range items(cell(row, 1)) {
			found.add(title, genders[row[0]])
			found.add(strings.ReplaceAll(title, ".", ""), genders[row[0]])
		}
	}
	return found
})
