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
	if g, ok := givenNames().find(hashOf(folded)); ok {
		return g, true
	}
	first, second, joined := strings.Cut(folded, "-")
	return anyGender, joined && givenPart(first) && givenPart(second)
}

// givenPart reports whether a folded word is a half of hyphenated names.
func givenPart(folded string) bool { return givenParts().of(hashOf(folded)) }

var givenParts = sync.OnceValue(func() *table[bool] {
	found := newTable[bool]()
	for _, row := range rows("given") {
		for _, part := range items(cell(row, 1)) {
			if row[0] == "part" {
				*found.enter(hashOf(text.Fold(part))) = true
			}
		}
	}
	return found
})

var givenNames = sync.OnceValue(func() *table[gender] {
	found := newTable[gender]()
	for _, row := range rows("given") {
		if row[0] == "part" {
			continue
		}
		for _, name := range items(cell(row, 1)) {
			of := genders[row[0]]
			name := hashOf(text.Fold(name))
			if g, twice := found.find(name); twice && g != of {
				of = anyGender
			}
			*found.enter(name) = of
		}
	}
	return found
})

// surnameEnding reports whether a folded word ends as surnames do, and what
// the ending tells of its bearer. It is a weak sign, as ordinary words end so
// too.
func surnameEnding(folded string) (gender, bool) {
	for n := min(len(folded)-2, longestEnding); n >= 2; n-- {
		e, ok := surnameEndings().find(hashOf(folded[len(folded)-n:]))
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

var surnameEndings = sync.OnceValue(func() *table[ending] {
	found := newTable[ending]()
	for _, row := range rows("surnames") {
		if _, other := surnameKinds[row[0]]; other {
			continue
		}
		e := ending{gender: genders[row[0]], stem: len(cell(row, 1))}
		for _, end := range items(cell(row, 2)) {
			*found.enter(hashOf(text.Fold(end))) = e
		}
	}
	return found
})

// commonSurname reports whether a folded word is a widespread surname that no
// ending gives away ("smith", "garcia", "kim").
func commonSurname(folded string) bool { return isSurname(folded, wholeSurname) }

// familyFirst reports whether a folded word is a surname of those that stand
// before the given name ("park", "wang").
func familyFirst(folded string) bool { return isSurname(folded, surnameFirst) }

// nameParticle reports whether a folded word joins the parts of a name ("de",
// "van", "bin", "al").
func nameParticle(folded string) bool { return isSurname(folded, particle) }

// surnameKind is what a word may be within a surname.
type surnameKind uint8

const (
	wholeSurname surnameKind = 1 << iota
	surnameFirst
	particle
)

var surnameKinds = map[string]surnameKind{"whole": wholeSurname, "first": surnameFirst, "particle": particle}

func isSurname(folded string, as surnameKind) bool { return surnameWords().of(hashOf(folded))&as != 0 }

var surnameWords = sync.OnceValue(func() *table[surnameKind] {
	found := newTable[surnameKind]()
	for _, row := range rows("surnames") {
		for _, word := range items(cell(row, 2)) {
			if kind, ok := surnameKinds[row[0]]; ok {
				*found.enter(hashOf(text.Fold(word))) |= kind
			}
		}
	}
	return found
})

// titleAt is the form of address that folded words begin with ("mr.", "mr",
// "lt. gen."), how many of them it takes, and the gender it tells; 0 if none.
func titleAt(words []string) (gender, int) { return titles().at(words) }

var titles = sync.OnceValue(func() *phrases[gender] {
	found := newPhrases[gender]()
	for _, row := range rows("titles") {
		for _, title := range items(cell(row, 1)) {
			found.add(title, genders[row[0]])
			found.add(strings.ReplaceAll(title, ".", ""), genders[row[0]])
		}
	}
	return found
})
