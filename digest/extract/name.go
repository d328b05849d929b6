package extract

import (
	"strings"

	"readout/digest/text"
)

// mention is one place that names a person.
type mention struct {
	// from and to are its words, titles left out; start is where its titles
	// and roles begin, past where an apposition behind it ends.
	from, to, start, past int
	person                int
	gender                gender
	// sure tells that the place itself shows a person, by a role or a title.
	sure bool
}

// enough is the evidence that makes a person of a run of capitalised words.
const enough = 6

// readNames finds the runs of capitalised words that name people. A run needs
// one strong sign or two weak ones; what one place proves of a full name holds
// for all places.
func readNames(d *document) {
	proven := map[hash]bool{}
	var runs []mention
	for _, s := range d.sentences {
		for i := s.from; i < s.to; {
			if !d.words[i].Named() {
				i++
				continue
			}
			m, end := runAt(d, s, i)
			if m.to > m.from {
				if evidence(d, s, m) >= enough {
					m.sure = true
					proven[nameKey(d, m)] = true
				}
				runs = append(runs, m)
			}
			i = max(end, i+1)
		}
	}
	admit(d, runs, proven)
}

// admit keeps the runs that name people: the proven ones, and those that
// repeat a proven name or its surname.
func admit(d *document, runs []mention, proven map[hash]bool) {
	if d.reading.isOff("name/run") {
		return
	}
	known := partsOf(d, runs)
	d.mentions = runs[:0]
	for _, m := range runs {
		if m.sure || proven[nameKey(d, m)] && !insideTheName(d, m) || known.repeated(d, m) && !partOfName(d, m) {
			m.from = withParticles(d, m)
			d.mark(m)
			d.fired("name/run", m.from, m.to)
			continue
		}
		d.rejected("name/run", m.from, m.to, "too little shows a person")
	}
}

func (d *document) mark(m mention) {
	m.start, m.past = m.from, m.to
	for i := m.from; i < m.to; i++ {
		d.words[i].mention = int32(len(d.mentions))
	}
	d.mentions = append(d.mentions, m)
}

// nameKey tells the words of a name from others.
func nameKey(d *document, m mention) hash {
	key := hashOf(d.folded[m.from])
	for _, w := range d.folded[m.from+1 : m.to] {
		key = key.and(w)
	}
	return key
}

// insideTheName tells "the Prado agreement": the name of a thing.
func insideTheName(d *document, m mention) bool {
	return d.isMark(m.from-1, "the") && m.to-m.from == 1
}

// partOfName reports whether the run belongs to a name that is no person's.
func partOfName(d *document, m mention) bool {
	next := m.to < len(d.words) && d.words[m.to].Named() && d.words[m.to].class != roleWord && d.words[m.to].class != notName
	return insideTheName(d, m) || next && d.words[m.to].sentence == d.words[m.from].sentence
}

// runAt is the run of words at i that might be a name, empty if there is none,
// and where to look on.
func runAt(d *document, s sentence, i int) (mention, int) {
	if !opensRun(d, s, i) {
		return mention{from: i, to: i}, i + 1
	}
	end := i + 1
	for end < min(s.to, i+nameLength) && continuesRun(d, s, i, end) {
		end++
	}
	m := mention{from: i, to: end}
	if i == s.from && end-i > 1 && d.is(i, inCommon) && !isGiven(d, i) {
		m.from++
	}
	for m.to > m.from && !d.words[m.to-1].Named() && !particleJoined(d.said(m.to-1, m.to)) {
		m.to--
	}
	m.from = splitAtGiven(d, m)
	if m.to-m.from == 1 && d.words[m.from].Shape == text.Initial {
		m.to = m.from
	}
	return m, end
}

func opensRun(d *document, s sentence, i int) bool {
	w := &d.words[i]
	if !w.Named() || w.is(inClosed) && w.Shape != text.Initial && !isGiven(d, i) {
		return false
	}
	if i == s.from && w.is(inCommon) && !isGiven(d, i) && !d.families[w.Folded] && !(i+1 < s.to && d.words[i+1].Named()) {
		return false
	}
	if w.is(inCommon) && !isGiven(d, i) && !d.families[w.Folded] && w.class == plain && i+1 < s.to && d.words[i+1].Named() && opensRun(d, s, i+1) {
		return false
	}
	if w.Folded == "sun" && (behindOffice(d, s, i) || d.families[w.Folded]) {
		return true
	}
	nextNamed := i+1 < s.to && d.words[i+1].Named() && d.words[i+1].class == plain
	switch w.class {
	case plain:
		return true
	case placeWord, demonymWord, tailWord, notName:
		return w.size() == 1 && isGiven(d, i) && nextNamed && !(i > s.from && d.folded[i-1] == "of" && isGiven(d, i+1))
	case titleWord, roleWord:
		return w.size() == 1 && isGiven(d, i) && nextNamed && (!isGiven(d, i+1) || i > s.from && d.words[i-1].class == roleWord)
	}
	return false
}

// behindOffice reports whether an office or a form of address stands right before
// word i, so that "Sun" is a name there and no day.
func behindOffice(d *document, s sentence, i int) bool {
	return i > s.from && (d.words[i-1].class == roleWord || d.words[i-1].class == titleWord)
}

// continuesRun reports whether word i goes on with the run that began at from.
func continuesRun(d *document, s sentence, from, i int) bool {
	w := &d.words[i]
	if nameParticle(w.Folded) && (w.Shape == text.Lower || w.class == plain || w.class == tailWord && w.Shape == text.Capital) {
		return afterParticles(d, s, i)
	}
	if !w.Named() {
		return particleJoined(d.said(i, i+1))
	}
	last := i+1 == s.to || !d.words[i+1].Named()
	switch {
	case w.size() == 1 && patronymics.has(d.folded[i-1]) && from < i-1:
		return true
	case w.Shape == text.Initial && from < i && !last && d.words[i+1].class == plain:
		// "M." is a form of address as well, but not behind a given name.
		return isGiven(d, i-1) || d.words[i-1].class == plain
	}
	switch w.class {
	case plain:
		return !w.is(inClosed) || w.Shape == text.Initial
	case notName:
		return w.size() == 1 && last && i-from <= 2 && (isGiven(d, i-1) || w.Folded == "sun" && behindOffice(d, s, from)) && !namesMonth(w.Folded)
	case placeWord, demonymWord, tailWord, titleWord, levelWord:
		return w.size() == 1 && last && i-from <= 2 && (isGiven(d, i-1) || d.words[i-1].Shape == text.Initial) && from < i
	}
	return false
}

// patronymics stand before the father's name, which may be written as a title
// is: "Fahd bin Sultan".
var patronymics = set("bin ibn bint binti")

// particleJoined tells "al-Saleh" and "d'Arcy": a particle and a name in one
// word.
func particleJoined(word string) bool {
	particle, name, ok := strings.Cut(word, "-")
	if !ok {
		particle, name, ok = strings.Cut(strings.Replace(word, "’", "'", 1), "'")
		ok = ok && (particle == "d" || particle == "dell")
	} else {
		ok = nameParticle(particle)
	}
	return ok && name != "" && name[0] >= 'A' && name[0] <= 'Z'
}

// afterParticles reports whether a name follows the particles from word i on.
func afterParticles(d *document, s sentence, i int) bool {
	for end := min(s.to, i+4); i < end; i++ {
		if !nameParticle(d.folded[i]) {
			return d.words[i].Named()
		}
	}
	return false
}

// isGiven reports whether word i is a given name.
func isGiven(d *document, i int) bool {
	if !d.words[i].Named() {
		return false
	}
	first, _, joined := strings.Cut(d.folded[i], "-")
	return d.is(i, inGiven) || joined && lexicon().of(first)&inGiven != 0
}

// splitAtGiven moves the start of a run that follows "of" or "in" to the given
// name in it: "governor of Norvik Ana Prado".
func splitAtGiven(d *document, m mention) int {
	if m.from == 0 || !prepositions.has(d.folded[m.from-1]) && !prepositions.has(at(d.folded, m.from-2)) {
		return m.from
	}
	if isGiven(d, m.from) || d.folded[m.from-1] == "with" || d.folded[m.from-1] == "by" {
		return m.from
	}
	for i := m.from + 1; i+1 < m.to; i++ {
		if isGiven(d, i) || commonSurname(d.folded[i]) {
			return i
		}
	}
	return m.from
}

// at is the i-th word, and "" outside the list.
func at(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}
