package bot

import (
	"strings"
	"unicode/utf8"

	"readout/digest/news"
	"readout/storage"
)

// statement is one statement as several reports give it, in the same words.
type statement struct {
	news.Statement
	// words are its wording, mention the speaker's name or pronoun in them.
	words, mention string
	tellings       []telling
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
				at[key], all = i, append(all, statement{Statement: s, words: wordingOf(r, s), mention: oneLine(r.Words(s.Mention))})
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

// wordingOf is a statement in the outlet's own words: everything from its
// speaker and cue to the end of its content, with the quotation marks that
// the article has around it. Nothing between is left out.
func wordingOf(r news.Report, s news.Statement) string {
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
		return r.Words(s.Span)
	}
	whole = withMarks(r.Article.Text, whole)
	words := oneLine(r.Words(whole))
	if goesOn(r.Article.Text[whole.End:]) {
		return words + " …"
	}
	return words
}

func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }

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
// bold, outlet and day. Where the words do not name the speaker, the name
// stands before them.
func (s statement) text(c call) news.Text {
	day := shortDay(c.day(first(s.tellings)), c.today())
	return append(s.spoken(), say(" · %s · %s", day, credit(s.tellings))...)
}

func (s statement) spoken() news.Text {
	words := shorten(s.words, 800)
	before, after, ok := strings.Cut(words, s.mention)
	if ok && s.mention != "" && strings.Contains(plain(s.mention), lastWord(plain(s.Speaker))) {
		return say("%s*%s*%s", before, s.mention, after)
	}
	if s.Speaker == "" {
		return say("%s", words)
	}
	return say("*%s*: %s", s.Speaker, words)
}
