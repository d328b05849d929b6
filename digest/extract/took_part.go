package extract

import "readout/digest/news"

// tookPart reads "X took part in a meeting of the leaders of Norway and Chile",
// "X held a meeting of the staff" and "X attended talks with Y".
func tookPart(d *document, s sentence, o *occasion) bool {
	i := partIn(d, o.at)
	if i == 0 {
		return false
	}
	noun := gatheringFrom(d, s, i)
	if noun < 0 {
		return false
	}
	subject := actor(d, s, o.at)
	if len(subject.people) == 0 || subject.pronoun && len(subject.people) > 1 {
		return false
	}
	p := gathered(d, s, noun, !attends.has(d.folded[o.at]))
	if d.isMark(noun, "summit") && len(p.people) == 0 {
		return false
	}
	if p.size() == 0 && ofMinisters(d, i, noun) {
		p.groups = []string{d.said(withoutArticle(d, i), noun+1)}
	}
	if p.size() == 0 {
		return false
	}
	if o.standing = statusOf(d, s, o.at); !o.told {
		return false
	}
	if wordsOfCall(d, i, noun) || wordsOfCall(d, p.to, min(s.to, p.to+4)) {
		o.kind = news.Call
	}
	return o.sides(subject, p)
}

var attends = set("attended attend attends")

// partIn is the word behind the verb of taking part at word i; 0 if it is none.
func partIn(d *document, i int) int {
	switch w := d.folded[i]; w {
	case "took", "take", "takes", "taking":
		if d.isMark(i+1, "part") && d.isMark(i+2, "in") {
			return i + 3
		}
		return 0
	case "participated", "participate", "participates", "participating":
		if d.isMark(i+1, "in") {
			return i + 2
		}
		return 0
	}
	return i + 1
}

var gatherings = set("ministerial lunch dinner breakfast luncheon summit session meeting meetings talks consultations negotiations roundtable round-table videoconference conversation discussion discussions")

// gatheringFrom is the noun of meeting within the words from word i on, -1 if
// there is none.
func gatheringFrom(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+8; k++ {
		w := d.folded[k]
		if gatherings.has(w) && !gatherings.has(at(d.folded, k+1)) || w == "table" && d.isMark(k-1, "round") {
			return k
		}
		if w == "of" && d.isMark(k-1, "round") {
			continue
		}
		if d.words[k].mention >= 0 || prepositions.has(w) || d.isMark(k, ".") || d.isMark(k, ",") || conjunctions.has(w) && w != "and" {
			return -1
		}
	}
	return -1
}

// ofMinisters reports whether the words [i, noun) make the meeting one of
// ministers, whoever they are: "the Trade Ministerial Meeting".
func ofMinisters(d *document, i, noun int) bool {
	if !d.isMark(noun, "meeting") {
		return false
	}
	for k := i; k < noun; k++ {
		if w := d.folded[k]; d.words[k].Named() && (w == "ministerial" || w == "ministers") {
			return true
		}
	}
	return false
}

// gathered is who else is at the meeting named at word i: "with", "of", "hosted
// by" them. Of a meeting that somebody heads, any group is a side.
func gathered(d *document, s sentence, noun int, heads bool) party {
	for k := noun + 1; k+1 < s.to && k < noun+14; k++ {
		switch w := d.folded[k]; {
		case w == "with" || w == "between" || w == "by" && (leads.has(d.folded[k-1]) || d.folded[k-1] == "convened" || heads && d.folded[k-1] == "attended"):
			return partyFrom(d, k+1)
		case w == "of" && k == noun+1 && !d.isMark(noun, "session"):
			p := partyFrom(d, k+1)
			switch {
			case len(p.people) > 0, p.size() > 0 && (heads || sidesTold(d, p)):
				return p
			case heads:
				return bodyParty(d, s, k+1)
			}
			return party{}
		case w == "and" && gatheringFrom(d, s, k+1) > 0:
			k = gatheringFrom(d, s, k+1)
		case w == "." || w == ";" || d.words[k].mention >= 0 || w == "and":
			return party{}
		}
	}
	return party{}
}

// bodyMet is the institution at word i that somebody meets with, where it is no
// mere attribute: "met with the Security Council".
func bodyMet(d *document, s sentence, i int) party {
	if p := bodyParty(d, s, i); p.size() > 0 && endsObject(d, s, p.to) {
		return p
	}
	return party{from: i, to: i}
}

// bodyParty is the institution at word i as a party: "the Security Council".
func bodyParty(d *document, s sentence, i int) party {
	k := withoutArticle(d, i)
	n := d.words[k].size()
	if d.words[k].class != organisation || n == 0 {
		return party{from: i, to: i}
	}
	return party{from: i, to: k + n, groups: []string{d.said(k, k+n)}}
}
