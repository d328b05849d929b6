package extract

import (
	"strings"
	"sync"
)

// cueClass is the kind of speech act that a cue reports.
type cueClass string

const (
	classSay      cueClass = "say"      // said, stated, added
	classInform   cueClass = "inform"   // told, informed somebody
	classStress   cueClass = "stress"   // stressed, pointed out
	classPosition cueClass = "position" // argued, denied
	classEvaluate cueClass = "evaluate" // welcomed, condemned
	classDirect   cueClass = "direct"   // urged, called on
	classCommit   cueClass = "commit"   // promised
	classExpress  cueClass = "express"  // expressed gratitude
	classPredict  cueClass = "predict"  // hoped, expected
	classExplain  cueClass = "explain"  // explained, outlined
	classReply    cueClass = "reply"    // replied, asked
	classMedia    cueClass = "media"    // tweeted, read
)

// frames are the constructions in which a cue takes what was said.
type frames uint16

const (
	frameQuote     frames = 1 << iota // words in quotation marks
	frameThat                         // that + clause
	frameBare                         // a clause without "that"
	frameNoun                         // a noun phrase: "the importance of peace"
	frameTo                           // to + verb
	frameAddressee                    // somebody first: "told reporters that"
	frameFor                          // for + noun phrase: "thanked X for", "called for"
	frameOf                           // of + noun phrase: "accused X of"
	frameAbout                        // about, on: names a topic, not a claim
	frameWhether                      // a question: whether, what, how
	frameGerund                       // verb + -ing: "suggested meeting"
	frameAs                           // as + phrase: "described it as"
)

var frameNames = map[string]frames{
	"quote": frameQuote, "that": frameThat, "bare": frameBare, "noun": frameNoun, "to": frameTo,
	"addressee": frameAddressee, "for": frameFor, "of": frameOf, "about": frameAbout,
	"whether": frameWhether, "gerund": frameGerund, "as": frameAs,
}

// takes reports whether any of these constructions is allowed.
func (f frames) takes(any frames) bool { return f&any != 0 }

// cueForm is which forms of its verb a word can be: "said" is the past and the
// participle.
type cueForm uint8

const (
	formBase       cueForm = 1 << iota // say
	formThird                          // says
	formPast                           // said
	formParticiple                     // (was) said
	formGerund                         // saying
)

// cue is a verb, perhaps with its particle, that reports speech.
type cue struct {
	Lemma  string // "point out"
	Class  cueClass
	Frames frames
	// Noun tells that some form is a noun as well ("report", "calls"), so that
	// it needs a subject before it.
	Noun bool
	// Strength is how surely it reports speech, 1 to 3: 3 nearly always ("say"),
	// 2 mostly, 1 only in its own frames with a clear speaker ("see").
	Strength int
}

// cueAt is the cue that folded words begin with, the forms that its verb can
// have here, and how many words it takes; 0 if none. The longest wins: "called
// on" before "called".
func cueAt(words []string) (cue, cueForm, int) {
	found, n := cues().at(words)
	return found.cue, found.form, n
}

// neverCue is how many folded words, the first of them a cue's form, are no
// speech at all ("called a meeting", "state visit"); 0 if they may be.
func neverCue(words []string) int { return cuePhrases().never.length(words) }

// accordingTo is how many folded words name a source after them ("according
// to", "in the words of"); 0 if they do not.
func accordingTo(words []string) int { return cuePhrases().source.length(words) }

// saidNoun is how many folded words are what one expresses ("gratitude",
// "deep concern" is two words, of which the last counts).
func saidNoun(words []string) int { return cuePhrases().object.length(words) }

// betweenCue is how many folded words may stand between a subject and its cue
// ("also", "in turn", "has"); 0 if they may not.
func betweenCue(words []string) int { return cuePhrases().between.length(words) }

type formOfCue struct {
	cue  cue
	form cueForm
}

// toldSurely reports whether it is a sure word of saying in the past, as no noun
// is ("member states").
func (f formOfCue) toldSurely() bool { return f.cue.Strength >= 2 && f.form&formPast != 0 }

var cues = sync.OnceValue(func() *phrases[formOfCue] {
	found := newPhrases[formOfCue]()
	for form, c := range formsOfCues {
		found.add(form, c)
	}
	return found
})

// formsOfCues are the forms of every cue of the list.
func formsOfCues(yield func(string, formOfCue) bool) {
	for _, row := range rows("cues") {
		if cuePhraseKinds.has(row[0]) {
			continue
		}
		c := cueOf(row)
		for form, bits := range formsOf(row[1], items(cell(row, 4))) {
			if !yield(form, formOfCue{cue: c, form: bits}) {
				return
			}
		}
	}
}

func cueOf(row []string) cue {
	marks := cell(row, 3)
	c := cue{Lemma: row[1], Class: cueClass(row[0]), Noun: strings.Contains(marks, "noun"), Strength: 2}
	for name := range strings.FieldsSeq(cell(row, 2)) {
		c.Frames |= frameNames[name]
	}
	switch {
	case strings.Contains(marks, "sure"):
		c.Strength = 3
	case strings.Contains(marks, "weak"):
		c.Strength = 1
	}
	return c
}

// formsOf writes every form of a verb with its particle. Irregular holds the
// past and, where it differs, the participle.
func formsOf(lemma string, irregular []string) map[string]cueForm {
	verb, rest, _ := strings.Cut(lemma, " ")
	past := pastForm(verb)
	participle := past
	if len(irregular) > 0 {
		past, participle = irregular[0], irregular[len(irregular)-1]
	}
	forms := map[string]cueForm{}
	for _, f := range []struct {
		word string
		form cueForm
	}{
		{verb, formBase}, {thirdPerson(verb), formThird}, {past, formPast}, {participle, formParticiple}, {gerund(verb), formGerund},
	} {
		forms[strings.TrimSpace(f.word+" "+rest)] |= f.form
	}
	return forms
}

// cuePhraseKinds are the lines of the list that hold no cues.
var cuePhraseKinds = set("never source object between")

type cuePhraseLists struct{ never, source, object, between *phrases[bool] }

var cuePhrases = sync.OnceValue(func() cuePhraseLists {
	found := cuePhraseLists{newPhrases[bool](), newPhrases[bool](), newPhrases[bool](), newPhrases[bool]()}
	kinds := map[string]*phrases[bool]{"never": found.never, "source": found.source, "object": found.object, "between": found.between}
	for _, row := range rows("cues") {
		if !cuePhraseKinds.has(row[0]) {
			continue
		}
		for _, phrase := range items(row[1]) {
			kinds[row[0]].add(phrase, true)
			if row[0] == "never" {
				addForms(found.never, phrase)
			}
		}
	}
	return found
})

// addForms enters a phrase in all forms of its verb, as far as they are
// regular or those of a cue.
func addForms(to *phrases[bool], phrase string) {
	verb, _, _ := strings.Cut(phrase, " ")
	for form := range formsOf(phrase, irregularVerbs()[verb]) {
		to.add(form, true)
	}
}

// irregularVerbs are the irregular forms that the list gives.
var irregularVerbs = sync.OnceValue(func() map[string][]string {
	found := map[string][]string{}
	for _, row := range rows("cues") {
		if forms := items(cell(row, 4)); len(forms) > 0 {
			verb, _, _ := strings.Cut(row[1], " ")
			found[verb] = forms
		}
	}
	return found
})
