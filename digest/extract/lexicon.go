package extract

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"readout/digest/text"
)

// listSet tells in which lists some entry begins with a word. It is found once
// for a word of the text, so that most words cost no further look at the lists.
type listSet uint64

const (
	inRoles listSet = 1 << iota
	inLevels
	inOrganisations
	inOrganisationHeads
	inTails
	inPlaces
	inDemonyms
	inTitles
	inNever
	inCommon
	inGiven
	inCues
	inSaid // cues that are sure words of saying in the past
	inSources
	inBetween
	inFamilies  // surnames that stand before the given name
	inRelatives // "who", and what else may open a relative clause
	inJoining   // verbs of taking part in a meeting
	inMeetings  // words that the rules of meeting begin at
	inVisits    // and those of visiting
	inNumerals  // begins with a digit
	inNumbers   // "a", "three"
	inMonths    // "march", "mar.", "mid-march"
	inWeekdays
	inTimeOpeners // other words that a time may begin with
	tellsOfTime   // the word belongs to times alone
	inClosed      // the classes of English that take no new words
	inPronouns
	inPersonal // pronouns that may stand for somebody named
	inMotion   // verbs of meeting and of going
	inHosting  // verbs of receiving a guest
	inCharges  // words of trials and of claims
)

// opensTime are the lists of words that a time may begin with.
const opensTime = inNumerals | inNumbers | inMonths | inWeekdays | inTimeOpeners

// inClasses are the lists that tell what class a phrase is of.
const inClasses = inRoles | inLevels | inOrganisations | inPlaces | inDemonyms | inTitles | inTails | inNever

// listsOf are the lists that a word of the text opens entries of.
func (x lexiconOfWords) listsOf(w *text.Word) listSet {
	if w.Shape == text.Mark && len(w.Folded) == 1 || w.Folded == "" {
		return 0
	}
	lists := x.of(w.Folded)
	if w.Folded[0] <= '9' {
		lists |= listsOfNumeral(w.Folded)
	}
	return lists
}

// listsOfNumeral are the lists of what may begin with a digit.
func listsOfNumeral(folded string) (lists listSet) {
	if folded[0] >= '0' {
		lists |= inNumerals
	}
	if isYear(folded) || len(folded) == len("2023-11-14") {
		lists |= tellsOfTime
	}
	return lists
}

// lexicon are the lists that the words of all lists open entries of.
var lexicon = sync.OnceValue(func() lexiconOfWords {
	found := lexiconOfWords{newTable[listSet]()}
	found.enter(inRoles, roles().first)
	found.enter(inLevels, roleLevels().first)
	found.enter(inOrganisations, organisations().name.first)
	found.enter(inOrganisationHeads, organisations().head.first)
	found.enter(inTails, organisations().tail.first)
	found.enter(inPlaces, places().first)
	found.enter(inDemonyms, demonyms().first)
	found.enter(inTitles, titles().first)
	found.enter(inNever, commonWords().never.first)
	found.enter(inCommon, commonWords().word.first)
	found.enter(inGiven, givenNames().hashes)
	found.enter(inCues, cues().first)
	found.enterSaid()
	found.enter(inSources, cuePhrases().source.first)
	found.enter(inBetween, cuePhrases().between.first)
	for w := range surnameWords().hashes {
		if surnameWords().of(w)&surnameFirst != 0 {
			*found.words.enter(w) |= inFamilies
		}
	}
	found.enterWords(inRelatives, relativeWords.all())
	found.enterWords(inRelatives, slices.Values([]string{"that"}))
	found.enterWords(inJoining, joinVerbs.all())
	found.enterWords(inJoining, attendVerbs.all())
	found.enterWords(inJoining, leads.all())
	found.enterWords(inJoining, presence.all())
	found.enterWords(inMeetings, maps.Keys(meetRules().byWord))
	found.enterWords(inVisits, maps.Keys(visitRules().byWord))
	found.enterWords(inClosed, closedWords().all())
	found.enterWords(inPronouns, pronouns.all())
	found.enterWords(inPersonal, personal.all())
	found.enterWords(inMotion, motionVerbs.all())
	found.enterWords(inHosting, hostVerbs.all())
	for _, words := range []wordSet{charges, claiming, courts, accusers} {
		found.enterWords(inCharges, words.all())
	}
	found.enterTimes()
	return found
})

type lexiconOfWords struct{ words *table[listSet] }

// of are the lists of a folded word.
func (x lexiconOfWords) of(folded string) listSet { return x.words.of(hashOf(folded)) }

func (x lexiconOfWords) enter(list listSet, words iter.Seq[hash]) {
	for w := range words {
		*x.words.enter(w) |= list
	}
}

func (x lexiconOfWords) enterWords(list listSet, words iter.Seq[string]) {
	for w := range words {
		*x.words.enter(hashOf(w)) |= list
	}
}

// enterSaid enters the words that the sure words of saying begin with.
func (x lexiconOfWords) enterSaid() {
	for form, c := range formsOfCues {
		if c.toldSurely() {
			first, _, _ := strings.Cut(text.Fold(form), " ")
			*x.words.enter(hashOf(first)) |= inSaid
		}
	}
}

// enterTimes enters the words of dates.
func (x lexiconOfWords) enterTimes() {
	for month := range months {
		x.enterAbbreviated(inMonths|tellsOfTime, month)
		x.enterAbbreviated(inMonths|tellsOfTime, "mid-"+month)
	}
	x.enterWords(inWeekdays|tellsOfTime, maps.Keys(weekdayNames))
	x.enterWords(tellsOfTime, timeWords.all())
	for w := range timeOpeners.all() {
		x.enterAbbreviated(inTimeOpeners, w)
	}
	for w := range numbers {
		x.enterAbbreviated(inNumbers, w)
	}
}

// enterAbbreviated enters a word with the full stop of an abbreviation and
// without.
func (x lexiconOfWords) enterAbbreviated(list listSet, w string) {
	*x.words.enter(hashOf(w)) |= list
	*x.words.enter(hashOf(w + ".")) |= list
}

// is reports whether the word opens an entry of one of these lists.
func (w *word) is(any listSet) bool { return w.lists&any != 0 }

// is reports whether word i opens an entry of one of these lists.
func (d *document) is(i int, any listSet) bool { return d.words[i].lists&any != 0 }

// cueAt is the cue that begins at word i, as the function of that name has it.
func (d *document) cueAt(i int) (cue, cueForm, int) {
	if !d.is(i, inCues) {
		return cue{}, 0, 0
	}
	return cueAt(d.rest(i))
}

// plainForm is a folded word without the full stop of an abbreviation.
func plainForm(folded string) string { return strings.TrimSuffix(folded, ".") }
