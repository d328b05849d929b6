package extract

import "slices"

// claims reads what is said by a noun: "Prado's claim that the road is closed",
// "a warning from the ministry that ...".
func (y *sayer) claims(s sentence) {
	d := y.d
	if !s.holds(inRelatives) || d.reading.isOff("say/claim-that") {
		return
	}
	for k := s.from + 2; k+2 < s.to; k++ {
		w := &d.words[k]
		next := &d.words[k+1]
		if w.Folded != "that" || !determiners.has(next.Folded) && !pronouns.has(next.Folded) && !emptyWords.has(next.Folded) && !next.Named() || w.quote >= 0 && d.quotes[w.quote].speech {
			continue
		}
		u := utterance{rule: "say/claim-that", sure: 60}
		if noun := y.claimBefore(s, k, &u); noun < 0 {
			continue
		}
		if y.toldBy(u) || y.ownVoice(u.subject) || !y.take(s, &u, k+1, y.cuesBehind(s, k)) {
			continue
		}
		y.keep(u)
		return
	}
}

// claimBefore is the noun of a claim before the "that" at word i, with its owner
// as the subject; -1 if there is none. Its owner stands before it, behind "by" or
// "from", or it is the subject of "is": "Prado's point is that".
func (y *sayer) claimBefore(s sentence, i int, u *utterance) int {
	d := y.d
	noun := i - 1
	if copulas.has(d.folded[noun]) {
		noun--
	}
	if claimNouns.has(d.folded[noun]) {
		u.subject = y.claimant(s, noun)
	} else {
		for noun = i - 2; noun > s.from && i-noun < 9 && !claimNouns.has(d.folded[noun]); noun-- {
		}
		if !claimNouns.has(d.folded[noun]) || !d.isMark(noun+1, "by") && !d.isMark(noun+1, "from") {
			return -1
		}
		if u.subject = phraseAfter(d, noun+2); u.subject.to != i {
			return -1
		}
	}
	u.cue = cuePlace{from: noun, to: noun + 1}
	if p := u.subject; p.empty() || p.pronoun && len(p.people) == 0 || len(p.people) == 0 && !isBody(d, headOf(d, p)) {
		return -1
	}
	return noun
}

// claimant is whose the claim at word i is: "Prado's broad claim".
func (y *sayer) claimant(s sentence, i int) phrase {
	d := y.d
	own := i - 1
	for own > s.from && i-own < 4 && !d.isMark(own, "'s") && !closedWord(d.folded[own]) {
		own--
	}
	if !d.isMark(own, "'s") {
		return phrase{}
	}
	return phraseEnding(d, s, own)
}

// toldBy reports whether somebody was read already to say the words of a claim
// as their own.
func (y *sayer) toldBy(u utterance) bool {
	return slices.ContainsFunc(y.spoken(), func(other utterance) bool {
		return slices.Equal(other.subject.people, u.subject.people) && slices.ContainsFunc(other.pieces, func(p piece) bool {
			return p.quote < 0 && p.from <= u.cue.from && u.cue.to <= p.to
		})
	})
}

// cuesBehind are the words of saying of a sentence behind word i.
func (y *sayer) cuesBehind(s sentence, i int) []cuePlace {
	places := cuePlaces(y.d, s)
	for k, c := range places {
		if c.from > i {
			return places[k:min(len(places), k+ahead)]
		}
	}
	return nil
}

// claimNouns are nouns for what somebody says is so.
var claimNouns = set("claim claims assertion assertions allegation allegations accusation accusations statement argument contention insistence suggestion suggestions warning warnings admission promise pledge vow prediction complaint message point answer reply response remark remarks comment comments announcement assurance assurances declaration demand explanation charge")
