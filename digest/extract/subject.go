package extract

import "readout/digest/text"

// subjectBefore is the phrase that ends before word i, over the adverbs and
// auxiliaries between: the subject of a verb there. It is empty if none is
// clear.
func subjectBefore(d *document, i int) phrase {
	s := d.sentenceOf(i)
	end := skipBetween(d, s, i)
	if end > s.from && d.isMark(end-1, ",") {
		if p := calledBefore(d, s, end-1); !p.empty() {
			return p
		}
		if inner := skipBetween(d, s, end-1); inner < end-1 && d.isMark(inner-1, ",") {
			end = skipBetween(d, s, inner-1)
		} else if p := beforeApposition(d, s, end-1); !p.empty() {
			return p
		} else {
			return phrase{}
		}
	}
	if p := behindQuoted(d, s, end); !p.empty() {
		return p
	}
	if end > s.from && isDash(d.folded[end-1]) {
		if p := beforeApposition(d, s, end-1); !p.empty() {
			return p
		}
		return beforeDashes(d, s, beforeDash(d, end-1))
	}
	if end > s.from && d.isMark(end-1, ")") {
		end = openBracket(d, s, end-1)
	}
	return phraseEnding(d, s, end)
}

// behindQuoted is who a relative clause tells of that ends with a quotation and
// its comma before word end: "The mayor, who calls herself “a plumber,” said".
func behindQuoted(d *document, s sentence, end int) phrase {
	if end <= s.from || d.words[end-1].quote < 0 {
		return phrase{}
	}
	q := d.quotes[d.words[end-1].quote]
	if q.to != end || !hasAnySuffix(q.Inner.Of(d.text), ",") {
		return phrase{}
	}
	for k := q.from - 1; k > s.from+1 && q.from-k < 12 && d.words[k].quote < 0; k-- {
		if d.isMark(k, "who") && d.isMark(k-1, ",") {
			return phraseEnding(d, s, k-1)
		}
	}
	return phrase{}
}

func isDash(w string) bool { return w == "—" || w == "–" || w == "-" || w == "--" }

// skipBetween moves left from word i over what may stand between a subject and
// its verb.
func skipBetween(d *document, s sentence, i int) int {
	for i > s.from {
		n := betweenCueBefore(d, s, i)
		switch w := d.folded[i-1]; {
		case d.words[i-1].quote >= 0:
			return i
		case n > 0:
			i -= n
		case adverb(w) || isAuxiliary(d, i-1):
			i--
		default:
			return i
		}
	}
	if floating.has(d.folded[s.from]) && i == s.from {
		return i + 1
	}
	return i
}

// floating are words that may follow their subject ("they both said"), and at the
// beginning of a sentence are it.
var floating = set("both all each")

// betweenLength bounds an entry of what may stand before a cue, in words.
const betweenLength = 4

// betweenCueBefore is how many words before word i are such an entry.
func betweenCueBefore(d *document, s sentence, i int) int {
	for size := betweenLength; size >= 1; size-- {
		if from := i - size; from >= s.from && d.is(from, inBetween) && betweenCue(d.folded[from:i]) == size {
			return size
		}
	}
	return 0
}

// openBracket is where the bracket opens that closes at word i.
func openBracket(d *document, s sentence, i int) int {
	for k := i - 1; k >= s.from && i-k < reach; k-- {
		if d.isMark(k, "(") {
			return k
		}
	}
	return i + 1
}

// beforeApposition is the phrase before the comma or dash that opens an
// apposition or a relative clause; that one closes at word i.
func beforeApposition(d *document, s sentence, i int) phrase {
	for k := i - 1; k > s.from && i-k < reach; k-- {
		if d.words[k-1].mention >= 0 && (d.isMark(k, d.folded[i]) || isDash(d.folded[k])) && apposes(d, s, k+1, i) {
			return phraseEnding(d, s, k)
		}
		if w := &d.words[k]; w.quote >= 0 && d.quotes[w.quote].speech || w.Folded == ";" || auxiliaries.has(w.Folded) && !relative(d, s, k) && !thatRelative(d, s, k) {
			break
		}
	}
	for k := i - 1; k > s.from && i-k < reach; k-- {
		w := &d.words[k]
		if w.quote >= 0 && d.quotes[w.quote].speech || w.Folded == ";" {
			break
		}
		if !d.isMark(k, d.folded[i]) && !isDash(w.Folded) {
			continue
		}
		if m := d.words[k+1].mention; m >= 0 && isDash(w.Folded) && isDash(d.folded[i]) {
			// "A former governor - Tom Reyes, who lost the race - said".
			if p := phraseEnding(d, s, beforeDash(d, k)); !p.empty() && !p.pronoun && mayBeNamed(d, p) {
				return phrase{from: p.from, to: d.mentions[m].to, people: []int{d.mentions[m].person}}
			}
		}
		if d.words[k-1].Named() && apposes(d, s, k+1, i) {
			return phraseEnding(d, s, k)
		}
		if !apposes(d, s, k+1, i) {
			continue
		}
		if d.folded[k-1] == ")" {
			if open := openBracket(d, s, k-1); open <= k-1 {
				return phraseEnding(d, s, open)
			}
		}
		if first := d.folded[k+1]; first == "who" || first == "which" || first == "a" || first == "an" || first == "the" || asides.has(first) || d.words[k+1].Named() && d.words[k+1].mention < 0 {
			if p := phraseEnding(d, s, k); p.from == s.from || first == "who" || first == "which" || asides.has(first) && !p.empty() && canSpeak(d, p) {
				return p
			}
		}
	}
	return phrase{}
}

// asides are participles that tell between commas how somebody speaks.
var asides = set("speaking asking requesting citing using referring writing quoting responding addressing commenting briefing testifying standing sitting flanked joined accompanied asked pressed questioned quizzed reached contacted quoted interviewed wearing pointing alluding pausing smiling")

// beforeDashes is the phrase before the dash that opens an aside, whatever it
// tells, where the dash that closes it is word i: "Insiders in two states - Ohio
// and Iowa - said".
func beforeDashes(d *document, s sentence, i int) phrase {
	if d.reading.isOff("say/between-dashes") {
		return phrase{}
	}
	for k := i - 1; k > s.from && i-k < reach; k-- {
		if !isDash(d.folded[k]) {
			continue
		}
		p := phraseEnding(d, s, beforeDash(d, k))
		if p.empty() || p.pronoun {
			return phrase{}
		}
		d.fired("say/between-dashes", p.from, i)
		return p
	}
	return phrase{}
}

// beforeDash is where the dash begins whose last stroke is word i: two of them may
// make one.
func beforeDash(d *document, i int) int {
	if isDash(d.folded[i-1]) {
		return i - 1
	}
	return i
}

// relative reports whether word i stands in a relative clause.
func relative(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-12 && !d.isMark(k, ","); k-- {
		if w := d.folded[k]; w == "who" || w == "which" || w == "whose" {
			return true
		}
	}
	return false
}

// thatRelative reports whether word i stands in a clause that "that" adds to a
// noun: "a union that has left".
func thatRelative(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from+1 && k > i-5 && d.words[k].Shape != text.Mark; k-- {
		if d.folded[k] == "that" {
			return d.words[k-1].Shape > text.Mark && !closedWord(d.folded[k-1])
		}
	}
	return false
}

// apposes reports whether words [from, to) can be an apposition: they begin
// like a noun phrase or a relative clause.
func apposes(d *document, s sentence, from, to int) bool {
	for from < to && isDash(d.folded[from]) {
		from++
	}
	for to > from && isDash(d.folded[to-1]) {
		to--
	}
	if from >= to || to > s.to {
		return false
	}
	w := &d.words[from]
	if w.Folded == "who" || w.Folded == "which" || w.Folded == "whose" || asides.has(w.Folded) {
		return true
	}
	if pronouns.has(w.Folded) || conjunctions.has(w.Folded) {
		return false
	}
	if w.mention >= 0 && !d.isMark(d.mentions[w.mention].to, "'s") {
		return false
	}
	inRelative := false
	for i := from; i < to; i++ {
		inRelative = inRelative || i > from && d.words[i-1].Shape != text.Mark && (relativeWords.has(d.folded[i]) || d.isMark(i, "that"))
		if !inRelative && (auxiliaries.has(d.folded[i]) || pronouns.has(d.folded[i])) {
			return false
		}
	}
	return w.Shape != text.Mark
}
