package extract

// delegationReach bounds how far back the head of a delegation is looked for, in
// words.
const delegationReach = 400

// delegationHead is who was said before to lead the delegation that a phrase
// means: "the delegation", "the Chilean delegation". It is -1 where nobody was,
// or where two delegations leave it open.
func delegationHead(d *document, p phrase) int {
	s := d.sentenceOf(p.from)
	if p.empty() || !d.isMark(p.to-1, "delegation") || !d.isMark(p.from, "the") || p.to-p.from > 3 {
		return -1
	}
	head := -1
	for k := p.from - 1; k >= 0 && p.from-k < delegationReach; k-- {
		if d.folded[k] != "delegation" || d.words[k].sentence == d.words[s.from].sentence {
			continue
		}
		switch who := ledDelegation(d, k); {
		case who < 0 || !sameHome(d, p, k):
		case head >= 0 && who != head:
			return -1
		default:
			head = who
		}
	}
	return head
}

// ledDelegation is who leads the delegation at word i: "a delegation of lawmakers
// led by Ana Prado"; -1 if that is not told.
func ledDelegation(d *document, i int) int {
	s := d.sentenceOf(i)
	if who := d.subjects[d.words[i].sentence]; who >= 0 && goesWith(d, s, i) {
		return who
	}
	for k := i + 1; k+2 < s.to && k < i+10; k++ {
		switch {
		case ledBy(d, k):
			if p := partyFrom(d, k+2); len(p.people) > 0 {
				return p.people[0]
			}
			return -1
		case d.words[k].mention >= 0 || eventVerb(d, k) && d.folded[k] != "led":
			return -1
		}
	}
	return -1
}

// goesWith reports whether whom the sentence is about goes with the delegation at
// word i: "will travel with an interagency delegation", "led a delegation".
func goesWith(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from && i-k < 5; k-- {
		if determiners.has(d.folded[k]) {
			return (d.folded[k-1] == "with" || delegationLed.has(d.folded[k-1])) && d.folded[k] != "the"
		}
	}
	return false
}

// delegationLed are the verbs that whoever heads a delegation does with it.
var delegationLed = set("lead leads led leading head heads headed heading")

// sameHome reports whether a phrase tells no country, or that of the delegation
// at word i.
func sameHome(d *document, p phrase, i int) bool {
	if p.to-p.from < 3 {
		return true
	}
	for k := i - 1; k >= 0 && i-k < 6 && d.words[k].sentence == d.words[i].sentence; k-- {
		if d.folded[k] == d.folded[p.from+1] {
			return true
		}
	}
	return false
}
