package extract

import "readout/digest/text"

// class is what the lists say of a word or a phrase of several.
type class uint8

const (
	plain        class = iota
	placeWord          // Lisbon, United Kingdom
	demonymWord        // Slovak
	roleWord           // foreign minister
	levelWord          // deputy, acting
	titleWord          // Mr., Gen.
	organisation       // European Union, Ministry of Trade
	tailWord           // Ministry, Council: closes an organisation's name
	notName            // Monday, Human Rights
)

// classify says of every word what the lists know of it; the longest phrase
// wins, and among equals the earlier kind of the list below.
func classify(d *document) {
	for _, s := range d.sentences {
		for i := s.from; i < s.to; {
			if w := &d.words[i]; !mayHaveClass(w) {
				w.grade(plain, 1)
				i++
				continue
			}
			c, n := classAt(d, i)
			d.words[i].grade(c, n)
			for k := i + 1; k < i+n; k++ {
				d.words[k].grade(c, 0)
			}
			i += n
		}
	}
	joinOrganisations(d)
	freeFamilyNames(d)
}

// mayHaveClass reports whether a word begins something of the lists, or is
// written as acronyms are. Most words do not.
func mayHaveClass(w *word) bool {
	return (w.is(inClasses) || w.Shape >= text.Upper) && w.Shape > text.Number && !w.is(inPronouns)
}

// classAt is the class of the phrase that begins at word i, and its length.
func classAt(d *document, i int) (class, int) {
	w := &d.words[i]
	best, size := plain, 0
	better := func(c class, n int) {
		if n > size {
			best, size = c, n
		}
	}
	if d.is(i, inLevels) && (!d.is(i, inRoles) || gradesRole(d, i)) {
		better(levelWord, levelLength(d, i))
	}
	if d.is(i, inRoles) && (!initials.has(w.Folded) || inCapitals(d, w)) {
		better(roleWord, roleSize(d, i))
	}
	if d.is(i, inLevels) {
		better(levelWord, levelLength(d, i))
	}
	if w.Named() {
		classNamed(d, i, better)
	}
	return best, max(size, 1)
}

// initials are offices written in capital letters, and other words in small
// ones: "5 pm".
var initials = set("pm mp mps mep meps ceo coo cfo cto")

// inCapitals reports whether a word begins with two capital letters: "MPs".
func inCapitals(d *document, w *word) bool {
	return w.Len() > 1 && d.text[w.Start] <= 'Z' && d.text[w.Start+1] <= 'Z'
}

// roleSize is how many words a role takes from word i on. One of a body ends
// before what belongs to the body: "head of the State Duma's committee".
func roleSize(d *document, i int) int {
	_, n := roleAt(d.rest(i))
	if n > 2 && d.isMark(i+n, "'s") {
		_, n = roleAt(d.folded[i : i+1])
	}
	return n
}

// levelLength is how many words grade a role from word i on. They end where a
// role of several words begins: "first" before "deputy prime minister".
func levelLength(d *document, i int) int {
	n := roleLevelAt(d.rest(i))
	for k := 1; k < n; k++ {
		if d.is(i+k, inRoles) {
			if _, size := roleAt(d.rest(i + k)); size > n-k {
				return k
			}
		}
	}
	return n
}

// gradesRole reports whether an office follows word i, which may be one itself:
// "deputy minister" is no deputy.
func gradesRole(d *document, i int) bool {
	if i+1 >= d.sentenceOf(i).to || !d.is(i+1, inRoles) {
		return false
	}
	_, n := roleAt(d.rest(i + 1))
	return n > 0
}

// classNamed looks a word with a capital up in the lists of names.
func classNamed(d *document, i int, better func(class, int)) {
	words := d.rest(i)
	for _, k := range namedClasses {
		if d.is(i, k.list) {
			better(k.class, k.length(words))
		}
	}
	if d.words[i].Shape == text.Upper || d.words[i].Shape == text.Initial {
		if a, ok := acronymOf(d.words[i].Of(d.text)); ok {
			better(acronymClass(a), 1)
		}
	}
}

// namedClasses are the lists of names, the earlier before the later, and how
// many words an entry takes.
var namedClasses = []struct {
	list   listSet
	class  class
	length func(words []string) int
}{
	{inOrganisations, organisation, organisationAt},
	{inPlaces, placeWord, func(words []string) int { _, n := placeAt(words); return n }},
	{inDemonyms, demonymWord, func(words []string) int { _, n := demonymAt(words); return n }},
	{inTitles, titleWord, func(words []string) int { _, n := titleAt(words); return n }},
	{inTails, tailWord, func(words []string) int { return 1 }},
	{inNever, notName, neverName},
}

// acronymClass parts countries from institutions.
func acronymClass(a acronym) class {
	if _, ok := placeOf(text.Fold(a.Long)); ok {
		return placeWord
	}
	return organisation
}

// nameLength bounds the names of people and of institutions, in words.
const nameLength = 10

// joinOrganisations makes one phrase of the words of an institution's name:
// the capitalised words before "Council" or "Ministry", and what "of" adds.
func joinOrganisations(d *document) {
	for _, s := range d.sentences {
		if !s.holds(inOrganisationHeads | inTails) {
			continue
		}
		for i := s.from; i < s.to; {
			if !d.is(i, inOrganisationHeads|inTails) {
				i += max(d.words[i].size(), 1)
				continue
			}
			from, to := organisationAround(d, s, i)
			if to <= i {
				i += max(d.words[i].size(), 1)
				continue
			}
			for k := from; k < to; k++ {
				d.words[k].grade(organisation, 0)
			}
			d.words[from].grade(organisation, to-from)
			i = to
		}
	}
}

// organisationAround is the institution's name that has its tail, or its head
// ("Ministry of"), at word i.
func organisationAround(d *document, s sentence, i int) (from, to int) {
	if d.is(i, inOrganisationHeads) && d.words[i].Named() && d.words[i].class != roleWord {
		n := organisationHead(d.folded[i:s.to])
		if end := complement(d, s, i+n); n > 0 && end > i+n {
			return i, complementOf(d, s, end)
		}
	}
	if d.words[i].class != tailWord || !d.words[i].Named() {
		return i, i
	}
	from = i
	for from > s.from && i-from < nameLength && joinsLeft(d, s, from-1) {
		from--
	}
	if from == i && !d.isMark(i+1, "of") {
		return i, i
	}
	return from, complementOf(d, s, i+1)
}

// joinsLeft reports whether word i may be part of the name of the institution
// whose tail follows.
func joinsLeft(d *document, s sentence, i int) bool {
	w := &d.words[i]
	switch {
	case !w.Named() && w.Shape != text.Number, w.class == roleWord, w.class == titleWord, w.class == levelWord:
		return false
	case i == s.from && (w.is(inClosed) || w.is(inCommon)):
		return false
	}
	return !w.is(inClosed)
}

// complementOf is the end of "of the Named Words" from word i on, or i.
func complementOf(d *document, s sentence, i int) int {
	if i+1 < s.to && (d.folded[i] == "of" || d.folded[i] == "for" || d.folded[i] == "on" && weekdayOf(d.folded[i+1]) < 0) {
		if end := complement(d, s, i+1); end > i+1 {
			return end
		}
	}
	return i
}

// complement is the end of the capitalised words from word i on, a leading
// "the" aside; i if there are none. It stops before a person's given name.
func complement(d *document, s sentence, i int) int {
	end := i
	if end < s.to && d.folded[end] == "the" {
		end++
	}
	first := end
	for end < min(s.to, i+nameLength) {
		w := &d.words[end]
		joined := (w.Folded == "and" || w.Folded == "of") && end > first && end+1 < s.to && d.words[end+1].Named() &&
			d.words[end-1].class == notName && d.words[end+1].class != roleWord && d.words[end+1].class != levelWord
		if w.class == roleWord && (end > first || d.folded[first-1] != "the" && d.folded[first-1] != "of") {
			break
		}
		if !joined && (!w.Named() || end > first && (startsPerson(d, s, end) || d.words[end-1].class == placeWord)) {
			break
		}
		end++
	}
	if end == first {
		return i
	}
	return end
}

// startsPerson reports whether a given name or a title stands at word i with
// more of a name behind it.
func startsPerson(d *document, s sentence, i int) bool {
	if d.words[i].class == titleWord {
		return true
	}
	if i+1 >= s.to || !d.words[i+1].Named() {
		return false
	}
	if _, given := givenName(d.folded[i]); given {
		return true
	}
	_, surname := surnameEnding(d.folded[i+1])
	return surname && i > s.from && d.words[i-1].class == notName && unlisted(d, i) && unlisted(d, i+1)
}

// unlisted reports whether word i is in no list of ordinary words or of names.
func unlisted(d *document, i int) bool { return d.words[i].class == plain && d.words[i].lists == 0 }
