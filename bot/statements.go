package bot

import (
	"strings"
	"unicode/utf8"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// statement is one statement as several reports give it, in the same words.
type statement struct {
	news.Statement
	wording
	tellings []telling
}

// gatherStatements takes the statements that a query asks for out of reports,
// newest report first, each in the order of its text.
func gatherStatements(q storage.Query, reports []news.Report) []statement {
	var all []statement
	at := map[string]int{}
	for _, r := range reports {
		for _, s := range q.Pick(r).Statements {
			key := plain(lastWord(s.Speaker) + " " + contentOf(r, s))
			i, ok := at[key]
			if !ok {
				i = len(all)
				at[key], all = i, append(all, statement{Statement: s, wording: wordingOf(r, s)})
			}
			all[i].tellings = telling{report: r, evidence: s.Evidence}.join(all[i].tellings)
		}
	}
	return all
}

func contentOf(r news.Report, s news.Statement) string {
	var pieces []string
	for _, piece := range s.Content {
		pieces = append(pieces, r.Words(piece))
	}
	return strings.Join(pieces, " ")
}

// wording is a statement in the outlet's own words, parted at who speaks: a
// name, an office or a pronoun, and "" with all of it after where nobody does.
type wording struct{ before, mention, after string }

// wordingOf takes everything from a statement's speaker and cue to the end of
// its content, with the quotation marks that the article has around it.
// Nothing between is left out.
func wordingOf(r news.Report, s news.Statement) wording {
	var whole news.Span
	for _, piece := range append([]news.Span{s.Mention, s.Cue, s.Addressee}, s.Content...) {
		switch {
		case piece.Empty():
		case whole.Empty():
			whole = piece
		default:
			whole.Start, whole.End = min(whole.Start, piece.Start), max(whole.End, piece.End)
		}
	}
	if whole.Empty() || r.Words(whole) == "" {
		return wording{after: r.Words(s.Span)}
	}
	whole = withMarks(r.Article.Text, whole)
	at := s.Mention
	if at.Empty() {
		at = news.Span{Start: whole.Start, End: whole.Start}
	}
	w := wording{
		before:  evened(r.Words(news.Span{Start: whole.Start, End: at.Start})),
		mention: oneLine(r.Words(at)),
		after:   evened(r.Words(news.Span{Start: at.End, End: whole.End})),
	}
	if !ends(w.after) && goesOn(r.Article.Text[whole.End:]) {
		w.after += " …"
	}
	return w
}

// evened writes every run of blanks as one space, at the ends too.
func evened(words string) string {
	words = oneLine("|" + words + "|")
	return words[1 : len(words)-1]
}

func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }

// ends reports whether words close with the end of a sentence.
func ends(words string) bool {
	words = strings.TrimRight(words, `"”’»“'`)
	return words != "" && strings.ContainsRune(".!?", rune(words[len(words)-1]))
}

// goesOn reports whether a sentence has words left before its end.
func goesOn(rest string) bool {
	rest = strings.TrimLeft(rest, " )]”’»\"")
	return rest != "" && !strings.ContainsRune(".!?\r\n", rune(rest[0]))
}

// withMarks widens a span over the quotation marks that touch it, and over
// the stop before a closing one.
func withMarks(text string, s news.Span) news.Span {
	if mark, size := utf8.DecodeLastRuneInString(text[:s.Start]); strings.ContainsRune(`"“‘«„'`, mark) {
		s.Start -= size
	}
	end := s.End
	if stop, size := utf8.DecodeRuneInString(text[end:]); strings.ContainsRune(".,!?…", stop) {
		end += size
	}
	if mark, size := utf8.DecodeRuneInString(text[end:]); size > 0 && strings.ContainsRune(`"”’»“`, mark) {
		s.End = end + size
	}
	return s
}

// text is the line that shows a statement: the words with their speaker in
// bold, outlet and day.
func (s statement) text(c call) news.Text {
	day := shortDay(c.day(first(s.tellings)), c.today())
	return append(s.spoken(), say(" · %s · %s", day, credit(s.tellings))...)
}

// spoken is the wording as digests write it: where the print has a pronoun or
// an office, the speaker's name stands in its place in brackets.
func (s statement) spoken() news.Text {
	before, after := shorten(s.before, 800), shorten(s.after, 800)
	switch {
	case s.Speaker == "":
		return say("%s%s%s", before, s.mention, after)
	case s.mention != "" && text.Holds(s.mention, lastWord(s.Speaker)):
		return say("%s*%s*%s", before, s.mention, after)
	case s.mention != "":
		return say("%s[*%s*]%s", before, s.Speaker, after)
	case !s.Cue.Empty() && len(s.Content) > 0 && s.Cue.End <= s.Content[0].Start:
		return say("[*%s*] %s", s.Speaker, after)
	}
	return say("*%s*: %s", s.Speaker, after)
}
