package extract

import (
	"slices"

	"readout/digest/news"
	"readout/digest/text"
)

// What a summary is made of.
const (
	// considered is how many sentences from the top are looked at.
	considered = 12
	// briefly and atLength are the words of a sentence that says too little, or
	// too much at once.
	briefly, atLength = 7, 50
	// summaryWords is how long a summary of two sentences may be.
	summaryWords = 75
	// repeats is the share of words, of all that two sentences have, from which
	// the second tells nothing new.
	repeats = 0.5
	// worthAdding is the score that a second sentence must reach.
	worthAdding = 0.6
	// unfit is the score, its place aside, below which a sentence is no lead.
	unfit = -0.3
)

// readSummary picks the one or two sentences that tell the article best: the
// lead, unless it is no statement of news, and what adds most to it. The
// dateline is no part of them.
func readSummary(d *document) {
	all := summarySentences(d)
	if len(all) == 0 {
		return
	}
	title := contentWords(text.Tokens(d.article.Title))
	scores := make([]float64, len(all))
	first := -1
	for i, s := range all {
		score := summaryScore(d, s, title)
		if scores[i] = placeWeight(i) + score; first < 0 && score > unfit {
			first = i
		}
	}
	if first < 0 {
		return
	}
	chosen := []int{first}
	if second := secondBest(d, all, scores, first); second >= 0 {
		chosen = append(chosen, second)
		slices.Sort(chosen)
	}
	for _, i := range chosen {
		d.facts.Summary = append(d.facts.Summary, withoutSource(d, all[i]))
	}
}

// withoutSource is a sentence up to where the outlet names its own source: "...,
// the harbour board told Fjord Wire" is no news.
func withoutSource(d *document, s sentence) news.Span {
	for _, i := range d.sourced {
		if i <= s.from || i >= s.to {
			continue
		}
		if p := subjectBefore(d, i); !p.empty() && p.from-1 > s.from+briefly && d.isMark(p.from-1, ",") {
			return news.Span{Start: s.Start, End: d.words[p.from-2].End}
		}
	}
	return s.Span
}

// summarySentences are the first sentences that are about the news.
func summarySentences(d *document) []sentence {
	var found []sentence
	for _, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind == body && s.to > s.from {
			found = append(found, s)
		}
		if len(found) == considered {
			break
		}
	}
	return found
}

// placeWeight is what the place of a sentence counts: news begins with the
// news.
func placeWeight(i int) float64 { return 1 / (1 + 0.5*float64(i)) }

func summaryScore(d *document, s sentence, title []string) float64 {
	score := 0.6 * share(title, d.folded[s.from:s.to])
	score += 0.3 * min(1, 2*density(d, s))
	if n := s.to - s.from; n <= briefly {
		score -= 1
	} else if n > atLength {
		score -= 0.2
	}
	return score - 0.8*spoken(d, s) - 0.7*leaning(d, s)
}

// density is the share of names and numbers in a sentence.
func density(d *document, s sentence) float64 {
	n := 0
	for i := s.from; i < s.to; i++ {
		if w := &d.words[i]; w.Named() && i > s.from || w.Shape == text.Number || w.mention >= 0 {
			n++
		}
	}
	return float64(n) / float64(s.to-s.from)
}

// spoken is the share of a sentence that is somebody's own words: quoted, or
// in the first person.
func spoken(d *document, s sentence) float64 {
	n := 0
	for i := s.from; i < s.to; i++ {
		w := &d.words[i]
		if w.quote >= 0 && d.quotes[w.quote].speech {
			n++
		} else if firstPerson.has(w.Folded) {
			return 1
		}
	}
	return float64(n) / float64(s.to-s.from)
}

var firstPerson = set("i we my our us me")

// leaning is 1 for a sentence that does not stand by itself: one that refers
// back, a question, or a turn of a transcript.
func leaning(d *document, s sentence) float64 {
	first, last := d.folded[s.from], d.folded[s.to-1]
	if pronouns.has(first) || refersBack.has(first) || conjunctions.has(first) && !opensClause.has(first) || last == "?" || last == ":" {
		return 1
	}
	for i := s.from + 1; i < min(s.to, s.from+leanWithin); i++ {
		if w := d.folded[i]; w == "also" || w == ":" && i < s.from+4 {
			return 1
		}
	}
	return 0
}

// leanWithin is how many words "also" may stand after the beginning.
const leanWithin = 10

var (
	refersBack  = set("this these that those such another also moreover furthermore additionally meanwhile however thus therefore separately then there")
	opensClause = set("after as before since when while")
)

// secondBest is the best sentence beside the first that is short enough and
// tells something new; -1 if none is worth it.
func secondBest(d *document, all []sentence, scores []float64, first int) int {
	best := -1
	had := d.folded[all[first].from:all[first].to]
	for i, s := range all {
		if i == first || scores[i] < worthAdding || best >= 0 && scores[i] <= scores[best] || isPolite(d, s) {
			continue
		}
		words := contentWords(d.folded[s.from:s.to])
		length := s.to - s.from + all[first].to - all[first].from
		if length <= summaryWords && share(words, had) < repeats {
			best = i
		}
	}
	return best
}

// isPolite reports whether a sentence tells of thanks or greetings.
func isPolite(d *document, s sentence) bool {
	return slices.ContainsFunc(d.folded[s.from:s.to], polite.has)
}

// weighed is how many words of a sentence or a title are looked at: what is
// longer is none.
const weighed = 250

// contentWords are the words that carry the sense of a sentence.
func contentWords(folded []string) []string {
	found := make([]string, 0, len(folded))
	for _, w := range folded[:min(len(folded), weighed)] {
		if len(w) > 2 && !closedWord(w) && !slices.Contains(found, w) {
			found = append(found, w)
		}
	}
	return found
}

// share is how much of the words is among the others, 0 to 1.
func share(words, among []string) float64 {
	n := 0
	for _, w := range words {
		if slices.Contains(among, w) {
			n++
		}
	}
	return float64(n) / float64(max(len(words), 1))
}
