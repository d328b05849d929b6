package extract

import (
	"strings"

	"readout/digest/text"
)

// readProvenance finds whom the outlet names as its own source: "the harbour
// board informed Fjord Wire", behind a comma, closes a sentence of the first
// paragraph. It is no statement, unless a person is named.
func readProvenance(d *document) {
	first := d.firstSentence()
	if first < 0 {
		return
	}
	p := d.paragraphs[d.sentences[first].paragraph]
	for _, s := range d.sentences[p.from:p.to] {
		if d.facts.Provenance != "" {
			return
		}
		for i := s.from + 1; i < s.to; i++ {
			if toldOutlet(d, s, i) {
				d.noteSource(s, i)
			}
		}
	}
}

// toldOutlet reports whether word i is the verb of "told Fjord Wire", "reports",
// "the press service said", near the end of its sentence.
func toldOutlet(d *document, s sentence, i int) bool {
	if s.to-i > 8 || d.words[i].quote >= 0 {
		return false
	}
	switch d.folded[i] {
	case "told", "informed":
		return i+1 < s.to && outletAt(d, i+1)
	case "said", "reported", "reports", "report", "announced":
		return i+1 >= s.to || d.words[i+1].Shape == text.Mark || prepositions.has(d.folded[i+1]) || d.folded[i+1] == "citing"
	}
	return false
}

// outletAt reports whether the article's own outlet, or a kind of press, is
// named at word i.
func outletAt(d *document, i int) bool {
	for k := i; k < min(len(d.words), i+3); k++ {
		if pressWord(d.rest(k)) > 0 || d.words[k].Shape == text.Capital && strings.Contains(text.Fold(d.article.Outlet), d.folded[k]) {
			return true
		}
	}
	return d.words[i].Named() && d.words[i].mention < 0 && d.words[i].class != placeWord
}

// citedBehind is the word "citing" at word i, or behind a comma there; 0 if
// there is none.
func citedBehind(d *document, s sentence, i int) int {
	if d.isMark(i, ",") {
		i++
	}
	if i+1 < s.to && (d.folded[i] == "citing" || d.folded[i] == "quoting") {
		return i
	}
	return 0
}

// noteSource takes the phrase before the verb for the source, if it stands
// behind the comma that closes the news and names nobody.
func (d *document) noteSource(s sentence, i int) {
	if k := citedBehind(d, s, i+1); k > 0 {
		if p := sourcePhrase(d, s, k+1); !p.empty() && len(p.people) == 0 {
			d.facts.Provenance = speaker(d, p)
			d.sourced = append(d.sourced, i, k)
			return
		}
	}
	p := subjectBefore(d, i)
	if p.empty() || len(p.people) > 0 || p.pronoun || p.from <= s.from || !d.isMark(p.from-1, ",") {
		return
	}
	d.facts.Provenance = speaker(d, p)
	d.sourced = append(d.sourced, i)
}
