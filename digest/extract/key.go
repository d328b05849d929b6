package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// keys is how many statements of an article a busy reader is shown first.
const keys = 3

// markKeys picks the statements that a busy reader would want first: direct
// words before reported ones, of people who met before others, with numbers
// and demands in them, no two alike, and all sides before one side twice.
func markKeys(d *document) {
	met := map[string]bool{}
	for _, m := range d.facts.Meetings {
		for _, name := range m.Participants {
			met[name] = true
		}
	}
	worth := make([]int, len(d.facts.Statements))
	said := make([]wording, len(worth))
	for i, s := range d.facts.Statements {
		if s.Speaker == "" || courteous(d, s) {
			continue
		}
		core := gist(d, s)
		if core.Empty() {
			continue
		}
		worth[i], said[i] = keyWorth(d, s, core.Of(d.text)), d.wordingOf(core)
		if met[s.Speaker] {
			worth[i] += 4
		}
	}
	for range keys {
		best := mostWorth(worth)
		if best < 0 {
			return
		}
		key := &d.facts.Statements[best]
		key.Key = true
		for i, s := range d.facts.Statements {
			switch {
			case worth[i] <= 0:
			case i == best || alike(&said[i], &said[best]):
				worth[i] = 0
			case s.Speaker == key.Speaker:
				worth[i] = max(worth[i]-again, 1)
			}
		}
	}
}

// mostWorth is the first of those that are worth most, -1 if none is worth
// anything.
func mostWorth(worth []int) int {
	best := -1
	for i, w := range worth {
		if w > 0 && (best < 0 || w > worth[best]) {
			best = i
		}
	}
	return best
}

const (
	// short and long bound what a reader takes in at once, in bytes.
	short = 30
	long  = 400
	// again is what a statement loses to others where its speaker has been
	// chosen already.
	again = 7
)

// keyWorth is what a statement by somebody who is named is worth to a busy reader,
// where this is its gist.
func keyWorth(d *document, s news.Statement, core string) int {
	worth := 10 + s.Confidence/20
	switch s.Type {
	case news.Direct:
		worth += 6
	case news.Mixed:
		worth += 4
	}
	if n := len(core); n < short || n > long {
		worth -= 8
	}
	for i := range d.people {
		if d.people[i].name == s.Speaker {
			worth += 3
			break
		}
	}
	if strings.ContainsAny(core, "0123456789") {
		worth++
	}
	for _, w := range strong {
		if strings.Contains(core, w) {
			worth++
		}
	}
	return worth
}

// strong are words that commit or demand.
var strong = []string{" must ", " will ", " should ", " need", " never ", " not ", "agree"}

// gist is the first of what was said that is no greeting, no thanks and no
// refusal to answer; empty if there is nothing else.
func gist(d *document, s news.Statement) news.Span {
	for _, span := range s.Content {
		span.End = span.Start + len(head(span.Of(d.text), 2*long))
		for !span.Empty() {
			rest := span.Of(d.text)
			sentence, _, goesOn := strings.Cut(rest, ". ")
			if folded := text.Fold(sentence); !opensWithAny(folded, courtesies) && !containsAny(folded, refusals) {
				return news.Span{Start: span.Start, End: span.Start + len(head(rest, long))}
			}
			if !goesOn {
				break
			}
			span.Start += len(sentence) + len(". ")
		}
	}
	return news.Span{}
}

// courtesies open what is said out of politeness; refusals stand in what is no
// answer.
var (
	courtesies = []string{"thank", "good morning", "good afternoon", "good evening", "good day", "hello", "welcome", "dear ", "ladies and", "it is an honor", "it is an honour", "it's an honor", "it's an honour",
		"it is a pleasure", "it's a pleasure", "it is my pleasure", "i am pleased to welcome", "i am very pleased to", "i am glad to", "i am delighted to", "i am honoured", "i am honored", "i'm pleased to", "i'm glad to", "i'm delighted to", "we are delighted to", "congratulations"}
	refusals = []string{"no information to", "could not comment", "cannot comment", "can't comment", "would not comment", "no comment", "nothing to add"}
)

func opensWithAny(folded string, openings []string) bool {
	folded = strings.TrimLeft(folded, "\"“”'‘’ ")
	return slices.ContainsFunc(openings, func(o string) bool { return strings.HasPrefix(folded, o) })
}

func containsAny(folded string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, w) })
}

// courteous reports whether the words that introduce a statement thank, greet
// or wish well.
func courteous(d *document, s news.Statement) bool {
	lead := news.Span{Start: s.Span.Start, End: max(s.Span.Start, s.Content[0].Start)}
	if s.Cue.End > s.Cue.Start && s.Cue.End <= s.Content[0].Start {
		lead.Start = s.Cue.Start
	}
	from, to := d.within(lead)
	return slices.ContainsFunc(d.folded[from:to], polite.has)
}

// polite are words that thank, greet or wish well.
var polite = set("thank thanks thanked thanking gratitude thankful grateful greet greets greeted greeting greetings wished wishes congratulated congratulates congratulations congratulating condolences condolence honoured honored pleasure regards")

// wording are the words of a statement by their hashes, and which looks they
// have: most words of another statement are known by theirs to be none of them.
type wording struct {
	words []hash
	looks [256 / 64]uint64
}

// look is one of 256, the same for the same words.
func (h hash) look() (word, bit int) { return int(h >> 6 & 3), int(h & 63) }

// wordingOf are the words of a span without its punctuation.
func (d *document) wordingOf(span news.Span) wording {
	from, to := d.within(span)
	found := wording{words: make([]hash, 0, to-from)}
	for i := from; i < to; i++ {
		if d.words[i].Shape == text.Mark || d.folded[i] == "" {
			continue
		}
		h := hashOf(d.folded[i])
		word, bit := h.look()
		found.words, found.looks[word] = append(found.words, h), found.looks[word]|1<<bit
	}
	return found
}

func (w *wording) has(h hash) bool {
	word, bit := h.look()
	return w.looks[word]>>bit&1 != 0 && slices.Contains(w.words, h)
}

// alike reports whether two statements share most of their words.
func alike(a, b *wording) bool {
	if len(a.words) > len(b.words) {
		a, b = b, a
	}
	strange := len(a.words) - 6*len(a.words)/10
	for _, h := range a.words {
		if b.has(h) {
			continue
		}
		if strange--; strange <= 0 {
			return false
		}
	}
	return len(a.words) > 0
}
