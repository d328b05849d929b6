package extract

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"readout/digest/text"
)

// contractions are pronouns with their auxiliary.
const contractions = "i've i'm i'd i'll we've we're we'd we'll you've you're you'd you'll"

// Closed classes of English, in small letters.
var (
	determiners  = set("the a an this that these those his her their its our my your some any each every all both either neither no another other such several many most few two three four five six seven eight nine ten one")
	prepositions = set("of in on at by with from to for about into during after before between among under over against without within through towards toward upon via despite regarding concerning amid since until across along behind near as per including following than like according")
	conjunctions = set("and or but nor yet so while although though because if when where whereas unless whether that which who whom whose as than after before since until once")
	pronouns     = set("he she they we i it you him her them us me himself herself themselves itself who " + contractions)
	auxiliaries  = set("is are was were be been being am has have had having do does did will would shall should can could may might must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't let")
	adverbs      = set("also too again still even only just never not always often sometimes first finally however therefore thus nevertheless meanwhile then later earlier previously now there here today yesterday tomorrow already recently together further furthermore moreover instead besides additionally separately indeed perhaps maybe soon ago once twice very more much yet n't")
)

// wordSet holds a few folded words, by their first letter: most words of a text
// are in none of the sets, and are known by it, their last and their length.
type wordSet struct{ byLetter *[letters]wordsOfLetter }

type wordsOfLetter struct {
	// ends are the lengths and last letters of the words.
	ends  uint64
	words []string
}

// endOf is the length and the last letter of a word as one bit of 64.
func endOf(w string) uint64 { return 1 << ((len(w) + 5*int(w[len(w)-1])) % 64) }

// letters is how many first letters are told apart.
const letters = 32

// set is the words of a line.
func set(words string) wordSet {
	found := wordSet{new([letters]wordsOfLetter)}
	for w := range strings.FieldsSeq(words) {
		of := &found.byLetter[w[0]%letters]
		of.words = append(of.words, w)
		of.ends |= endOf(w)
	}
	return found
}

// has reports whether a folded word is in the set.
func (s wordSet) has(w string) bool {
	if w == "" {
		return false
	}
	of := &s.byLetter[w[0]%letters]
	return of.ends&endOf(w) != 0 && slices.Contains(of.words, w)
}

// all are the words of the set, in no order that matters.
func (s wordSet) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, of := range s.byLetter {
			for _, w := range of.words {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// closedWord reports whether a folded word belongs to the classes that take no
// new words: it is no noun, no adjective and no name.
func closedWord(w string) bool { return closedWords().has(w) }

var closedWords = sync.OnceValue(func() wordSet {
	var all []string
	for _, class := range []wordSet{determiners, prepositions, conjunctions, pronouns, auxiliaries, adverbs} {
		all = slices.AppendSeq(all, class.all())
	}
	return set(strings.Join(all, " "))
})

// adverb reports whether a folded word is one, by the list or by its ending.
func adverb(w string) bool {
	return adverbs.has(w) || len(w) > 4 && strings.HasSuffix(w, "ly") && !lyNouns.has(w)
}

// isAuxiliary reports whether word i is an auxiliary, and neither a month nor a
// name: "told them in May that", "told Will Prado that".
func isAuxiliary(d *document, i int) bool {
	w := &d.words[i]
	return auxiliaries.has(w.Folded) && (w.Shape != text.Capital || i == d.sentenceOf(i).from)
}

var lyNouns = set("family assembly italy july supply ally")
