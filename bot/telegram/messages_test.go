package telegram_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

// told sends blocks as a digest and returns what came, a part after the other.
func (w *world) told(blocks ...news.Block) []sandbox.Arrival {
	w.t.Helper()
	before := len(w.there.Arrivals(reader))
	if before == 0 {
		w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	}
	e := news.NewEdition(blocks, nil, monday)
	d := w.delivery(news.Address{Chat: reader}, e)
	for i := range d.Parts {
		if r := w.client.Send(w.t.Context(), d, e, i); r.Outcome != news.Arrived {
			w.t.Fatalf("%+v: %+v", e.Blocks, r)
		}
	}
	return w.there.Arrivals(reader)[before:]
}

func item(text ...news.Run) news.Block { return news.Block{Kind: news.Item, Number: 1, Text: text} }

// broken are more than two hundred kinds of broken HTML: the inputs by which the
// sandbox's own reading is judged, and what can be put together of pieces.
func broken(t *testing.T) []string {
	t.Helper()
	file, err := os.Open("sandbox/testdata/html-cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var row struct{ Input string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Input != "" {
			all = append(all, row.Input)
		}
	}
	pieces := []string{"<", "</b", "<3", "&amp;lt;", "&#60", `"`, "<a href='", "<!--", "]]>", "<b>x</i>", "&", "</"}
	for _, a := range pieces {
		for _, b := range pieces {
			all = append(all, "x "+a+b+" y")
		}
	}
	return all
}

// M1: whatever an outlet writes is taken, and shown letter by letter.
func TestM1BrokenMarkupIsShownAsItIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	kinds := broken(t)
	if len(kinds) < 200 {
		t.Fatalf("%d kinds", len(kinds))
	}
	for _, words := range kinds {
		came := w.told(
			news.Block{Kind: news.Heading, Text: news.Text{{Words: words, Style: news.Bold}}},
			item(news.Run{Words: words, Link: "https://a.example/?q=" + words}, news.Run{Words: " · "}, news.Run{Words: words, Style: news.Quote}),
		)
		shown := strings.ReplaceAll(came[0].Text, "\u2060", "")
		if want := strings.TrimSpace(telegram.Clean(words)); strings.Count(shown, want) != 3 && !strings.Contains(words, ".") && want != "" {
			t.Errorf("%q is shown as %q", words, shown)
		}
	}
	w.fine()
	if w.log.has("sent otherwise") {
		t.Errorf("some were refused at first:\n%.2000s", w.log)
	}
}

// M2: of links, only those of the web are there to be tapped, without a name or
// password, and not too long.
func TestM2LinksThatAreTapped(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	for link, want := range map[string]string{
		"javascript:alert(1)": "", "data:text/html,x": "", "file:///etc/passwd": "", "tg://user?id=501": "", "ton://transfer/x": "",
		"mailto:ann@a.example": "", "https://a.example\\@b.example/": "", "https://a.example/\nx": "",
		"https://a.example/" + strings.Repeat("q", 3072): "", "https://ann:secret@a.example/x": "https://a.example/x",
		"HTTPS://A.example/Y?z=1&w=\"": "https://a.example/Y?z=1&w=\"",
	} {
		var tapped []string
		for _, e := range w.told(item(news.Run{Words: "Post", Link: link}))[0].Entities {
			tapped = append(tapped, e.URL)
		}
		if got := strings.Join(tapped, " "); got != want {
			t.Errorf("%.60q leads to %q, want %q", link, got, want)
		}
	}
	w.fine()
}

// M3: nothing in what arrives turns the text around it, hides, or towers; what
// joins letters stays.
func TestM3DirectionAndZeroWidth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	const never = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u00ad\U000e0041"
	for _, r := range never {
		came := w.told(item(news.Run{Words: "a" + string(r) + "b " + strings.Repeat(string(r), 50)}, news.Run{Words: string(r) + "c"}))
		if got := came[0].Text; got != "1 ab c" {
			t.Errorf("%U is shown as %+q", r, got)
		}
	}
	for words, want := range map[string]string{
		"A\u030angstro\u0308m": "Ångström", "می\u200cخواهم": "می\u200cخواهم", "क\u094d\u200dष": "क\u094d\u200dष", "👩\u200d👩\u200d👧": "👩\u200d👩\u200d👧",
		"e" + strings.Repeat("\u0301", 50): "é\u0301\u0301\u0301",
		"☀" + strings.Repeat("\ufe0f", 40): "☀\ufe0f",
	} {
		got := strings.TrimPrefix(w.told(item(news.Run{Words: words}))[0].Text, "1 ")
		if got != want || !norm.NFC.IsNormalString(got) {
			t.Errorf("%+q is shown as %+q, want %+q", words, got, want)
		}
	}
	w.fine()
}

// M4: where a link could be taken for another's, its host stands beside it, in
// ASCII and in this program's words.
func TestM4LookAlikeHosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	for _, c := range []struct{ words, link, want string }{
		{"Post", "https://post.example/1", "1 Post"},
		{"Post", "https://pоst.example/1", "1 Post (xn--pst-sed.example)"}, // The o is Cyrillic.
		{"Post", "https://www.аррӏе.example/1", "1 Post (www.xn--80ak6aa92e.example)"},
		{"post.example", "https://post.example/1", "1 post.example"},
		{"post.example", "https://www.post.example/1", "1 post.example"},
		{"www.post.example", "https://post.example/1", "1 www.post.example"},
		{"post.example", "https://other.example/1", "1 post.example (other.example)"},
		{"post.example", "https://post.example.evil.example/1", "1 post.example (post.example.evil.example)"},
		{"U.S. envoy meets 2.5 million", "https://post.example/1", "1 U.S. envoy meets 2.5 million"},
	} {
		if got := w.told(item(news.Run{Words: c.words, Link: c.link}))[0].Text; got != c.want {
			t.Errorf("%q at %s is shown as %q, want %q", c.words, c.link, got, c.want)
		}
	}
	w.fine()
}

// M5: what is out of all proportion is cut between characters, and takes few
// lines.
func TestM5OutOfAllProportion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	for name, words := range map[string]string{
		"a word of 5,000 letters": strings.Repeat("x", 5000), "families": strings.Repeat("👩\u200d👩\u200d👧\u200d👦", 1500),
		"flags": strings.Repeat("🇳🇴", 3000), "300 line breaks": "a" + strings.Repeat("\n", 300) + "b" + strings.Repeat("\r\n", 300),
		"nothing to see": " \u200b\u3164\n\t", "an emoji": "🙂", "Hangul without end": strings.Repeat("\u1100", 9000),
	} {
		came := w.told(news.Block{Kind: news.Heading, Text: news.Say("World")}, item(news.Run{Words: words, Style: news.Bold}), news.Block{Kind: news.Note, Text: news.Say("That is all.")})
		text := came[0].Text
		if len(came) != 1 || !utf8.ValidString(text) || !strings.HasPrefix(text, "World\n\n1 ") || !strings.HasSuffix(text, "\n\nThat is all.") {
			t.Errorf("%s: %d messages, %.60q", name, len(came), text)
		}
		line := strings.TrimSuffix(strings.TrimPrefix(text, "World\n\n1 "), "\n\nThat is all.")
		if cut := utf8.RuneCountInString(words) > 3000; cut != strings.HasSuffix(line, "…") && strings.TrimFunc(words, hidden) != "" {
			t.Errorf("%s: ends %q", name, line[max(0, len(line)-20):])
		}
		if n := strings.Count(line, "\n"); n > 2 {
			t.Errorf("%s: %d lines", name, n+1)
		}
		if whole := strings.TrimSuffix(line, "…"); strings.HasSuffix(whole, "\u200d") || strings.Count(whole, "🇳")+strings.Count(whole, "🇴") > 0 && len([]rune(whole))%2 == 1 {
			t.Errorf("%s: a character is cut: %+q", name, whole[max(0, len(whole)-20):])
		}
	}
	w.fine()
}

func hidden(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\u3164' }

// M6: nothing of what outlets write is there to be tapped but links of the web.
func TestM6NothingIsTapped(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	for _, words := range []string{
		"@channel", "ask @some_name now", "/start", "(/stop)", "/start@other_bot", "#tag", "a #tag_2", "$GAZ", "+44 20 7946 0000", "call +1 (202) 555-0143",
		"ann@post.example", "4111 1111 1111 1111", "5500-0000-0000-0004", "tg://resolve?domain=x",
	} {
		for _, text := range []news.Text{
			{{Words: words}}, {{Words: words, Style: news.Bold}}, {{Words: words[:1]}, {Words: words[1:]}}, {{Words: "x "}, {Words: words, Style: news.Quote}},
		} {
			for _, e := range w.told(item(text...))[0].Entities {
				if !slices.Contains([]string{"bold", "blockquote"}, e.Type) {
					t.Errorf("%q: a %s is there to be tapped", words, e.Type)
				}
			}
		}
		label := telegram.Label(words)
		if label == "" {
			t.Errorf("%q is no label", words)
		}
	}
	w.fine()
}

// M7: a long digest comes in parts, parted between items, with its heading
// repeated, the rest behind a button under the last, and nothing lost.
func TestM7ALongDigestComesWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	blocks := []news.Block{{Kind: news.Heading, Text: news.Text{{Words: "World · Mon 2 Mar", Style: news.Bold}}}}
	for n := range 500 {
		blocks = append(blocks, news.Block{Kind: news.Item, Number: n + 1, Text: news.Text{
			{Words: fmt.Sprintf("line-%d", n+1), Style: news.Bold}, {Words: " in words · "}, {Words: "Post", Link: fmt.Sprintf("https://post.example/%d", n)},
		}})
	}
	e := news.NewEdition(blocks, []news.Block{{Kind: news.Item, Number: 501, Text: news.Say("the rest")}, {Kind: news.Item, Number: 502, Text: news.Say("and that")}}, monday)
	d := w.delivery(news.Address{Chat: reader}, e)
	for i := range d.Parts {
		if r := w.client.Send(t.Context(), d, e, i); r.Outcome != news.Arrived {
			t.Fatalf("part %d: %+v", i, r)
		}
	}
	came, next := w.there.Arrivals(reader), 1
	for i, a := range came {
		if !strings.HasPrefix(a.Text, fmt.Sprintf("World · Mon 2 Mar (%d/%d)\n\n", i+1, len(came))) {
			t.Errorf("part %d begins %.50q", i+1, a.Text)
		}
		for _, line := range strings.Split(a.Text, "\n")[2:] {
			if line != fmt.Sprintf("%d line-%d in words · Post", next, next) {
				t.Fatalf("line %d is %q", next, line)
			}
			next++
		}
		if last := i == len(came)-1; (a.Keyboard != nil) != last || last && a.Keyboard.Rows[0][0].Text != "2 more" {
			t.Errorf("part %d has the keyboard %+v", i+1, a.Keyboard)
		}
	}
	if next != 501 || len(came) < 10 {
		t.Errorf("%d lines in %d messages", next-1, len(came))
	}
	w.fine()
}
