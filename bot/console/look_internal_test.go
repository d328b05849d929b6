package console

import (
	"strings"
	"testing"

	"readout/digest/news"
)

// The look of a terminal cannot be had through a pipe, so it is tested from
// inside.
func TestWrapping(t *testing.T) {
	t.Parallel()
	narrow := look{width: 12}
	cases := []struct {
		name string
		text news.Text
		want string
	}{
		{"between words", news.Say("one two three four"), "one two\nthree four\n"},
		{"not inside a word", news.Say("a incomprehensibilities b"), "a\nincomprehensibilities\nb\n"},
		{"runs without a space hold together", news.Text{{Words: "nine nine "}, {Words: "(", Style: news.Faint}, {Words: "x"}, {Words: ")"}}, "nine nine\n(x)\n"},
		{"line breaks stay", news.Say("a\n\nb"), "a\n\nb\n"},
		{"wide letters take two cells", news.Say("東京 東京 東京"), "東京 東京\n東京\n"},
		{"accents take none", news.Say("e\u0301e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301e\u0301"), "e\u0301e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301e\u0301\n"},
		{"a quotation keeps its bar", news.Text{{Words: "one two three", Style: news.Quote}}, "| one two\n| three\n"},
		{"nothing", nil, "\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := narrow.text(c.text, false); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestStyles(t *testing.T) {
	t.Parallel()
	text := news.Text{{Words: "A B", Style: news.Bold}, {Words: " c d", Link: "https://a.example"}, {Words: " e"}}
	got := look{styled: true}.text(text, false)
	want := "\x1b[1mA B\x1b[0m \x1b]8;;https://a.example\x1b\\c d\x1b]8;;\x1b\\ e\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if plain := (look{}).text(text, false); plain != "A B c d e\n" {
		t.Errorf("got %q", plain)
	}
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 51: "az", 52: "ba", 701: "zz", 702: "aaa"} {
		if got := letters(n); got != want {
			t.Errorf("letters(%d) = %q, want %q", n, got, want)
		}
	}
}

// Whatever is shown, no line is wider than the window unless a word is, and
// nothing steers the terminal but our own marks.
func FuzzWrap(f *testing.F) {
	f.Add("one two three\nfour", "https://a.example", uint8(9))
	f.Add("\x1b[31m red", "\x07", uint8(0))
	f.Fuzz(func(t *testing.T, words, link string, width uint8) {
		l := look{width: int(width)}
		text := l.text(news.Text{{Words: words, Link: link}}, true)
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if l.width > 0 && columns(line) > l.width && strings.Contains(line, " ") && !strings.Contains(words, nbsp) && !strings.Contains(link, " ") && !strings.Contains(link, nbsp) && !strings.Contains(link, "\t") {
				t.Errorf("%q is wider than %d", line, l.width)
			}
			if clean(line) != line {
				t.Errorf("%q steers the terminal", line)
			}
		}
	})
}
