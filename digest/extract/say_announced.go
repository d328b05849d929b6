package extract

import (
	"slices"

	"readout/digest/text"
)

// announced gives a quotation behind a colon to whom the words before it tell of,
// where they hold no word of saying: "Prado's message to the board: ...", "Prado
// was blunt: ...", "Here is Prado in June: ...".
func (y *sayer) announced(s sentence) {
	d := y.d
	if d.reading.isOff("say/announced") || len(y.spoken()) > 0 || y.pending != nil {
		return
	}
	colon, q := y.announcement(s)
	if q < 0 {
		return
	}
	if saidOtherwise(d, s.from, colon) || beginsInStory(d, s, colon) {
		d.rejected("say/announced", s.from, colon, "said by another, in a story, or never")
		return
	}
	u := utterance{rule: "say/announced", sure: 70, cue: cuePlace{from: colon, to: colon + 1}}
	if u.subject = y.announcer(s, colon); u.subject.empty() || y.ownVoice(u.subject) {
		d.rejected(u.rule, s.from, colon, "nobody who says it")
		return
	}
	u.pieces = []piece{{quote: q}}
	y.keep(u)
}

// announcement is the colon of a sentence, and the free quotation behind it that
// ends the sentence; -1 if there is none. What is shown or sung is not said.
func (y *sayer) announcement(s sentence) (colon, quote int) {
	d := y.d
	for k := s.from + 1; k+1 < s.to; k++ {
		if !d.isMark(k, ":") {
			continue
		}
		q := y.freeQuote(k + 1)
		if q < 0 || d.quotes[q].from != k+1 || d.quotes[q].to-k < 4 || showsWords(d, s.from+1, k+1) {
			return 0, -1
		}
		for end := d.quotes[q].to; end < s.to; end++ {
			if d.words[end].Shape != text.Mark {
				return 0, -1
			}
		}
		return k, q
	}
	return 0, -1
}

// showsWords reports whether words [from, to) hold somebody's speech already, or
// tell of a thing that shows words.
func showsWords(d *document, from, to int) bool {
	for k := from; k < to; k++ {
		if d.words[k].quote >= 0 || displays.has(d.folded[k]) {
			return true
		}
	}
	return false
}

// saidOtherwise reports whether words [from, to) tell that the words behind them
// are another's, or were never said: "was asked", "shouted at Prado", "never
// said", "appears to say", "the fake video shows".
func saidOtherwise(d *document, from, to int) bool {
	for k := from; k < to; k++ {
		if forgeries.has(d.folded[k]) || k > from && saysSo(d, k) && !byNamed(d, from, k) && !hadThisToSay(d, k) {
			return true
		}
	}
	return false
}

// saysSo reports whether word i is a verb of saying, and no noun.
func saysSo(d *document, i int) bool {
	c, form, n := d.cueAt(i)
	return n > 0 && form != 0 && c.Strength >= 2 && d.words[i].Shape == text.Lower && !determiners.has(d.folded[i-1]) &&
		(!c.Noun || hasAnySuffix(d.folded[i], "ed", "ing"))
}

// hadThisToSay tells "had this to say" by the verb at word i, which is no other's.
func hadThisToSay(d *document, i int) bool {
	return i > 1 && d.isMark(i-1, "to") && d.isMark(i-2, "this")
}

// byNamed reports whether the verb at word i has somebody named, or a pronoun,
// for its subject, and is not denied: "Prado later on Thursday told".
func byNamed(d *document, from, i int) bool {
	k := i - 1
	for k > from && !negatives.has(d.folded[k]) && (adverb(d.folded[k]) || d.words[k].class == notName) {
		k--
	}
	return d.words[k].mention >= 0 || pronouns.has(d.folded[k])
}

// forgeries tell that somebody seems to say what he did not.
var forgeries = set("appears appear appeared seems seem seemed purports purporting purportedly purported allegedly supposedly fake faked forged fabricated doctored manipulated deepfake ai-generated imagine imagined imaginary parody satirical heckled taunted attributed")

// displays are things that words stand on, or that are no speech of whom the
// sentence tells.
var displays = set("sign signs banner banners placard placards poster posters shirt shirts t-shirt hat cap headline headlines slogan slogans caption captions title titled entitled song lyrics poem plaque sticker graffiti scrawled painted printed reading tattoo billboard subject label labelled labeled words word term phrase")

// announcer is who the words [s.from, colon) tell of as whoever speaks: the owner
// of a noun of saying, the subject, or the only person named.
func (y *sayer) announcer(s sentence, colon int) phrase {
	d := y.d
	if p := ownerOfWords(d, s, colon); !p.empty() {
		return p
	}
	if m := d.words[colon-1].mention; m >= 0 && colon-1 > s.from {
		return phraseEnding(d, s, colon)
	}
	who := y.d.subjects[d.words[s.from].sentence]
	only := namedAlone(d, s.from, colon)
	if who < 0 || only >= 0 && only != who {
		who = only
	}
	if who < 0 || only < 0 && !refersOnly(d, s.from, colon, who) {
		return phrase{}
	}
	return y.subjectPhrase(s, who)
}

// ownerOfWords is whose "message" or "answer" the words before a colon speak of;
// empty if it is told with no noun of saying, or of nobody named.
func ownerOfWords(d *document, s sentence, colon int) phrase {
	for k := s.from + 1; k < colon; k++ {
		if !spokenNouns.has(d.folded[k]) {
			continue
		}
		own := k - 1
		for own > s.from && own > k-4 && !d.isMark(own, "'s") && d.words[own].Shape == text.Lower && !closedWord(d.folded[own]) {
			own--
		}
		if d.isMark(own, "'s") {
			return phraseEnding(d, s, own)
		}
	}
	return phrase{}
}

// spokenNouns are nouns for what somebody says.
var spokenNouns = set("message answer reply response retort reaction comment remark observation statement explanation advice warning verdict conclusion argument claim view opinion take question plea appeal request demand promise pledge vow prediction forecast excuse apology confession admission complaint thanks motto mantra rationale reasoning assessment diagnosis lesson point refrain pitch prescription rebuttal summary suggestion proposal wish hope guess tweet post toast joke quip word words")

// namedAlone is the only person named in words [from, to), -1 if there is none or
// several.
func namedAlone(d *document, from, to int) int {
	found := -1
	for i := from; i < to; i++ {
		if m := d.words[i].mention; m >= 0 {
			who := d.mentions[m].person
			if found >= 0 && found != who {
				return -1
			}
			found = who
		}
	}
	return found
}

// refersOnly reports whether every pronoun and office in words [from, to) means
// one person, and one does.
func refersOnly(d *document, from, to, who int) bool {
	found := false
	for i := from; i < to; i++ {
		if r := d.words[i].ref; r >= 0 {
			if !slices.Contains(d.refs[r].people, who) {
				return false
			}
			found = true
		}
	}
	return found
}
