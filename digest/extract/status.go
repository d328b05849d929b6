package extract

import (
	"readout/digest/news"
	"readout/digest/text"
)

// statusOf is how far an event has come, by the words that govern its verb at
// word i: will and to plan it, is with a gerund goes on, the past is held.
func statusOf(d *document, s sentence, i int) standing {
	first := governedFrom(d, s, i)
	if unreliable(d, s, first, i) || onlyNamed(d, s, i) {
		return untold
	}
	found := weigh(d, first, i)
	switch {
	case !found.told:
		return untold
	case found == asHeld && toDo(d, first, i):
		found = purposeOf(d, s, first, i)
	case found == asHeld && inPresentTense(d, first, i) && whenever(d, s, first):
		found = asPlanned
	case found == asHeld && inPresentTense(d, first, i):
		return asPresent
	case found == asHeld && hasAnySuffix(d.folded[i], "ing") && i > s.from && first < i && ongoingWords(d, first, i):
		return asOngoing
	case found == asHeld && hasAnySuffix(d.folded[i], "ing") && i > s.from && d.isMark(i-1, "before") && mainVerb(d, s, i-1, i):
		return asPlanned
	}
	return afterwards(d, s, i, found)
}

// inPresentTense reports whether the verb at word i, governed from word first, is
// in the present: "meets", and "meet" of several.
func inPresentTense(d *document, first, i int) bool {
	return present.has(d.folded[i]) || first == i && (d.isMark(i, "meet") || d.isMark(i, "resume") || d.isMark(i, "begin"))
}

// purposeOf is how far the event of an infinitive has come that no word of
// planning governs: "is to meet" is planned so, but "travelled on Monday to
// meet" tells no day of the meeting.
func purposeOf(d *document, s sentence, first, i int) standing {
	found := asPlanned
	found.off = !auxiliaries.has(d.folded[first]) && !clauseOf(d, s, i).looksAhead(d)
	return found
}

// whenever tells "when he visits Lisbon", where the present looks ahead.
func whenever(d *document, s sentence, first int) bool {
	p := phraseEnding(d, s, first)
	k := p.from - 1
	for k > s.from && determiners.has(d.folded[k]) {
		k--
	}
	return !p.empty() && k >= s.from && (d.folded[k] == "when" || d.folded[k] == "once" || d.folded[k] == "before" || d.folded[k] == "until" || d.folded[k] == "after")
}

// onlyNamed tells "accused Prado of meeting", "kept from visiting" and "talked
// about meeting", which do not tell that it was done, and "thanked Prado for
// meeting", which tells it of another than its subject.
func onlyNamed(d *document, s sentence, i int) bool {
	if i < s.from+2 || !hasAnySuffix(d.folded[i], "ing") {
		return false
	}
	before := d.folded[i-1]
	return before == "of" || before == "from" || before == "about" || before == "for" && (d.words[i-2].mention >= 0 || objects.has(d.folded[i-2]))
}

var objects = set("him her them me us")

// toDo reports whether the infinitive ends the words [from, i).
func toDo(d *document, from, i int) bool {
	for k := from; k < i; k++ {
		if d.folded[k] == "to" {
			return true
		}
	}
	return false
}

func ongoingWords(d *document, from, i int) bool {
	for k := from; k < i; k++ {
		if d.folded[k] == "is" || d.folded[k] == "are" {
			return true
		}
	}
	return false
}

// governing bounds how far left of an event the words are that govern it.
const governing = 24

// governedFrom is where the words begin that govern the verb at word i:
// auxiliaries, adverbs, and "refused to". A bare verb behind "and" shares
// those of the verb before it.
func governedFrom(d *document, s sentence, i int) int {
	k := i
	for k > s.from && i-k < governing {
		w := d.folded[k-1]
		switch {
		case d.words[k-1].mention >= 0 || d.words[k-1].quote >= 0:
			return k
		case w == "to" && planned.has(at(d.folded, overDay(d, s, k-1)-1)):
			k = overDay(d, s, k-1) - 1
		case w == "to" && k-2 >= s.from && governs(d, k-2):
			k -= 2
		case w == "last" || w == "first":
			k--
		case (w == "and" || w == ",") && bareVerbs.has(d.folded[i]) && sharesHelp(d, s, k-1):
			return helpOf(d, s, k-1)
		case w == "to", adverb(w), auxiliaries.has(w), noWords.has(w), unreal.has(w), planned.has(w), plans.has(w), cancelled.has(w), missed.has(w), w == "off", w == "out", w == "supposed", w == "any", w == "about", w == "of" && unreal.has(at(d.folded, k-2)):
			k--
		default:
			return k
		}
	}
	return k
}

// overDay is where "on Tuesday" begins that ends before word i, else i.
func overDay(d *document, s sentence, i int) int {
	k := i
	for k > s.from && i-k < 4 && (d.words[k-1].class == notName || d.words[k-1].Shape == text.Number || d.folded[k-1] == ",") {
		k--
	}
	if k < i && k > s.from && d.isMark(k-1, "on") {
		k--
	}
	return k
}

// governs reports whether the word at i can govern an infinitive.
func governs(d *document, i int) bool {
	w := &d.words[i]
	return w.mention < 0 && w.quote < 0 && !w.Named() && !prepositions.has(w.Folded) && !determiners.has(w.Folded) && !pronouns.has(w.Folded) && w.Folded != "and" && w.Folded != ","
}

var bareVerbs = set("meet hold have conduct speak talk receive host welcome visit travel arrive participate take attend chair confer join sit pay co-chair")

// helpOf is the auxiliary or "to" that a row of verbs shares which goes on at
// the "and" or the comma at word i; 0 if there is none.
func helpOf(d *document, s sentence, i int) int {
	for k := i - 1; k > s.from && i-k < 2*governing; k-- {
		if w := d.folded[k]; planned.has(w) || unreal.has(w) || w == "to" && d.words[k+1].Shape > 0 && !d.words[k+1].Named() && !determiners.has(d.folded[k+1]) {
			return governedFrom(d, s, k)
		}
	}
	return 0
}

func sharesHelp(d *document, s sentence, i int) bool { return helpOf(d, s, i) > 0 }

// afterwards is what the rest of the sentence makes of a plan: "but the talks
// were postponed", "only if".
func afterwards(d *document, s sentence, i int, found standing) standing {
	but := false
	for k := i + 1; k < s.to && found.tense != past; k++ {
		w := d.folded[k]
		but = but || w == "but" || w == "before"
		switch {
		case w == "if" || w == "unless":
			return untold
		case but && (w == "fell" && d.isMark(k+1, "ill") || w == "taken" && d.isMark(k+1, "ill")):
			return asNotHeld
		case but && (cancelled.has(w) || missed.has(w) || (w == "never" || w == "not") && !staysSilent(d, s, k+1) || offPairs[[2]string{w, at(d.folded, k+1)}].off):
			return standing{status: news.Cancelled, tense: found.tense, told: true}
		}
	}
	return found
}

// staysSilent reports whether the verb behind the "not" at word i only leaves
// something unsaid: "has not confirmed", "did not say".
func staysSilent(d *document, s sentence, i int) bool {
	i = afterAdverbs(d, s, i)
	if i >= s.to {
		return false
	}
	_, _, cue := d.cueAt(i)
	return cue > 0 || silences.has(d.folded[i])
}

var silences = set("confirmed confirm commented comment responded respond replied reply decided decide announced announce disclosed disclose set given give released release specified specify named been")
