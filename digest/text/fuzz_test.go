package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"readout/digest/news"
	"readout/digest/text"
)

// FuzzText checks that every piece lies inside the one it was cut from, on
// character borders, in order and apart from the others, and that nothing but
// white space is lost between paragraphs and sentences.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"RIGA, Latvia, March 4. The judge thanked Mr. J. Reyes.\n\n\"We go,\" she said. ‘No.’",
		"“One. “Two,” he said.\nShe didn't say ''yes'' to the U.S. delegation's plan (at all.)",
		"\xff\xfe \"\xff", "''''''", "A.B.C. D. 1,2,3 9.9.9 a-b--c '", "„Ja“ «oui» ’s 's", "…",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		paragraphs := text.Paragraphs(s)
		within(t, s, news.Span{End: len(s)}, paragraphs)
		for _, p := range paragraphs {
			quotes := text.Quotations(s, p)
			var spans []news.Span
			for _, q := range quotes {
				spans = append(spans, q.Span)
				if q.Inner.Empty() || !q.Contains(q.Inner) {
					t.Fatalf("quotation %+v of %q", q, s)
				}
				onBorders(t, s, q.Inner)
			}
			within(t, s, p, spans)
			sentences := text.Sentences(s, p, quotes)
			within(t, s, p, sentences)
			for i, sentence := range sentences {
				if i > 0 && strings.TrimSpace(s[sentences[i-1].End:sentence.Start]) != "" {
					t.Fatalf("text is lost before %+v in %q", sentence, s)
				}
				var words []news.Span
				for _, w := range text.Words(s, sentence) {
					words = append(words, w.Span)
				}
				within(t, s, sentence, words)
			}
		}
	})
}

// within fails unless the pieces lie inside the whole, in order and apart.
func within(t *testing.T, s string, whole news.Span, pieces []news.Span) {
	t.Helper()
	at := whole.Start
	for _, p := range pieces {
		if p.Empty() || p.Start < at || p.End > whole.End {
			t.Fatalf("%+v of %+v after %d in %q", p, whole, at, s)
		}
		onBorders(t, s, p)
		at = p.End
	}
}

// onBorders fails where a span cuts a character of valid text.
func onBorders(t *testing.T, s string, p news.Span) {
	t.Helper()
	if utf8.ValidString(s) && !utf8.ValidString(s[p.Start:p.End]) {
		t.Fatalf("%+v cuts a character of %q", p, s)
	}
}
