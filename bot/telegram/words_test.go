package telegram_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"readout/bot/telegram"
	"readout/digest/news"
)

func TestM3CleanWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"letters are composed":                    {"A\u030angstro\u0308m", "Ångström"},
		"embeddings and overrides go":             {"a\u202eb\u202ac\u202d\u202c", "abc"},
		"isolates go":                             {"a\u2066b\u2069", "ab"},
		"one mark of direction of several":        {"a\u200f\u200f\u200e\u200eb", "a\u200fb"},
		"what takes no room goes":                 {"a\u200bb\ufeffc\u2060d\u00ade", "abcde"},
		"Persian keeps its joiner":                {"می\u200cخواهم", "می\u200cخواهم"},
		"a joiner that joins nothing goes":        {"\u200da \u200db", "a b"},
		"a family stays together":                 {"👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"},
		"a joined emoji with its look":            {"❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"},
		"a flag spelt with tags":                  {"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"},
		"hidden tags go":                          {"a\U000e0067\U000e0062b", "ab"},
		"three marks on a letter at most":         {"x" + strings.Repeat("\u0323", 50), "x\u0323\u0323\u0323"},
		"a mark on nothing goes":                  {"\u0301 \u0301a", " a"},
		"one look of an emoji":                    {"☀\ufe0f\ufe0f\ufe0f", "☀\ufe0f"},
		"control characters go, a tab is a blank": {"a\x00b\x1b[2Jc\td\u0085e\u2028f", "ab[2Jc d e f"},
		"one empty line at most":                  {"a" + strings.Repeat("\n \n", 300) + "b", "a\n \nb"},
		"broken letters are shown as such":        {"a\xff\xfeb", "a\ufffdb"},
		"marks that Telegram leaves out go":       {"q\u030ax\u0333y\u033f", "qxy"},
		"invisible letters go":                    {"a\u3164\u2800\u115fb", "ab"},
		"Devanagari stays":                        {"क्षत्रिय", "क्षत्रिय"},
		"joined emoji are bounded":                {strings.Repeat("👨🏽\u200d", 12) + "x", strings.Repeat("👨🏽\u200d", 8) + "👨🏽👨🏽\u200d👨🏽\u200d👨🏽\u200dx"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := telegram.Clean(c.in); got != c.want {
				t.Errorf("got %+q, want %+q", got, c.want)
			}
		})
	}
}

func FuzzCleanWords(f *testing.F) {
	f.Add("a\u202eb\u200d\u0301\n\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		once := telegram.Clean(s)
		if !utf8.ValidString(once) {
			t.Fatalf("%+q became %+q, which is not valid", s, once)
		}
		if strings.ContainsAny(once, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u2060\u2028\u2029\x00\x1b\r") || strings.Contains(once, "\n\n\n") {
			t.Fatalf("%+q became %+q", s, once)
		}
		telegram.Defuse(once)
	})
}

// M6: what outlets write does not become something to tap.
func TestM6DefusedWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"ask @channel":              "ask @|channel",
		"post@mail.example":         "post@|mail.example",
		"@":                         "@|",
		"/start now":                "/|start now",
		"and/or 9/11 km/h":          "and/or 9/11 km/h",
		"(/stop)":                   "(/|stop)",
		"#tag and # alone":          "#|tag and # alone",
		"$GAZ at $5":                "$|GAZ at $5",
		"call +44 20 7946":          "call +|44 20 7946",
		"4111 1111 1111 1111":       "4111 1111 1111 |1111",
		"4111-1111-1111-1111":       "4111-1111-1111-|1111",
		"tg://resolve?domain=x":     "tg:|//resolve?domain=x",
		"https://a.example/b":       "https://a.example/b",
		"http://a.example 2024: /x": "http://a.example 2024: /|x",
		"said: yes":                 "said: yes",
		"from 2024-2025":            "from 2024-2025",
	} {
		if got := strings.ReplaceAll(telegram.Defuse(in), "\u2060", "|"); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// M2: only the web's links are kept, without a user's name.
func TestM2LinksOfOutlets(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://a.example/x?y=1&z=2#part":                        "https://a.example/x?y=1&z=2#part",
		" HTTP://A.example ":                                      "http://a.example",
		"https://user:secret@a.example/x":                         "https://a.example/x",
		"https://xəbər.example/a":                                 "https://xn--xbr-dtbb.example/a",
		"https://[2001:db8::1]:8080/a":                            "https://[2001:db8::1]:8080/a",
		"javascript:alert(1)":                                     "",
		"data:text/html,x":                                        "",
		"file:///etc/passwd":                                      "",
		"tg://user?id=1":                                          "",
		"ton://transfer/x":                                        "",
		"mailto:a@b.example":                                      "",
		"https:a.example":                                         "",
		"https://":                                                "",
		"//a.example":                                             "",
		"https://a.example\\@b.example/":                          "",
		"https://a.example/\nx":                                   "",
		"https://a<b>.example/":                                   "",
		"https://a.example/" + strings.Repeat("q", 3000):          "",
		"https://a.example/b#" + strings.Repeat("q", 3000):        "https://a.example/b",
		"https://a.example/\"><b>x":                               "https://a.example/%22%3E%3Cb%3Ex",
		"https://a.example/?q=\"><script>alert(1)</script>&b='x'": "https://a.example/?q=\"><script>alert(1)</script>&b='x'",
	} {
		if got := telegram.Web(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text news.Text
		want string
	}{
		"words stand for themselves": {news.Say(`<b>5 < 6</b> & "more" &amp;lt; <3`), "1 &lt;b&gt;5 &lt; 6&lt;/\u2060b&gt; &amp; &quot;more&quot; &amp;amp;lt; &lt;3"},
		"styles": {news.Text{{Words: "a", Style: news.Bold}, {Words: "b", Style: news.Italic}, {Words: "c", Style: news.Faint}, {Words: "d", Style: news.Code}},
			`1 <b>a</b><i>b</i><i>c</i><code>d</code>`},
		"a quotation":             {news.Text{{Words: "so it is", Style: news.Quote}}, `1 <blockquote>so it is</blockquote>`},
		"a long one is folded":    {news.Text{{Words: strings.Repeat("word ", 60), Style: news.Quote}}, `1 <blockquote expandable>` + strings.Repeat("word ", 59) + `word</blockquote>`},
		"a link":                  {news.Text{{Words: "Post", Link: `https://a.example/?a="b"&c`}}, `1 <a href="https://a.example/?a=&quot;b&quot;&amp;c">Post</a>`},
		"a link in bold":          {news.Text{{Words: "Post", Link: "https://a.example", Style: news.Bold}}, `1 <a href="https://a.example"><b>Post</b></a>`},
		"a bad link is words":     {news.Text{{Words: "Post", Link: "javascript:x"}}, `1 Post`},
		"a command of ours":       {news.Text{{Words: "/help", Style: news.Code}}, `1 /help`},
		"one with an argument":    {news.Text{{Words: "/time 7:30", Style: news.Code}}, `1 <code>/time 7:30</code>`},
		"one of an outlet":        {news.Say("/help"), "1 /\u2060help"},
		"a number to be copied":   {news.Text{{Words: "-1001234567890123", Style: news.Code}}, `1 <code>-1001234567890123</code>`},
		"a number of an outlet":   {news.Say("1234567890123"), "1 123456789012\u20603"},
		"blanks have no style":    {news.Text{{Words: " ", Style: news.Bold}, {Words: "a"}}, `1 a`},
		"nothing to see":          {news.Say("\u202e \u3164\n"), "1 …"},
		"an emoji is no such one": {news.Say("🙂"), "1 🙂"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := news.NewEdition([]news.Block{{Kind: news.Item, Number: 1, Text: c.text}}, nil, monday)
			if got, _ := telegram.Shown(e, new(telegram.Client).Parts(e), 0); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"3 more": "3 more", " a\n\tb ": "a b", "": "…", "\u202e\u200b": "…", strings.Repeat("é", 80): strings.Repeat("é", 59) + "…",
	} {
		if got := telegram.Label(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
