package extract

import "readout/digest/text"

// reference is a pronoun or an office that stands for people named elsewhere.
type reference struct {
	from, to int
	people   []int
}

// memory is how many sentences back a pronoun looks for its person.
const memory = 3

// What a sentence is about, where it is not about one person.
const (
	nobody  = -1
	several = -2
)

// referrer walks the text and remembers who the sentences are about.
type referrer struct {
	d *document
	// subjects are the people that the last sentences are about, the latest
	// last, or nobody, or several.
	subjects []int
	// subject is whom the present sentence is about: nobody so far, or several.
	subject int
	// quoted tells that the present sentence names its subject only in somebody's
	// speech, where "he" outside of it is another.
	quoted bool
	// seen is the last mention read, -1 for none.
	seen int
	// holders are the first people that hold an office, by its name.
	holders map[string][]int
	// host and guest are who received whom last, or nobody.
	host, guest int
	// home is the country that the text tells first: that of an office told
	// without one.
	home string
	// strangers are offices of people told of without a name: "an official".
	strangers []string
	// untitled is the only person whose office the article does not tell, -1 if
	// there is none such.
	untitled int
}

// readReferences says who "she" is, and who "the minister". A pronoun is the
// subject of its own sentence, else of those before it, if the sex agrees; an
// office is whoever holds it. Where that leaves a doubt, it stays open.
func readReferences(d *document) {
	r := referrer{d: d, seen: -1, host: nobody, guest: nobody, holders: holdersOf(d.people), untitled: onlyUntitled(d.people), home: homeOf(d), subjects: make([]int, 0, len(d.sentences))}
	for _, s := range d.sentences {
		r.subject, r.quoted = nobody, false
		for i := s.from; i < s.to; {
			i = r.step(s, i)
		}
		r.subjects = append(r.subjects, r.subject)
	}
	d.subjects = r.subjects
}

// step reads what stands at word i, and is where to read on.
func (r *referrer) step(s sentence, i int) int {
	d := r.d
	w := &d.words[i]
	switch {
	case w.mention >= 0:
		m := d.mentions[w.mention]
		r.seen = int(w.mention)
		fresh := r.subject == nobody
		r.suggest(s, m.start, m.person)
		r.quoted = r.quoted || fresh && w.quote >= 0 && d.quotes[w.quote].speech
		return m.to
	case w.quote >= 0 && d.quotes[w.quote].speech:
		return i + 1
	case r.subject == nobody && d.open[i]:
		r.subject = several
		return i + 1
	case w.is(inPersonal):
		if to, ok := r.pronounAt(s, i); ok {
			return to
		}
	}
	if w.is(inHosting) {
		r.noteHost(s, i)
	}
	if w.is(inSaid) {
		r.noteUnnamed(s, i)
	}
	if opensOffice(w) {
		return r.office(s, i)
	}
	return i + 1
}

// personal are the pronouns that may stand for somebody named.
var personal = set("he she him his her their")

// pronounAt reads the pronoun at word i, if there is one that stands for
// somebody, and is where to read on.
func (r *referrer) pronounAt(s sentence, i int) (to int, ok bool) {
	switch word := r.d.folded[i]; word {
	case "he", "she":
		r.personal(s, i, word == "she")
	case "him", "his", "her":
		switch {
		case accordingHere(r.d, s, i):
			r.personal(s, i, word == "her")
		case word == "him":
			return i, false
		default:
			return r.owned(s, i), true
		}
	case "their":
		return r.owned(s, i), true
	default:
		return i, false
	}
	return i + 1, true
}

// owned reads what belongs to somebody from word i on, "his" or "their", and is
// where to read on.
func (r *referrer) owned(s sentence, i int) int {
	if to, who := r.counterpartAt(s, i); who >= 0 && !r.d.reading.isOff("refer/counterpart") {
		r.d.fired("refer/counterpart", i, to)
		r.note(i, to, who)
		r.suggest(s, i, who)
		return to
	}
	r.owner(s, i)
	return i + 1
}

// personal reads a pronoun for a man or a woman.
func (r *referrer) personal(s sentence, i int, woman bool) {
	g := male
	if woman {
		g = female
	}
	if r.d.reading.isOff("refer/pronoun") {
		return
	}
	who := r.pronoun(s, g)
	if who < 0 || r.quoted && who == r.subject {
		r.d.rejected("refer/pronoun", i, i+1, "it may mean several people, or nobody named")
		return
	}
	r.d.fired("refer/pronoun", i, i+1)
	r.note(i, i+1, who)
	if r.quoted {
		r.subject, r.quoted = nobody, false
	}
	r.suggest(s, i, who)
}

// accordingHere tells "according to her," from "according to her office", and
// "in her view".
func accordingHere(d *document, s sentence, i int) bool {
	if i > s.from && d.folded[i-1] == "in" && i+1 < s.to && mindsOwn.has(d.folded[i+1]) {
		return true
	}
	return i-2 >= s.from && d.folded[i-1] == "to" && d.folded[i-2] == "according" && (i+1 == s.to || d.words[i+1].Shape == text.Mark)
}

// mindsOwn are what somebody has of their own: "in her words".
var mindsOwn = set("words view opinion estimation judgment judgement assessment")

func (r *referrer) note(from, to, who int) {
	for i := from; i < to; i++ {
		r.d.words[i].ref = int32(len(r.d.refs))
	}
	r.d.refs = append(r.d.refs, reference{from: from, to: to, people: []int{who}})
}

// suggest takes who is named at word i for the subject of the sentence, unless
// it has one, or a preposition governs the name.
func (r *referrer) suggest(s sentence, i, who int) {
	if r.subject != nobody || ownsSomebody(r.d, s, i) {
		return
	}
	k := i
	for k > s.from && determiners.has(r.d.folded[k-1]) {
		k--
	}
	if k > s.from && prepositions.has(r.d.folded[k-1]) && at(r.d.folded, k-2) != "according" && !r.byPassive(k) {
		return
	}
	if k-1 > s.from && r.d.folded[k-1] == "and" && r.d.words[k-2].mention >= 0 {
		// Whoever stands before "and" was governed by a preposition.
		return
	}
	r.subject = who
	if m := r.d.words[i].mention; m < 0 && r.d.words[i].lead < 0 {
		return
	}
	if m := r.d.mentions[max(r.d.words[i].mention, r.d.words[i].lead)]; goesOnWithName(r.d, s, m.past) {
		r.subject = several
	}
}

// goesOnWithName reports whether "and" and another name follow at word i.
func goesOnWithName(d *document, s sentence, i int) bool {
	if i+1 < s.to && d.folded[i] == "of" && d.words[i+1].class == placeWord {
		i += 1 + d.words[i+1].size()
	}
	if d.isMark(i, ",") {
		i++
	}
	if i >= s.to || d.folded[i] != "and" {
		return false
	}
	for i++; i < s.to && determiners.has(d.folded[i]); i++ {
	}
	return i < s.to && (d.words[i].mention >= 0 || d.words[i].lead >= 0)
}

// byPassive tells "was stated by Prado", where she is who acts.
func (r *referrer) byPassive(i int) bool {
	if r.d.folded[i-1] != "by" {
		return false
	}
	_, form, n := cueAt(r.d.folded[max(i-2, 0):i])
	return n > 0 && form&formParticiple != 0
}

// pronoun is who a pronoun of that sex means, -1 if nobody for sure.
func (r *referrer) pronoun(s sentence, g gender) int {
	if r.subject >= 0 && !r.quoted && agree(r.d.people[r.subject].gender, g) {
		return r.subject
	}
	for back := 1; back <= memory && back <= len(r.subjects); back++ {
		who := r.subjects[len(r.subjects)-back]
		if who == nobody {
			continue
		}
		if who == unnamed {
			return -1
		}
		if who >= 0 && agree(r.d.people[who].gender, g) {
			return who
		}
		break
	}
	return r.onlyOne(g)
}

// onlyOne is the single person of that sex named lately.
func (r *referrer) onlyOne(g gender) int {
	found := -1
	for i := r.seen; i >= 0 && i > r.seen-8; i-- {
		m := r.d.mentions[i]
		if r.d.words[r.d.mentions[r.seen].from].sentence-r.d.words[m.from].sentence > memory {
			break
		}
		if p := r.d.people[m.person]; !agree(p.gender, g) || m.person == found {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = m.person
	}
	return found
}

// homeOf is the country that a text is written in, else the first that it
// tells; "" if it tells none.
func homeOf(d *document) string {
	if p, ok := placeOf(text.Fold(d.dateline.place)); ok {
		return p.Country
	}
	for i := range d.words {
		if c := d.words[i].class; c == placeWord || c == demonymWord {
			if country := countryAt(d, i); country != "" {
				return country
			}
		}
	}
	return ""
}
