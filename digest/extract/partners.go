package extract

import (
	"strings"

	"readout/digest/text"
)

// party is a list of people and of groups without names, as "met with" takes
// it: words [from, to).
type party struct {
	from, to int
	people   []int
	groups   []string
	// apart tells that each was met alone: "with X and with Y".
	apart bool
}

func (p party) size() int { return len(p.people) + len(p.groups) }

// partyLength bounds such a list, in words.
const partyLength = 160

// partyFrom reads the list of people and groups that begins at word i: "the
// President of Veldland, Ana Prado, Deputy Minister Tom Reyes and a group of
// lawmakers".
func partyFrom(d *document, i int) party { return partyWithin(d, d.sentenceOf(i), i) }

// partyWithin is the list that begins at word i and ends within a part of its
// sentence.
func partyWithin(d *document, s sentence, i int) party {
	p := party{from: i, to: i}
	start, loose := i, 0
	for k := i; k < s.to && k-i < partyLength; {
		w := &d.words[k]
		switch {
		case w.mention >= 0 || w.lead >= 0:
			m := d.mentions[max(w.mention, w.lead)]
			p.people = append(p.people, m.person)
			k = max(m.past, k+1)
			p.to, start, loose = k, k, 0
		case w.ref >= 0:
			r := d.refs[w.ref]
			p.people = append(p.people, r.people...)
			k = max(r.to, k+1)
			p.to, start, loose = k, k, 0
		case alsoWith(d, s, k) > 0:
			p.apart = p.apart || p.size() > 0 && eachWith(d, k+alsoWith(d, s, k)-1)
			k += alsoWith(d, s, k)
			start = k
		case w.Folded == "and", w.Folded == ",", w.Folded == "or":
			if !goesOnAsList(d, s, k) {
				return p
			}
			k, start = k+1, k+1
		case behindName(d, i, k), w.class == roleWord && d.isMark(k+w.size(), "'s"):
			return p
		case peopleOf(d, k):
			p.groups = append(p.groups, d.said(withoutArticle(d, start), k+1))
			k, start, loose = k+1, k+1, 0
			p.to = k
		case namesBehind(d, s, k) > 0:
			k = namesBehind(d, s, k)
			start = k
		case (groupWord(w.Folded) || forces.has(w.Folded) || w.class == roleWord) && !leadsToName(d, s, k) && !explained(d, s, k):
			end := groupEnd(d, s, lastGroupNoun(d, s, k))
			p.groups = append(p.groups, d.said(withoutArticle(d, start), end))
			k, start, loose = end, end, 0
			p.to = end
		case underLeader(d, k):
			if k == i || d.words[k-1].class == placeWord {
				return p
			}
			k, start = k+4, k+4
		case d.folded[k] == "led" || d.folded[k] == "headed" || d.folded[k] == "chaired":
			if d.words[k-1].Shape == text.Mark || !d.isMark(k+1, "by") {
				return p
			}
			k, start = k+2, k+2
		case !inParty(d, k) || loose > 5:
			return p
		default:
			k++
			loose++
		}
	}
	return p
}

// peopleOf reports whether a people in the plural stands at word i, and is no
// attribute: "Norwegians".
func peopleOf(d *document, i int) bool {
	w := &d.words[i]
	return w.class == demonymWord && w.size() == 1 && strings.HasSuffix(w.Folded, "ns") && (i+1 == len(d.words) || !d.words[i+1].Named() && d.words[i+1].class != roleWord)
}

// forces are groups of people who meet, beside those of the list.
var forces = set("wounded military army servicewomen fighters defenders locals")

// groupNoun reports whether the word at i goes on with a group of people:
// "representatives" behind "civil society".
func groupNoun(d *document, i int) bool {
	return i < len(d.words) && d.words[i].Shape == text.Lower && (groupWord(d.folded[i]) || d.words[i].class == roleWord)
}

// lastGroupNoun is where the last of the nouns for a group begins that follow
// each other from word i on: "society" and "representatives".
func lastGroupNoun(d *document, s sentence, i int) int {
	for i+1 < s.to && d.words[i].size() > 0 && groupNoun(d, i+d.words[i].size()) && !leadsToName(d, s, i+d.words[i].size()) {
		i += d.words[i].size()
	}
	return i
}

// alsoWith is how many words at word i add somebody to a list: "as well as",
// "along with"; 0 if they do not.
func alsoWith(d *document, s sentence, i int) int {
	if d.isMark(i, ",") {
		if n := alsoWith(d, s, i+1); n > 0 {
			return n + 1
		}
		return 0
	}
	switch {
	case i+2 < s.to && d.folded[i] == "and" && d.folded[i+1] == "with" && standsForSomebody(d, i+2):
		return 2
	case i+3 < s.to && d.folded[i] == "as" && d.folded[i+1] == "well" && d.folded[i+2] == "as":
		if d.isMark(i+3, "with") {
			return 4
		}
		return 3
	case i+1 < s.to && d.folded[i] == "including" && standsForSomebody(d, i+1):
		return 1
	case i+2 < s.to && d.folded[i] == "accompanied" && d.folded[i+1] == "by":
		return 2
	case i+2 < s.to && (d.folded[i] == "along" || d.folded[i] == "together") && d.folded[i+1] == "with":
		return 2
	}
	return 0
}

// eachWith reports whether the "with" at word i begins another meeting: "and
// with", "as well as with".
func eachWith(d *document, i int) bool {
	return d.isMark(i, "with") && (d.isMark(i-1, "and") || d.isMark(i-1, "as"))
}

// standsForSomebody reports whether a name with its titles, or an office of
// somebody named, begins at word i.
func standsForSomebody(d *document, i int) bool {
	w := &d.words[withoutArticle(d, i)]
	return w.mention >= 0 || w.lead >= 0 || w.ref >= 0 && !pronouns.has(w.Folded)
}

// behindName reports whether an ordinary word follows a name directly, as in
// "Reyes visiting Norway": the list is over.
func behindName(d *document, from, k int) bool {
	w := &d.words[k]
	return k > from && d.words[k-1].mention >= 0 && w.Shape == text.Lower && w.Folded != "of" && w.Folded != "'s"
}

// leadsToName reports whether a name follows the office at word i so closely
// that the office is its own.
func leadsToName(d *document, s sentence, i int) bool {
	end := i + d.words[i].size()
	for end < s.to && d.words[end].class == roleWord && d.words[end].size() > 0 {
		end += d.words[end].size()
	}
	return end < s.to && d.words[end].mention >= 0
}

// inParty reports whether a word may stand within such a list.
func inParty(d *document, i int) bool {
	w := &d.words[i]
	switch {
	case w.quote >= 0 && d.quotes[w.quote].speech:
		return false
	case w.Named(), w.class == roleWord, w.class == levelWord, determiners.has(w.Folded), w.Folded == "'s", w.Folded == "(", w.Folded == ")", w.Folded == "of", w.Folded == "both", w.Folded == "with":
		return true
	case w.Shape == text.Number:
		return true
	}
	return w.Shape == text.Lower && !closedWord(w.Folded) && !eventVerb(d, i)
}

// goesOnAsList reports whether somebody else follows the comma or the "and" at
// word i.
func goesOnAsList(d *document, s sentence, i int) bool {
	k := i + 1
	for k < s.to && (d.folded[k] == "and" || d.folded[k] == "also" || d.folded[k] == "as" || d.folded[k] == "well" || determiners.has(d.folded[k])) {
		k++
	}
	if k >= s.to || doings.has(d.folded[k]) || hasAnySuffix(d.folded[k], "ed") && k+1 < s.to && determiners.has(d.folded[k+1]) {
		return false
	}
	for end := min(s.to, k+10); k < end; k++ {
		w := &d.words[k]
		if w.mention >= 0 || w.lead >= 0 || w.ref >= 0 && d.folded[k] != "he" && d.folded[k] != "she" || groupWord(w.Folded) || w.class == roleWord {
			return true
		}
		if !inParty(d, k) || w.Folded == "with" {
			return false
		}
	}
	return false
}

// doings are verbs behind "and", where the list of people is over: "met the
// minister and lead the delegation".
var doings = set("engage consult underscore highlight reaffirm reiterate give make pay lay inspect present congratulate thank review explore lead address attend visit deliver sign open discuss participate take hold meet speak travel tour observe announce host chair join")

// groupEnd is where a group's phrase ends: "members of the Armed Forces".
func groupEnd(d *document, s sentence, i int) int {
	end := i + max(d.words[i].size(), 1)
	for end+1 < s.to && (d.folded[end] == "of" || d.folded[end] == "from" || d.folded[end] == "for") && d.words[end+1].mention < 0 && d.words[end+1].lead < 0 {
		if d.folded[end] == "for" && !d.words[withoutArticle(d, end+1)].Named() {
			break
		}
		next := end + 1
		for next+1 < s.to && determiners.has(d.folded[next]) {
			next++
		}
		p := nominalFrom(d, s, next)
		if p.to <= next {
			break
		}
		end = p.to
	}
	return end
}

// ledBy reports whether "led by" or the like stands at word i.
func ledBy(d *document, i int) bool {
	return (d.folded[i] == "led" || d.folded[i] == "headed" || d.folded[i] == "chaired") && d.isMark(i+1, "by")
}

func withoutArticle(d *document, i int) int {
	for i < len(d.words)-1 && (d.folded[i] == "the" || d.folded[i] == "a" || d.folded[i] == "an" || d.words[i].Shape == text.Mark) {
		i++
	}
	return i
}

// underLeader reports whether "under the leadership of" stands at word i. Behind a
// country it names no party: "with Norway under the leadership of Prado".
func underLeader(d *document, i int) bool {
	return d.isMark(i, "under") && d.isMark(i+1, "the") && d.isMark(i+2, "leadership") && d.isMark(i+3, "of")
}

// namesBehind is where the names begin that say who the office in the plural at
// word i is, behind its countries: "the ministers of Norway and Chile, Ana Prado
// and Tom Reyes"; 0 if it is not such.
func namesBehind(d *document, s sentence, i int) int {
	if d.words[i].class != roleWord {
		return 0
	}
	for k := i + 1; k+1 < s.to && k < i+2*leadsLength; k++ {
		if !d.isMark(k, ",") {
			if w := &d.words[k]; w.class != placeWord && w.class != roleWord && w.Folded != "of" && w.Folded != "and" && w.Folded != "the" {
				return 0
			}
			continue
		}
		m := max(d.words[k+1].mention, d.words[k+1].lead)
		if m < 0 || !sharedByList(d, d.mentions[m]) {
			continue
		}
		if head, _ := pluralBefore(d, d.mentions[m]); head == i {
			return k + 1
		}
		return 0
	}
	return 0
}

// leadsLength bounds, in words, the countries of such an office.
const leadsLength = 12

// explained reports whether names say who the office in the plural at word i is:
// "her Polish and Latvian counterparts, Jan Wolny and Ilze Kalna".
func explained(d *document, s sentence, i int) bool {
	end := i + max(d.words[i].size(), 1)
	if end+1 >= s.to || !d.isMark(end, ",") {
		return false
	}
	m := max(d.words[end+1].mention, d.words[end+1].lead)
	if m < 0 {
		return false
	}
	if d.isMark(i, "counterpart") {
		return true
	}
	head, _ := pluralBefore(d, d.mentions[m])
	return head == i
}
