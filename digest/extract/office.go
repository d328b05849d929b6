package extract

import (
	"slices"
	"strings"

	"readout/digest/text"
)

func holdersOf(people []person) map[string][]int {
	found := map[string][]int{}
	for who, p := range people {
		for _, held := range slices.Concat(p.roles, p.hints) {
			offices := held.office.Offices
			if held.deputy {
				offices = append(offices[:len(offices):len(offices)], "deputy")
			}
			for _, name := range offices {
				if known := found[name]; len(known) < kin && !slices.Contains(known, who) {
					found[name] = append(known, who)
				}
			}
		}
	}
	return found
}

// office reads an office without a name at word i: "the Deputy Minister",
// "Chile's President", and "Head of State" before a word of saying.
func (r *referrer) office(s sentence, i int) int {
	d := r.d
	if i+1 >= s.to || d.reading.isOff("refer/office") {
		return i + 1
	}
	if byAge(d, s, i) {
		return r.aged(i)
	}
	n, ok := officeAt(d, s, i)
	if !ok {
		return i + 1
	}
	who := r.whoHolds(n)
	if who < 0 {
		d.rejected("refer/office", i, n.to, "no one person holds it")
	} else {
		d.fired("refer/office", i, n.to)
		r.noteRole(n, who)
		r.joinSubjects(s, i, who)
		r.note(i, n.to, who)
		r.suggest(s, i, who)
		return r.secondOffice(s, n.to, who)
	}
	return n.to
}

// joinSubjects notes that the sentence is about several people, where "and" and
// somebody else stand before the one at word i.
func (r *referrer) joinSubjects(s sentence, i, who int) {
	d := r.d
	if i-2 < s.from || d.folded[i-1] != "and" || r.subject < 0 || r.subject == who {
		return
	}
	if before := d.words[i-2]; before.ref >= 0 && d.refs[before.ref].people[0] == r.subject {
		r.subject = several
	}
}

// secondOffice reads "and Foreign Minister" behind "the Secretary", where the
// two share their article and are two people. It is where to read on.
func (r *referrer) secondOffice(s sentence, i, first int) int {
	d := r.d
	n, ok := andOffice(d, s, i)
	if !ok {
		return i
	}
	who, _ := r.holder(n)
	if who < 0 {
		return i
	}
	if who == first {
		r.widen(n.to)
		return n.to
	}
	r.note(i+1, n.to, who)
	if r.subject == first {
		r.subject = several
	}
	return n.to
}

// opensOffice reports whether an office may begin with a word.
func opensOffice(w *word) bool {
	return w.Folded == "the" || w.class == placeWord || w.class == roleWord
}

// andOffice is the office that follows "and" without an article at word i.
func andOffice(d *document, s sentence, i int) (heldRole, bool) {
	if i+1 >= s.to || d.folded[i] != "and" || !d.words[i+1].Named() {
		return heldRole{}, false
	}
	return nominalAt(d, s, i)
}

// widen makes the last reference reach to a word: one person holds both offices.
func (r *referrer) widen(to int) {
	last := &r.d.refs[len(r.d.refs)-1]
	for i := last.to; i < to; i++ {
		r.d.words[i].ref = int32(len(r.d.refs) - 1)
	}
	last.to = to
}

// officeAt is the office that begins at word i with its article, with its
// country, or alone.
func officeAt(d *document, s sentence, i int) (heldRole, bool) {
	w := &d.words[i]
	switch {
	case w.Folded == "the":
		return nominalAt(d, s, i)
	case w.class == placeWord && w.size() > 0 && d.isMark(i+w.size(), "'s"):
		n, ok := nominalAt(d, s, i+w.size())
		if n.country == "" {
			n.country = countryAt(d, i)
		}
		return n, ok
	case w.class == roleWord && w.size() > 0 && w.Named() && (i == s.from || d.words[i-1].Shape == text.Mark):
		n, ok := nominalAt(d, s, i-1)
		return n, ok && saidAt(d, afterAdverbs(d, s, n.to))
	}
	return heldRole{}, false
}

// saidAt reports whether a sure word of saying stands at word i in the past.
func saidAt(d *document, i int) bool {
	if i >= len(d.words) || !d.is(i, inSaid) {
		return false
	}
	c, n := cues().at(d.rest(i))
	return n > 0 && c.toldSurely()
}

// nominalAt is the office that begins at word i, without its holder's name.
func nominalAt(d *document, s sentence, i int) (heldRole, bool) {
	k := i + 1
	for k < s.to && k < i+7 && (d.words[k].class != roleWord || d.isMark(k+d.words[k].size(), "'s")) && mayGrade(d, k) {
		k++
	}
	if k >= s.to {
		return heldRole{}, false
	}
	if d.words[k].class != roleWord || d.words[k].size() == 0 {
		if k == i+2 && d.words[k-1].class == levelWord && d.words[k-1].Named() {
			return heldRole{from: i + 1, to: k, deputy: true}, true
		}
		return heldRole{}, false
	}
	to := k + d.words[k].size()
	if d.isMark(to, "'s") || !endsRole(d, to-1) || !inSingular(d, k) {
		return heldRole{}, false
	}
	if adjectives.has(d.folded[to-1]) && to < s.to && d.words[to].Shape == text.Lower && !closedWord(d.folded[to]) && !eventVerb(d, to) && !saidAt(d, to) {
		return heldRole{}, false
	}
	if end, home := headOfState(d, s, to); end > to {
		return heldRole{from: i + 1, to: end, office: officeNamed("head of state"), country: home}, true
	}
	to = complementOf(d, s, to)
	if to < s.to && d.words[to].mention >= 0 || d.isMark(to, ",") && to+1 < s.to && d.words[to+1].mention >= 0 && d.mentions[d.words[to+1].mention].start <= k {
		return heldRole{}, false
	}
	if namesHolder(d, s, to) || d.isMark(to, "there") {
		return heldRole{}, false
	}
	r, ok := roleIn(d, i+1, to)
	if end := kindOfBody(d, s, to); ok && end > to {
		r.to, r.body = end, d.folded[end-1:end]
	}
	return r, ok
}

// namesHolder reports whether the office that ends before word i goes on to a
// name between commas: "the mayor of one town, Ida Monroe,".
func namesHolder(d *document, s sentence, i int) bool {
	k := i
	for k < s.to && k < i+lowerWords+4 && (d.words[k].Shape != text.Mark || d.words[k].Folded == "'s") && !auxiliaries.has(d.folded[k]) && !(d.words[k].mention >= 0) {
		k++
	}
	if k > i && !joinsRole(d.folded[i]) || !d.isMark(k, ",") || k+1 >= s.to {
		return false
	}
	for k++; k < s.to && d.words[k].class == titleWord; k++ {
	}
	m := -1
	if k < s.to {
		m = int(d.words[k].mention)
	}
	return m >= 0 && d.isMark(d.mentions[m].to, ",")
}

// inSingular reports whether the office that begins at word i is written as the
// list has it: "the diplomats" are nobody alone.
func inSingular(d *document, i int) bool {
	r, n := roleAt(d.rest(i))
	head := r.Head
	for k := i; k < i+n; k++ {
		w := d.folded[k]
		if !strings.HasPrefix(head, w) {
			return false
		}
		head = strings.TrimLeft(head[len(w):], " -")
	}
	return n > 0 && head == ""
}

// adjectives are offices that may as well grade the noun behind them: "the
// general situation".
var adjectives = set("general official chief head principal expert executive private major guest host side public native minor")

func mayGrade(d *document, i int) bool {
	w := &d.words[i]
	return w.mention < 0 && (w.Named() || w.class == levelWord || w.Folded == "'s" || w.Shape == text.Lower && !w.is(inClosed) && !eventVerb(d, i))
}

// noteRole remembers that somebody is spoken of by an office. It is shown as a
// role where the article tells no fuller one.
func (r *referrer) noteRole(n heldRole, who int) {
	p := &r.d.people[who]
	if len(n.office.Offices) == 0 || n.name() == "guest" || len(p.roles) > 0 || len(p.spoken) > 0 {
		return
	}
	p.spoken = append(p.spoken, n)
	if len(p.hints) == 0 {
		p.hints = append(p.hints, n)
		for _, name := range n.office.Offices {
			r.holders[name] = append(r.holders[name], who)
		}
	}
}
