package extract

import (
	"strings"

	"readout/digest/text"
)

// unsaid reports whether the sentence does not claim that the words were ever
// said: somebody "never said" them, "neither" of two did, it speaks of what
// would be "if" they had been said, it asks whether they were, or they are said
// in a story. What the outlet says of itself is the article.
func (y *sayer) unsaid(s sentence, u utterance) bool {
	return y.ownVoice(u.subject) || y.deniedVerb(s, u.cue) || y.deniedSubject(s, u.subject) || y.supposed(s, u.subject) || y.asked(s, u.cue) || y.inStory(s, u.cue) || quotesAnother(y.d, s, max(u.cue.to, u.subject.to))
}

// quotesAnother tells "Prado said, quoting Reyes": the words are not hers but
// his.
func quotesAnother(d *document, s sentence, i int) bool {
	return i+1 < s.to && d.isMark(i, ",") && d.folded[i+1] == "quoting"
}

// inStory tells "In the novel, President Prado tells Reyes": a story is told in
// the present tense, and what a film let somebody say once was said.
func (y *sayer) inStory(s sentence, c cuePlace) bool {
	return c.form&formPast == 0 && beginsInStory(y.d, s, c.from)
}

// deniedVerb tells "never said", "did not openly say" and "could have said".
func (y *sayer) deniedVerb(s sentence, c cuePlace) bool {
	d := y.d
	first := skipBetween(d, s, c.from)
	for i := c.from - 1; i >= first; i-- {
		w := d.folded[i]
		if w == "not" && d.isMark(i+1, "only") {
			return false
		}
		if negatives.has(w) || modals.has(w) {
			return true
		}
	}
	return false
}

var negatives = set("not never n't hardly scarcely barely nowhere didn't hasn't hadn't haven't")

// deniedSubject tells "nobody said", "neither Prado nor Reyes said" and "none
// of the ministers said".
func (y *sayer) deniedSubject(s sentence, p phrase) bool {
	d := y.d
	for i := p.from; i < p.to; i++ {
		if w := d.folded[i]; w == "nor" || w == "neither" || i == p.from && emptyWords.has(w) {
			return true
		}
	}
	i := p.from - 1
	for i > s.from && determiners.has(d.folded[i]) && !emptyWords.has(d.folded[i]) {
		i--
	}
	return i >= s.from && i < p.from && (d.folded[i] == "nor" || d.folded[i] == "not" || emptyWords.has(d.folded[i]))
}

var emptyWords = set("nobody none no neither nothing")

// supposed tells "if Prado said", "it is not true that Prado said" and "had
// Prado said".
func (y *sayer) supposed(s sentence, p phrase) bool {
	d := y.d
	i := p.from - 1
	for i > s.from && determiners.has(d.folded[i]) && d.folded[i] != "that" {
		i--
	}
	if i < s.from || d.words[i].quote >= 0 || p.pronoun && d.folded[p.from] == "who" {
		return false
	}
	if suppositions.has(d.folded[i]) || auxiliaries.has(d.folded[i]) {
		return true
	}
	for k := i - 1; d.folded[i] == "that" && k >= s.from && i-k < 6; k-- {
		if unproven.has(d.folded[k]) || negatives.has(d.folded[k]) {
			return true
		}
	}
	return false
}

var (
	suppositions = set("if unless whether suppose supposing imagine imagining pretend assuming lest")
	unproven     = set("untrue false wrong doubtful unlikely likely possible impossible unthinkable no nobody rumour rumours rumor rumors deny denies denied denying doubt doubts doubted reject rejects rejected disputes disputed")
)

// asked reports whether the words of saying stand in a question of the
// article's own: "Who said that the road was closed?" They may ask it
// themselves: "Is it closed, she asked?"
func (y *sayer) asked(s sentence, c cuePlace) bool {
	d := y.d
	last := s.to - 1
	return d.isMark(last, "?") && d.words[last].quote < 0 && c.cue.Class != classReply
}

// ownVoice tells "this newspaper", "our correspondent" and the article's own
// outlet by its name.
func (y *sayer) ownVoice(p phrase) bool {
	d := y.d
	if first := d.folded[p.from]; first == "this" || first == "our" {
		for i := p.from + 1; i < p.to; i++ {
			if ownWords.has(d.folded[i]) {
				return true
			}
		}
	}
	outlet := strings.TrimPrefix(text.Fold(d.article.Outlet), "the ")
	return outlet != "" && outlet == strings.TrimPrefix(text.Fold(d.said(p.from, p.to)), "the ")
}

var ownWords = set("newspaper paper daily weekly magazine agency website site outlet publication portal channel station broadcaster programme program newsroom correspondent correspondents reporter reporters columnist editors")
