package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
	"readout/digest/text"
)

// parts are the places of a statement in its article, as a line uses them.
type parts struct {
	// mention is empty where none belongs to the cue.
	mention, cue, first, last news.Span
	// start is where the printed words before the content begin: behind the
	// speaker, or with the cue and the small words that bend it.
	start int
	// gap tells that words between speaker and start are left out.
	gap bool
}

func (r remark) parts() parts {
	f := r.from.fact
	p := parts{mention: f.Mention, cue: f.Cue, first: f.Content[0], last: f.Content[len(f.Content)-1]}
	p.start = r.bent(p.cue.Start, 0)
	if p.mention.Empty() || p.mention.End > p.cue.Start {
		return p
	}
	switch {
	case r.shared(p):
		p.mention = news.Span{}
	case p.cue.Start-p.mention.End > maxGap:
		p.start, p.gap = r.bent(p.cue.Start, p.mention.End), true
	default:
		p.start = p.mention.End
	}
	return p
}

// shared reports whether something else is told between the speaker and the
// cue, which then is a further verb of the same subject.
func (r remark) shared(p parts) bool {
	between := news.Span{Start: p.mention.End, End: p.cue.Start}
	words := r.from.Words(between)
	return strings.Contains(words, " and ") || strings.Contains(words, " but ") ||
		slices.ContainsFunc(r.from.Facts.Statements, func(s news.Statement) bool { return !s.Cue.Empty() && between.Contains(s.Cue) })
}

// leads reports whether speaker and cue stand before the content, near enough
// to print all in one run.
func (p parts) leads() bool {
	return !p.cue.Empty() && p.cue.End <= p.first.Start && p.first.Start-p.cue.End <= maxGap &&
		(p.mention.Empty() || p.mention.End <= p.first.Start)
}

// bent moves from a verb back over the words before it that bend its meaning
// ("has not yet confirmed"), at most to a bound.
func (r remark) bent(verb, bound int) int {
	article := r.from.Article.Text
	start := verb
	for {
		before := strings.TrimRight(article[bound:start], " ")
		at := strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' && c != '’' })
		word := before
		if at >= 0 {
			_, size := utf8.DecodeRuneInString(before[at:])
			word = before[at+size:]
		}
		if word == "" || !bends(strings.ToLower(word)) {
			return start
		}
		start = bound + len(before) - len(word)
	}
}

func denies(words string) bool {
	return slices.ContainsFunc(text.Tokens(words), func(w string) bool { return denials[w] })
}

func bends(word string) bool {
	return benders[word] || strings.HasSuffix(word, "n't") || strings.HasSuffix(word, "n’t") || strings.HasSuffix(word, "ly")
}

var benders = set(`not never no longer also again once then later further yet still just even neither nor did does do has have had
	is are was were be been being will would can cannot could may might shall should must to already twice often`)
