package extract

import (
	"slices"
	"strings"

	"readout/digest/text"
)

// phrase is a noun phrase: words [from, to), and the people that it names or
// stands for.
type phrase struct {
	from, to int
	people   []int
	// group is an office or an institution that nobody is named for.
	group string
	// called is the speaker's name, where it is told of nobody else; "" if not.
	called string
	// pronoun tells "she" or "they"; joint tells that it is more than one.
	pronoun, joint bool
	// sides tells that the group is of several sides.
	sides bool
}

func (p phrase) empty() bool { return p.to <= p.from }

// reach bounds how far a phrase is looked for, in words.
const reach = 40

// phraseEnding is the noun phrase whose last word is before end.
func phraseEnding(d *document, s sentence, end int) phrase {
	if end <= s.from {
		return phrase{}
	}
	w := &d.words[end-1]
	switch {
	case w.quote >= 0 && d.quotes[w.quote].speech:
		return phrase{}
	case w.mention >= 0:
		return named(d, s, end)
	case partitive(d, s, end-1):
		p := nominal(d, s, end-2)
		p.to = end
		return p
	case pronouns.has(w.Folded), w.Folded == "which" && d.isMark(end-2, ","):
		return pronounAt(d, s, end-1)
	case w.ref >= 0 && d.refs[w.ref].to == end:
		return ofDependent(d, s, coordinated(d, s, phrase{from: d.refs[w.ref].from, to: end, people: d.refs[w.ref].people}))
	}
	return ofDependent(d, s, nominal(d, s, end))
}

// partitive tells "one of them": the pronoun at word i is not who is meant.
func partitive(d *document, s sentence, i int) bool {
	return (d.folded[i] == "them" || d.folded[i] == "us") && i-2 >= s.from && d.folded[i-1] == "of"
}

func named(d *document, s sentence, end int) phrase {
	m := d.mentions[d.words[end-1].mention]
	p := phrase{from: m.start, to: end, people: []int{m.person}}
	if i := p.from - 1; i > s.from && d.isMark(i, "'s") {
		for p.from = i; p.from > s.from && d.words[p.from-1].Named() && d.words[p.from-1].quote < 0; {
			p.from--
		}
		if owner := nominal(d, s, i); !owner.empty() {
			p.from = owner.from
		}
	} else if i >= s.from && d.words[i].Shape == text.Lower && !closedWord(d.folded[i]) && nounMay(d, s, i) {
		if wide := nominal(d, s, p.from); !wide.empty() {
			p.from = wide.from
		}
	}
	if m.start < m.from && p.from == m.start && p.from > s.from && articles.has(d.folded[p.from-1]) {
		p.from--
	}
	if k := belongsTo(d, s, p.from); k >= 0 {
		p.people, p.from = nil, min(k, nominal(d, s, k+1).from)
	}
	return coordinated(d, s, p)
}

var articles = set("the a an")

// pronounAt is a pronoun as a phrase; "who" stands for the name before it.
func pronounAt(d *document, s sentence, i int) phrase {
	w := &d.words[i]
	p := phrase{from: i, to: i + 1, pronoun: true, joint: w.Folded == "they" || w.Folded == "we"}
	if w.ref >= 0 {
		p.people = d.refs[w.ref].people
	}
	if w.Folded == "who" || w.Folded == "which" {
		k := i
		if d.isMark(k-1, ",") {
			k--
		}
		if k > s.from && d.words[k-1].mention >= 0 {
			p.people = []int{d.mentions[d.words[k-1].mention].person}
		} else if before := phraseEnding(d, s, k); k > s.from && !before.pronoun && !before.empty() && canSpeak(d, before) {
			p.people, p.called = before.people, before.called
			if len(p.people) == 0 && p.called == "" {
				p.called = speaker(d, before)
			}
		}
	}
	return p
}

// nominal is a phrase without a name: "the ministry", "officials from both
// sides". It reaches left to its first word.
func nominal(d *document, s sentence, end int) phrase {
	from := end
	for from > s.from && end-from < reach && nounMay(d, s, from-1) {
		from--
		if determiners.has(d.folded[from]) && !(from-1 > s.from && (linksNouns(d.folded[from-1]) || numbersAfter.has(d.folded[from-1]) && !articles.has(d.folded[from]))) {
			break
		}
	}
	for from < end && (prepositions.has(d.folded[from]) || d.folded[from] == "'s") {
		from++
	}
	p := phrase{from: twiceGraded(d, s, from, end), to: end}
	if !p.empty() && !sensible(d, p) {
		return phrase{}
	}
	if !p.empty() {
		if r := d.words[from].ref; r >= 0 {
			p.people = d.refs[r].people
		}
		if m := d.words[headOf(d, p)].mention; m >= 0 {
			p.people, p.from = []int{d.mentions[m].person}, min(p.from, d.mentions[m].start)
		}
		return coordinated(d, s, p)
	}
	return p
}

// numbersAfter are the words that a number may follow within a phrase: "the next
// two states".
var numbersAfter = set("next last first past other top remaining final previous following initial")

// twiceGraded is where a phrase begins that is graded twice, "current and former
// officials", if it does, else from.
func twiceGraded(d *document, s sentence, from, end int) int {
	if from+1 < end && from-2 >= s.from && d.isMark(from-1, "and") && gradings.has(d.folded[from]) && gradings.has(d.folded[from-2]) {
		return from - 2
	}
	return from
}

// gradings are adjectives that stand in pairs before the people they are about.
var gradings = set("current former past present state federal local national regional foreign domestic senior junior old young civil military democratic republican american european eastern western northern southern")

func nounMay(d *document, s sentence, i int) bool {
	w := &d.words[i]
	switch {
	case w.quote >= 0 && d.quotes[w.quote].speech:
		return false
	case w.Folded == "that":
		return false
	case w.Folded == "'s" || determiners.has(w.Folded):
		return true
	case linksNouns(w.Folded):
		return i > s.from
	case w.Folded == "one":
		return true
	case w.Named() && w.class == roleWord:
		return true
	case w.Shape == text.Mark, w.is(inClosed) && !withinName(d, s, i), interrogative.has(w.Folded), adverb(w.Folded) && !w.Named():
		return false
	}
	return w.Named() || w.class == roleWord || !eventVerb(d, i)
}

// withinName tells the "First" of "First Baptist Church" from a word that only
// begins a sentence.
func withinName(d *document, s sentence, i int) bool {
	return d.words[i].Named() && adverbs.has(d.folded[i]) && i > s.from && i+1 < s.to && d.words[i+1].Named() && d.words[i-1].Shape != text.Mark
}

func linksNouns(w string) bool {
	return w == "of" || w == "from" || w == "for" || w == "in" || w == "at" || w == "on"
}

// sensible reports whether a phrase without a name can be somebody: it holds a
// noun, and is no time or circumstance.
func sensible(d *document, p phrase) bool {
	last := &d.words[p.to-1]
	if p.to-p.from == 1 && loneDeterminers.has(last.Folded) {
		return true
	}
	people := hasAnySuffix(last.Folded, "ns", "ts", "sts", "can", "ian", "crat")
	if last.Shape == text.Mark || last.class == notName && !people || closedWord(last.Folded) && !loneDeterminers.has(last.Folded) {
		return false
	}
	return !hasAnySuffix(last.Folded, "ing") && !strings.HasPrefix(last.Folded, "http")
}

var loneDeterminers = set("another others many some most both several few one")

// phraseAfter is the noun phrase that begins at word i, behind another word of
// its sentence: a name with its roles, a pronoun, or an office.
func phraseAfter(d *document, i int) phrase {
	s := d.sentenceOf(i - 1)
	if i >= s.to {
		return phrase{}
	}
	if her := d.folded[i] == "her" && nounsFrom(d, s, i+1) > i+1; pronouns.has(d.folded[i]) && !her {
		return pronounAt(d, s, i)
	}
	if d.isMark(i, "one") && d.isMark(i+1, ",") && i+2 < s.to && d.words[i+2].mention >= 0 {
		// "Said one, Prado, 41".
		m := d.mentions[d.words[i+2].mention]
		return phrase{from: i, to: m.to, people: []int{m.person}}
	}
	for k := i; k < s.to && k < i+roleLength; k++ {
		w := &d.words[k]
		if w.mention >= 0 {
			m := d.mentions[w.mention]
			if m.start > i && !determiners.has(d.folded[i]) {
				break
			}
			if comma := slices.Index(d.folded[i:max(i, m.start)], ","); comma > 0 {
				return dependentBehind(d, s, i, i+comma)
			}
			return dependentAfter(d, s, phrase{from: i, to: m.to, people: []int{m.person}})
		}
		if w.Shape == text.Mark && w.Folded != "'s" && w.Folded != "(" && w.Folded != ")" && w.Folded != "," {
			break
		}
	}
	return nominalFrom(d, s, i)
}

// nominalFrom is a phrase without a name that begins at word i.
func nominalFrom(d *document, s sentence, i int) phrase {
	if r := d.words[i].ref; r >= 0 && !ownsSomebody(d, s, i) {
		return phrase{from: d.refs[r].from, to: d.refs[r].to, people: d.refs[r].people}
	}
	to := i
	for to < s.to && to-i < 12 {
		w := &d.words[to]
		link := to > i && linksNouns(w.Folded) && (w.Folded == "of" || w.Folded == "for") && to+1 < s.to
		if to > i && (ledBy(d, to) || w.Shape == text.Lower && (tookPlaceVerbs.has(w.Folded) || agreeing.has(w.Folded)) || d.isMark(to+1, "by") && leads.has(w.Folded) || w.Shape == text.Lower && hasAnySuffix(w.Folded, "ing") && eventVerb(d, to)) {
			break
		}
		det := determiners.has(w.Folded) && (to == i || linksNouns(d.folded[to-1]) || d.folded[to-1] == "with" || d.folded[to-1] == "to")
		if to > i && to+1 < s.to && closeTo.has(d.folded[to-1]) && (w.Folded == "with" || w.Folded == "to") {
			to += 1
			continue
		}
		if !det && !link && w.Folded != "'s" && (w.Shape == text.Mark || w.is(inClosed) || adverb(w.Folded) || w.quote >= 0 && d.quotes[w.quote].speech) {
			break
		}
		to++
	}
	for to > i && (linksNouns(d.folded[to-1]) || determiners.has(d.folded[to-1])) {
		to--
	}
	return phrase{from: i, to: to}
}
