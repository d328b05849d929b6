package extract

// quotedBefore is who is quoted before the "as" at word i: "cited the police as
// saying".
func quotedBefore(d *document, s sentence, i int) phrase {
	for k := i - 2; k >= s.from && k > i-addresseeLength; k-- {
		if !quotingVerbs.has(d.folded[k]) {
			continue
		}
		if d.isMark(k+1, "by") && !d.reading.isOff("say/quoted-by") {
			p := subjectBefore(d, k)
			if !p.empty() {
				d.fired("say/quoted-by", p.from, k+1)
			}
			return p
		}
		p := phraseAfter(d, k+1)
		if p.empty() || p.to > i || d.isMark(k-1, "was") || d.isMark(k-1, "were") {
			return phrase{}
		}
		return p
	}
	return phrase{}
}

var quotingVerbs = set("quoted quotes quote quoting cited cites cite citing")

// overheard are the participles of "was heard saying that".
var overheard = set("heard caught seen recorded filmed taped overheard")

// chained gives ", adding that" the speaker of its sentence.
func (y *sayer) chained(s sentence, u *utterance) bool {
	d := y.d
	i := u.cue.from
	if i == s.from || i == s.from+1 && conjunctions.has(d.folded[s.from]) {
		return y.fronted(s, u)
	}
	if d.folded[i-1] == "as" {
		u.subject = quotedBefore(d, s, i-1)
		return !u.subject.empty()
	}
	if d.isMark(i-1, "by") {
		u.subject = y.bySaying(s, *u)
		return !u.subject.empty()
	}
	if overheard.has(d.folded[i-1]) && isPassiveAt(d, s, cuePlace{from: i - 1, to: i, form: formParticiple}) {
		u.subject = subjectBefore(d, i-1)
		return !u.subject.empty()
	}
	if p := y.letterSaying(s, i); !p.empty() && u.cue.cue.Strength > 1 {
		u.subject = p
		return true
	}
	if mediums.has(d.folded[i-1]) && u.cue.cue.Strength > 1 {
		// "She released a statement saying ..."
		u.subject = y.opener(s, i)
		return !u.subject.empty()
	}
	if quoted := d.words[i-1].quote >= 0 && d.isMark(i-2, ","); !quoted && !d.isMark(i-1, ",") && d.folded[i-1] != "and" && !adverb(d.folded[i-1]) && !isDash(d.folded[i-1]) {
		return false
	}
	if spoken := y.spoken(); len(spoken) > 0 {
		u.subject = spoken[len(spoken)-1].subject
		return true
	}
	if u.cue.cue.Strength < 2 && !naming.has(u.cue.cue.Lemma) && (u.cue.to >= s.to || d.words[u.cue.to].quote < 0) {
		return false
	}
	u.subject = y.opener(s, i)
	return !u.subject.empty()
}
