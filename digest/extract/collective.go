package extract

import "readout/digest/text"

// collective is a group without names that acts before the verb at word i:
// "senior diplomats from Norway, Chile and Peru". It is empty unless the words
// tell of two sides at least.
func collective(d *document, s sentence, i int) phrase {
	end := skipBetween(d, s, governedFrom(d, s, i))
	if pointsBack(d, s, end) {
		return phrase{}
	}
	if end > s.from && d.words[end-1].mention >= 0 {
		return phrase{}
	}
	from, head := end, -1
	for from > s.from && end-from < reach && inCollective(d, from-1) {
		from--
		if sidesNoun(d, from) {
			head = from
		}
	}
	if head < 0 {
		return phrase{}
	}
	for from = head; from > s.from && (inCollective(d, from-1) && !d.isMark(from-1, ",") || joinsAdjectives(d, s, from-1)); from-- {
	}
	p := phrase{from: from, to: end}
	if d.folded[from] == "and" || !severalSides(d, p, head) {
		return phrase{}
	}
	p.sides = true
	p.people = officeHolders(d, p, head)
	if p.group = d.said(withoutArticle(d, from), end); len(p.people) > 1 {
		p.group, p.sides = "", false
	}
	return p
}

// meeters is who meets, by the verb at word i: a group of several sides, else
// its subject.
func meeters(d *document, s sentence, i int) phrase {
	if p := collective(d, s, i); !p.empty() {
		return p
	}
	if k := skipBetween(d, s, governedFrom(d, s, i)); d.isMark(k-1, ",") && k-1 > s.from {
		if p := phraseEnding(d, s, k-1); len(p.people) > 1 && (p.from <= s.from+1 || d.isMark(p.from-1, ",")) {
			return p
		}
	}
	if p := twoBodies(d, s, i); !p.empty() {
		return p
	}
	p := actor(d, s, i)
	if q := subjectBefore(d, governedFrom(d, s, i)); p.from < q.from && len(q.people) == 0 && !q.pronoun && groupHead(d, q) {
		q.group = d.said(withoutArticle(d, q.from), q.to)
		return q
	}
	p = withList(d, s, p)
	if p.empty() && d.subjects[d.words[i].sentence] == several {
		if k := governedFrom(d, s, i) - 1; k > s.from && (d.isMark(k, "but") || d.isMark(k, "and")) {
			return phrase{from: s.from, to: s.from + 1, people: d.together(int(d.words[i].sentence)), joint: true}
		}
	}
	return p
}

// withList widens a subject to the list that opens its sentence and ends with it:
// "The presidents of Norway Ana Prado, Chile Tom Reyes and Peru Ilse Berg".
func withList(d *document, s sentence, p phrase) phrase {
	if len(p.people) == 0 || p.pronoun || p.from <= s.from || !opensWithOffice(d, s) {
		return p
	}
	if list := partyFrom(d, s.from); list.to == p.to && len(list.people) > len(p.people) {
		p.people, p.from = list.people, s.from
	}
	return p
}

// opensWithOffice reports whether a sentence begins with an office or a name.
func opensWithOffice(d *document, s sentence) bool {
	i := withoutArticle(d, s.from)
	if n := d.words[i].size(); d.words[i].class == placeWord && d.isMark(i+n, "'s") {
		i += n + 1
	}
	w := &d.words[min(i, s.to-1)]
	return w.class == roleWord || w.class == levelWord || w.class == demonymWord || w.mention >= 0 || w.lead >= 0
}

// groupHead reports whether a phrase without a name is of people who meet somebody
// as a group: "relatives of the victims", "union leaders".
func groupHead(d *document, p phrase) bool {
	for k := p.from; k < p.to; k++ {
		if groupWord(d.folded[k]) && d.words[k].Shape == text.Lower {
			return true
		}
		if prepositions.has(d.folded[k]) {
			return false
		}
	}
	return false
}

// inCollective reports whether word i may stand within the phrase of a group.
func inCollective(d *document, i int) bool {
	w := &d.words[i]
	switch {
	case w.quote >= 0, w.mention >= 0, w.lead >= 0, pronouns.has(w.Folded):
		return false
	case w.Folded == "of" || w.Folded == "from" || w.Folded == "for" || w.Folded == "and" || w.Folded == "," || w.Folded == "'s" || determiners.has(w.Folded):
		return true
	case w.Shape == text.Mark, closedWord(w.Folded), w.class == notName:
		return false
	}
	return w.Named() || w.class == roleWord || !eventVerb(d, i) && !adverb(w.Folded)
}

// joinsAdjectives tells the comma of "Afghan, Iranian and Pakistani officials".
func joinsAdjectives(d *document, s sentence, i int) bool {
	return i > s.from && d.isMark(i, ",") && d.words[i-1].class == demonymWord
}

// statesmen speak for a side each; officials are such only where two sides are
// told.
var (
	statesmen  = set("powers leaders presidents premiers ministers diplomats envoys negotiators heads chiefs secretaries delegations monarchs kings mediators speakers")
	sidesNouns = set("officials representatives delegations commissions teams advisers advisors experts governments lawmakers parliamentarians commanders generals deputies authorities officers militaries groups parties factions committees directors ambassadors members delegates")
)

func sidesNoun(d *document, i int) bool {
	w := d.folded[i]
	return statesmen.has(w) || sidesNouns.has(w)
}

// severalSides reports whether a group is of more sides than one: statesmen in
// the plural are, others where two countries or bodies are named beside them.
func severalSides(d *document, p phrase, head int) bool {
	count := ofOneCountry(d, p)
	if d.isMark(p.from-1, "their") || d.isMark(p.from, "their") {
		// "Norway and Chile agreed after talks of their ministers".
		count += ofOneCountry(d, phrase{from: d.sentenceOf(p.from).from, to: p.from})
	}
	switch before := at(d.folded, head-1); {
	case !statesmen.has(d.folded[head]) || before == "of" || before == "its" || before == "his" || before == "her" || before == "their":
		return count > 1
	case d.isMark(head+1, "of") && count == 0:
		return false
	}
	return count != 1 || d.words[withoutArticle(d, head+2)].class == organisation || ofBloc(d, p)
}

// ofBloc reports whether a phrase names a bloc of states, whose ministers are of
// several sides: "NATO defence ministers".
func ofBloc(d *document, p phrase) bool {
	for k := p.from; k < p.to; k++ {
		if d.words[k].Named() && blocs.has(d.folded[k]) {
			return true
		}
	}
	return false
}

// blocs are the words that the names of such blocs begin with.
var blocs = set("eu european nato asean g7 g8 g20 opec opec+ brics ecowas oecd eurozone euro arab african nordic baltic gulf visegrad commonwealth caricom mercosur quad benelux sadc gcc eac osce cis")

// ofOneCountry is how many countries and institutions a phrase names, each word
// of the same name once.
func ofOneCountry(d *document, p phrase) int {
	count := 0
	for k := p.from; k < p.to; k++ {
		switch w := &d.words[k]; {
		case w.size() == 0:
		case w.class == placeWord && k+w.size() < p.to && d.folded[k+w.size()] == "format":
			count += 2
		case w.class == placeWord || w.class == demonymWord || w.class == organisation:
			count++
		case w.Folded == "two" || w.Folded == "three" || w.Folded == "four" || w.Folded == "five" || w.Folded == "both" || w.Folded == "several":
			count += 2
		case w.Folded == "six" || w.Folded == "seven" || w.Folded == "eight":
			count += 2
		case w.Folded == "north" || w.Folded == "rebel" || w.Folded == "government" || w.Folded == "opposition" || w.Folded == "rival":
			count++
		}
	}
	return count
}

// officeHolders are the people behind a group that names their countries: "the
// presidents of Norway and Chile". There are none unless each country has one.
func officeHolders(d *document, p phrase, head int) []int {
	office, n := roleAt([]string{inPluralOf(d.folded[head])})
	if n == 0 {
		return nil
	}
	var found []int
	for k := p.from; k < p.to; k++ {
		home := countryAt(d, k)
		if home == "" || d.words[k].size() == 0 {
			continue
		}
		who := holderIn(d, heldRole{office: office, country: home})
		if who < 0 {
			return nil
		}
		found = append(found, who)
	}
	return unique(found)
}

// inPluralOf is the office whose plural is written.
func inPluralOf(w string) string {
	if hasAnySuffix(w, "ies") {
		return w[:len(w)-3] + "y"
	}
	if hasAnySuffix(w, "s") {
		return w[:len(w)-1]
	}
	return w
}

// holderIn is the only person who holds an office of that kind in a country, -1
// for nobody or several.
func holderIn(d *document, n heldRole) int {
	found := -1
	for who := range d.people[:min(len(d.people), kin)] {
		for _, held := range d.people[who].roles {
			if held.country != n.country || held.deputy || fitRole(n, held) == 0 && fitRole(held, n) == 0 || found == who {
				continue
			}
			if found >= 0 {
				return -1
			}
			found = who
		}
	}
	return found
}
