package extract

import (
	"slices"
	"strings"
)

// titlesBefore are roles before a comma that go with the same name: "Head of
// the Harbour Office, Chairman of the Board Tom Reyes". With an article they
// would be somebody else's: "the President, Foreign Minister Tom Reyes".
func titlesBefore(d *document, s sentence, from int) []heldRole {
	comma := from - 1
	if comma <= s.from || !d.isMark(comma, ",") && !isDash(d.folded[comma]) || !d.words[from].Named() {
		return nil
	}
	start := leftOfRole(d, s, comma)
	if start == comma {
		return nil
	}
	ranked := d.words[from].class == roleWord && isRank(d, from) && (start <= s.from+1 || determiners.has(d.folded[start-1]) && closesApposition(d, s, from))
	if !ranked && (d.words[start].class != roleWord || !d.words[start].Named() || start > s.from && determiners.has(d.folded[start-1])) {
		return nil
	}
	for i := start; i < comma; i++ {
		if d.words[i].mention >= 0 || d.words[i].lead >= 0 {
			return nil
		}
	}
	if !ranked && start > s.from && !prepositions.has(d.folded[start-1]) && !eventVerb(d, start-1) {
		return nil
	}
	return splitRole(d, start, comma)
}

// isRank reports whether the office at word i is a rank that may follow another
// office of the same person: "the Head of the Mission, Ambassador Ana Prado".
func isRank(d *document, i int) bool {
	r, n := roleAt(d.rest(i))
	return n > 0 && ranks.has(r.Offices[0])
}

var ranks = set("ambassador general officer academic doctor judge cleric prince")

// closesApposition reports whether a comma closes the name of the office at
// word i, and no list goes on behind it.
func closesApposition(d *document, s sentence, i int) bool {
	for ; i < s.to; i++ {
		if m := d.words[i].mention; m >= 0 {
			end := d.mentions[m].to
			return end+1 < s.to && d.isMark(end, ",") && !d.words[end+1].Named() && d.folded[end+1] != "and" && !determiners.has(d.folded[end+1])
		}
	}
	return false
}

// shareRoles gives an office in the plural to every name of the list behind it:
// "deputy ministers Ana Prado, Tom Reyes and Eva Holm". Where it tells as many
// countries as there are names, each has one: "the Polish and Latvian ministers".
func shareRoles(d *document) {
	for i := range d.mentions {
		head, to := pluralBefore(d, d.mentions[i])
		if head < 0 || len(d.people[d.mentions[i].person].roles) > 0 {
			continue
		}
		last := i
		for last+1 < len(d.mentions) && d.mentions[last+1].from == listNext(d, d.mentions[last].to) {
			last++
		}
		if last == i {
			continue
		}
		shared := sharedRole(d, head, to)
		homes := homesOf(d, head, to)
		for k := i; k <= last; k++ {
			r := shared
			if len(homes) == last-i+1 {
				r = ofHome(d, shared, homes[k-i])
			}
			if who := d.mentions[k].person; len(d.people[who].roles) == 0 {
				d.hold(who, r)
			}
		}
	}
}

// sharedByList reports whether an office of several countries is told before the
// list that a mention begins: "the ministers of Norway and Chile, Ana Prado and Tom
// Reyes".
func sharedByList(d *document, m mention) bool {
	head, to := pluralBefore(d, m)
	next := listNext(d, m.to)
	return head >= 0 && next < len(d.words) && d.words[next].mention >= 0 && len(homesOf(d, head, to)) > 1
}

// pluralBefore is where the office in the plural begins that stands before a
// mention, and where its words end; -1 if there is none.
func pluralBefore(d *document, m mention) (head, to int) {
	s := d.sentenceOf(m.from)
	to = m.from
	if to > s.from && d.isMark(to-1, ",") {
		to--
	}
	head = to - 1
	for head > s.from && d.words[head].class != roleWord && (d.words[head].class == placeWord || d.words[head].class == demonymWord || d.folded[head] == "and" || d.folded[head] == "of" || d.folded[head] == "the" || d.isMark(head, ",")) {
		head--
	}
	for head > s.from && d.words[head].class == roleWord && d.words[head].size() == 0 {
		head--
	}
	if head < s.from || d.words[head].class != roleWord || inSingular(d, head) || to < m.from && d.folded[head+max(d.words[head].size(), 1)] != "of" && len(homesOf(d, head, to)) < 2 {
		return -1, to
	}
	return head, to
}

// homesOf are the words that tell the countries of an office in the plural, of
// each a word: those of "and" before it, or behind its "of".
func homesOf(d *document, head, to int) []int {
	var found []int
	s := d.sentenceOf(head)
	k := head - 1
	for ; k >= s.from && (d.words[k].class == demonymWord || d.folded[k] == "and" || d.isMark(k, ",")); k-- {
		if d.words[k].class == demonymWord && d.words[k].size() > 0 {
			found = append(found, k)
		}
	}
	slices.Reverse(found)
	for k := head; k < to; k++ {
		if d.words[k].class == placeWord && d.words[k].size() > 0 {
			found = append(found, k)
		}
	}
	return found
}

// ofHome is the shared office as one of several countries has it.
func ofHome(d *document, shared heldRole, home int) heldRole {
	r := shared
	r.country = countryAt(d, home)
	name := d.said(home, home+max(d.words[home].size(), 1))
	if d.words[home].class == demonymWord {
		r.alone = name + " " + singular(d, shared)
	} else {
		r.alone = singular(d, shared) + " of " + name
	}
	return r
}

// sharedRole is the office, in the singular, whose plural stands at the words
// [head, to), with the words that grade it.
func sharedRole(d *document, head, to int) heldRole {
	from := head
	for from > 0 && d.words[from-1].sentence == d.words[head].sentence && (roleLevelAt(d.folded[from-1:from]) > 0 || d.words[from-1].class == demonymWord) {
		from--
	}
	r := heldRole{from: from, to: to, head: head}
	r.office, _ = roleAt(d.rest(head))
	r.alone = singular(d, r)
	if from < head {
		r.alone = d.said(from, head) + " " + r.alone
	}
	return r
}

// singular is the head of an office in the plural, alone.
func singular(d *document, r heldRole) string {
	if n := d.words[r.head].size(); d.folded[r.head+n-1] == r.office.Head+"s" {
		return strings.TrimSuffix(d.said(r.head, r.head+n), "s")
	}
	return r.office.Head
}

// listNext is where the next name of a list begins behind word i.
func listNext(d *document, i int) int {
	if d.isMark(i, ",") {
		i++
	}
	if d.isMark(i, "and") {
		i++
	}
	return i
}
