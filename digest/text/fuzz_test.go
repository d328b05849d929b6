package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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

// FuzzFold checks that folding piece by piece gives what folding the whole does,
// and that SameFolded says what it promises.
func FuzzFold(f *testing.F) {
	for _, s := range [][2]string{
		{"Straße", "STRASSE"}, {"e\u0301te\u0301", "été"}, {"=\u0338;\u0301 a\u0327\u0301", "≠; ą"}, {"Ｆｕｌｌ", "full"},
		{"…", "..."}, {"\xe2A\u0301", "“Prado”"}, {"ẚ ´a ʹ;", "K"}, {"Prado", "Prado\u0301"}, {"각", "각"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if got, want := text.Fold(a+b), foldedWhole(a+b); got != want {
			t.Fatalf("%q folds to %q, want %q", a+b, got, want)
		}
		if got, want := text.SameFolded(a, b), text.Fold(a) == text.Fold(b); got != want {
			t.Fatalf("SameFolded(%q, %q) = %v", a, b, got)
		}
	})
}

func foldedWhole(s string) string {
	wide := map[rune]string{'ß': "ss", 'ı': "i", 'ə': "a", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŋ': "n"}
	var b strings.Builder
	for _, r := range norm.NFD.String(norm.NFKC.String(s)) {
		r = unicode.ToLower(r)
		switch as, ok := wide[r]; {
		case unicode.Is(unicode.Mn, r):
		case ok:
			b.WriteString(as)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
