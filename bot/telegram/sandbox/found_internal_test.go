package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

// told writes entities down as a reader sees them.
func told(text string, entities []Entity) string {
	var list []string
	for _, e := range entities {
		list = append(list, fmt.Sprintf("%s %q", e.Type, slice(text, e)))
	}
	return strings.Join(list, ", ")
}

// What Telegram finds by itself, and how styles are cut around it.
func TestWhatIsFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ html, want string }{
		{"no more than words", ``},
		{"see /help", `bot_command "/help"`},
		{"either/or, 1/2", ``},
		{"/met@readout_bot Prado", `bot_command "/met@readout_bot"`},
		{"ask @reader_desk.", `mention "@reader_desk"`},
		{"mail a@b.test", `email "a@b.test"`},
		{"$GAZ and $5, +44 20 7946 0000, 1+1", `cashtag "$GAZ", phone_number "+44 20 7946 0000"`},
		{"#Lisbon, #1 and #2026a", `hashtag "#Lisbon", hashtag "#2026a"`},
		{"(https://news.test/a?b=1).", `url "https://news.test/a?b=1"`},
		{"📰 /help", `bot_command "/help"`},
		{"<i>ask @reader_desk now</i>", `italic "ask ", mention "@reader_desk", italic "@reader_desk", italic " now"`},
		{"<code>/help</code>", `code "/help"`},
		{`<a href="https://news.test/">by @reader_desk</a>`, `text_link "by @reader_desk"`},
		{"<blockquote>/help</blockquote>", `blockquote "/help", bot_command "/help"`},
		{"<blockquote>/he</blockquote>lp", `blockquote "/he"`},
	} {
		text, entities, no := markup(c.html)
		if no != nil {
			t.Fatalf("%s: %v", c.html, no)
		}
		text, entities = normal(text, entities)
		if got := told(text, withFound(text, entities)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.html, got, c.want)
		}
	}
}

// How styles lie among each other and around what cannot be cut.
func TestNesting(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ html, want string }{
		{"a<b> </b>c", `bold " "`},
		{"<b>a</b>\r<b>b</b>", `bold "ab"`},
		{"<u>a<s>b</s></u>", `underline "a", underline "b", strikethrough "b"`},
		{"<u><s>a</s>b</u>", `underline "ab", strikethrough "a"`},
		{"<b>to <a href='news.test'>the page</a> now</b>", `bold "to ", text_link "the page", bold "the page", bold " now"`},
		{"<i>a<b>b</b><b>c</b>d</i>", `italic "a", italic "bcd", bold "bc"`},
		{"<pre>a<blockquote>b</blockquote>c</pre>", `blockquote "b"`},
		{"<blockquote><pre>a</pre></blockquote>", `blockquote "a", pre "a"`},
		{"<b>a\n</b>", `bold "a"`},
		{"<s>x</s> <tg-time unix='1790000000' format='Tdw'><b>then</b></tg-time>", `strikethrough "x", date_time "then"`},
	} {
		text, entities, no := markup(c.html)
		if no != nil {
			t.Fatalf("%s: %v", c.html, no)
		}
		if text, entities = normal(text, entities); told(text, entities) != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.html, told(text, entities), c.want)
		}
	}
	_, entities, _ := markup("<tg-time unix='1790000000' format='Tdw'>then</tg-time>")
	if entities[0].Format != "wdT" {
		t.Errorf("format %q, want the order in which it is read back", entities[0].Format)
	}
}

// Texts at their limits are read in little time, whatever is in them.
func TestHostileTextsAreReadSoon(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"<b>a</b>", "<b>a<i>", "</", "&#", "@a", "/a ", "\u200e", "<code>a</code>@abc ", "<a href='"} {
		html := strings.Repeat(unit, maxRaw/len(unit))
		if text, entities, no := markup(html); no == nil {
			text, entities = normal(text, entities)
			withFound(text, entities)
		}
		withFound(html, nil)
	}
	if got := len(found(strings.Repeat("/a ", 10000))); got != 10000 {
		t.Errorf("%d commands found", got)
	}
}
