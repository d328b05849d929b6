package extract

// twoBodies are two bodies of no name of a person as the subject of the verb at
// word i: "The government and the rebel Northern Front". They open their clause.
func twoBodies(d *document, s sentence, i int) phrase {
	end := skipBetween(d, s, governedFrom(d, s, i))
	and := 0
	from := end
	for from > s.from && end-from < reach && inCollective(d, from-1) && !d.isMark(from-1, ",") {
		if from--; d.isMark(from, "and") {
			if and > 0 {
				return phrase{}
			}
			and = from
		}
	}
	if and == 0 || from > s.from && !d.isMark(from-1, ",") && !d.isMark(from-1, "that") && !speechVerb(d, from-1) {
		return phrase{}
	}
	if d.reading.isOff("meet/two-bodies") || !bodyAndOther(d, from, and, end) {
		return phrase{}
	}
	d.fired("meet/two-bodies", from, end)
	return phrase{from: from, to: end, sides: true, group: d.said(withoutArticle(d, from), end)}
}

// bodyAndOther reports whether the words [from, end) are two bodies joined at word
// and, or a body and people: "The doctors and the ministry".
func bodyAndOther(d *document, from, and, end int) bool {
	left, right := endsInBody(d, from, and), endsInBody(d, and+1, end)
	return left && right || right && and > from && groupWord(d.folded[and-1]) || left && groupWord(d.folded[end-1])
}

// endsInBody reports whether the words [from, to) are a body that deals with
// others: a state, an institution, "the government", "unions".
func endsInBody(d *document, from, to int) bool {
	if from >= to {
		return false
	}
	for k := to - 1; k > from && d.words[k].class == placeWord && d.isMark(k-1, "of"); {
		to, k = k-1, k-2
	}
	w := &d.words[to-1]
	switch w.class {
	case placeWord, organisation:
		return true
	case tailWord:
		return w.Named()
	}
	return bodies.has(w.Folded)
}

// bodies are such, beside those of the lists.
var bodies = set("government governments rebels rebel guerrillas insurgents opposition unions union employers management ministry authorities junta militia militias army parliament commission company side coalition separatists clubs owners")
