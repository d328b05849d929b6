package feed_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readout/digest/feed"
	"readout/digest/news"
)

func parse(body string) (news.Batch, error) {
	return feed.Parse(feed.Document{URL: "https://feeds.example/rss", Body: []byte(body)}, news.Source{ID: "s"}, now)
}

func rss(items string) string {
	return `<rss version="2.0"><channel><title>Limits</title><link>https://limits.example/</link>` + items + `</channel></rss>`
}

func TestTheNewestItemsAreKept(t *testing.T) {
	t.Parallel()
	var items strings.Builder
	first := now.Add(-1000 * time.Hour)
	for i := range 1000 {
		fmt.Fprintf(&items, "<item><title>%d</title><guid>%d</guid><pubDate>%s</pubDate></item>", i, i, first.Add(time.Duration(i)*time.Hour).Format(time.RFC1123Z))
	}
	b, err := parse(rss(items.String()))
	if err != nil || len(b.Articles) != 300 || b.Skipped["too many items"] != 700 {
		t.Fatalf("got %d articles, %v, %v", len(b.Articles), b.Skipped, err)
	}
	if b.Articles[0].Title != "700" || b.Articles[299].Title != "999" {
		t.Errorf("got %s to %s", b.Articles[0].Title, b.Articles[299].Title)
	}
}

func TestWithoutDatesTheFirstItemsAreTheNewest(t *testing.T) {
	t.Parallel()
	var items strings.Builder
	for i := range 400 {
		fmt.Fprintf(&items, "<item><title>%d</title><guid>%d</guid></item>", i, i)
	}
	b, err := parse(rss(items.String()))
	if err != nil || len(b.Articles) != 300 || b.Articles[0].Title != "299" || b.Articles[299].Title != "0" {
		t.Fatalf("got %d articles, %v", len(b.Articles), err)
	}
}

func TestTooManyItemsAreNotHeld(t *testing.T) {
	t.Parallel()
	begin := time.Now()
	b, err := parse(rss(strings.Repeat("<item><title>x</title></item>", 60_000)))
	if err != nil || len(b.Articles) != 1 || b.Skipped["too many items"] != 59_000 || b.Skipped["listed twice"] != 999 {
		t.Errorf("got %d articles, %v, %v", len(b.Articles), b.Skipped, err)
	}
	if spent := time.Since(begin); spent > patience {
		t.Errorf("took %v", spent)
	}
}

func TestFieldsAreBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é ", 1<<19)
	field := long[:300<<10]
	b, err := parse(rss("<item><title>" + field + "</title><guid>" + field + "</guid><link>https://limits.example/" + strings.Repeat("a", 5000) +
		"</link><description>" + long + "</description></item>"))
	if err != nil {
		t.Fatal(err)
	}
	a := b.Articles[0]
	if len(a.Title) > 64<<10 || len(a.Text) > 1<<18 || len(a.Text) < 1<<17 || a.URL != "" || !utf8.ValidString(a.Title+a.Text) {
		t.Errorf("title %d, text %d, url %d bytes", len(a.Title), len(a.Text), len(a.URL))
	}
}

func TestShapeIsBounded(t *testing.T) {
	t.Parallel()
	good := "<item><title>good</title></item>"
	var attributes strings.Builder
	for i := range 500 {
		fmt.Fprintf(&attributes, " a%d='1'", i)
	}
	for name, c := range map[string]struct{ body, want string }{
		"too many levels":       {"<rss>" + strings.Repeat("<a>", 300_000), "elements are nested deeper than 256"},
		"too many levels of it": {rss(strings.Repeat("<x>", 300_000)), "elements are nested deeper than 256"},
		"attributes":            {"<rss" + attributes.String() + "></rss>", "an element has more than 256 attributes"},
		"too many elements":     {rss("<item>" + strings.Repeat("<a:b/>", 300_000) + "</item>"), "more than 250000 elements"},
		"too many objects":      {`{"version":"https://jsonfeed.org/version/1.1","items":[` + strings.Repeat("{},", 300_000) + "{}]}", "more than 250000 objects"},
		"too many attributes":   {"<rss " + strings.Repeat("a ", 300_000) + "></rss>", "an element has more than 256 attributes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begin := time.Now()
			_, err := parse(c.body)
			number := "P2"
			if strings.Contains(name, "attributes") {
				number = "P3"
			}
			cases.Check(t, number, err != nil && err.Error() == c.want && time.Since(begin) < patience, "got %v after %v", err, time.Since(begin))
		})
	}
	for name, body := range map[string]string{
		"levels in one item":     rss(good + "<item><title>" + strings.Repeat("<a>", 300) + "</title></item>"),
		"attributes in one item": rss("<item><title" + attributes.String() + ">x</title></item>" + good),
		"an item without an end": rss("<item><title>x</title>" + good),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := parse(body)
			if err != nil || titles(b) != "good" || b.Skipped["broken XML"] != 1 {
				t.Errorf("got %q, %v, %v", titles(b), b.Skipped, err)
			}
		})
	}
}

func TestIdentityHoldsFromFetchToFetch(t *testing.T) {
	t.Parallel()
	id := func(item string) news.ArticleID {
		b, err := parse(rss(item))
		if err != nil || len(b.Articles) != 1 {
			t.Fatalf("%s: %d articles, %v", item, len(b.Articles), err)
		}
		return b.Articles[0].ID
	}
	same := map[string][2]string{
		"an edited title":    {"<guid>7</guid><title>a</title>", "<guid>7</guid><title>b</title>"},
		"a moved page":       {"<guid>7</guid><title>a</title><link>https://x.example/1</link>", "<guid>7</guid><title>a</title><link>https://y.example/2</link>"},
		"a tracked link":     {"<title>a</title><link>https://x.example/1?id=2&amp;utm_source=a#top</link>", "<title>b</title><link>http://X.example:80/1/?utm_campaign=b&amp;id=2</link>"},
		"an edited text":     {"<title>a</title><description>1</description>", "<title>a</title><description>2</description>"},
		"a date of that day": {"<title>a</title><pubDate>Wed, 04 Mar 2026 08:00:00 GMT</pubDate>", "<title>a</title><pubDate>Wed, 04 Mar 2026 21:00:00 GMT</pubDate>"},
	}
	for name, pair := range same {
		if id("<item>"+pair[0]+"</item>") != id("<item>"+pair[1]+"</item>") {
			t.Errorf("%s makes another article", name)
		}
	}
	differ := map[string][2]string{
		"another guid":  {"<guid>7</guid><title>a</title>", "<guid>8</guid><title>a</title>"},
		"another page":  {"<title>a</title><link>https://x.example/1?id=2</link>", "<title>a</title><link>https://x.example/1?id=3</link>"},
		"another title": {"<title>a</title>", "<title>b</title>"},
		"another day":   {"<title>a</title><pubDate>Wed, 04 Mar 2026 08:00:00 GMT</pubDate>", "<title>a</title><pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate>"},
	}
	for name, pair := range differ {
		if id("<item>"+pair[0]+"</item>") == id("<item>"+pair[1]+"</item>") {
			t.Errorf("%s makes the same article", name)
		}
	}
}

func TestFingerprintFollowsTheWordsOnly(t *testing.T) {
	t.Parallel()
	print := func(item string) string {
		b, err := parse(rss("<item><guid>1</guid>" + item + "</item>"))
		if err != nil || len(b.Articles) != 1 {
			t.Fatal(b, err)
		}
		return b.Articles[0].Fingerprint
	}
	base := print("<title>a</title><description>one</description>")
	if base == "" || base != print("<title>a</title><description>&lt;p class='x1'&gt;one&lt;/p&gt;</description>") {
		t.Error("new markup is taken for an edit")
	}
	for _, edited := range []string{
		"<title>b</title><description>one</description>", "<title>a</title><description>two</description>",
		"<title>a</title><description>one</description><link>https://x.example/</link>",
	} {
		if print(edited) == base {
			t.Errorf("not seen as an edit: %s", edited)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{small, small[:200], rss("<item><title>a</b></title>"), `{"version":"https://jsonfeed.org/version/1","title":"x","items":[{"id":1,"content_html":"<p>x"}]}`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><id>1</id></entry></feed>`, "\xff\xfe<\x00r\x00", "<rss><![CDATA[<item>]]><item/>"} {
		f.Add([]byte(seed), "text/xml; charset=windows-1251")
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		d := feed.Document{URL: "https://feeds.example/rss", Type: kind, Body: body}
		b, err := feed.Parse(d, news.Source{ID: "s"}, now)
		if err != nil {
			return
		}
		if len(b.Articles) > 300 || !utf8.ValidString(b.Title) {
			t.Errorf("%d articles of %q", len(b.Articles), b.Title)
		}
		seen := map[news.ArticleID]bool{}
		for i, a := range b.Articles {
			check(t, a)
			if seen[a.ID] {
				t.Errorf("two articles are %s", a.ID)
			}
			seen[a.ID] = true
			if i > 0 && a.Published.Before(b.Articles[i-1].Published) {
				t.Error("not the oldest first")
			}
		}
		again, err := feed.Parse(d, news.Source{ID: "s", State: news.Polling{Known: b.Known}}, now)
		if err != nil || len(again.Articles) != len(b.Articles) || len(again.Echoes) > 0 {
			t.Fatalf("read again: %d articles of %d, %d echoes, %v", len(again.Articles), len(b.Articles), len(again.Echoes), err)
		}
		for i, a := range again.Articles {
			if !seen[a.ID] || a.ID != b.Articles[i].ID {
				t.Errorf("%s is another when it is read again", a.ID)
			}
		}
		cases.Check(t, "P12", !t.Failed(), "%q", body)
	})
}

// check holds whatever the feed was.
func check(t *testing.T, a news.Article) {
	t.Helper()
	words := a.Title + a.Text + a.Outlet + a.Language
	switch {
	case a.Title == "" && a.Text == "":
		t.Error("an article without words")
	case !utf8.ValidString(words) || strings.ContainsAny(words, "\x00\r\t\u00a0\ufeff"):
		t.Errorf("unclean: %q", words)
	case strings.ContainsAny(a.Title, "\n") || strings.TrimSpace(a.Text) != a.Text || strings.Contains(a.Text, "\n\n\n") || strings.Contains(a.Text, "  "):
		t.Errorf("not folded: %q, %q", a.Title, a.Text)
	case a.URL != "" && !strings.HasPrefix(a.URL, "http://") && !strings.HasPrefix(a.URL, "https://"):
		t.Errorf("link %q", a.URL)
	case a.Published.Year() < 1990 || a.Published.After(now.Add(25*time.Hour)):
		t.Errorf("published %v", a.Published)
	}
}

// A feed too large to be parsed in one go gives what it gives otherwise.
func TestLargeFeedsAreReadAlike(t *testing.T) {
	t.Parallel()
	pad := strings.Repeat("x", 3<<19)
	for _, f := range forms() {
		small := f.head
		for n := 1; n <= itemsOfForm; n++ {
			small += f.write(n)
		}
		// One without a title is told by its first words.
		small += strings.NewReplacer("<title>Item 6</title>", "", "/6", "/", "g6", "", "urn:6", "").Replace(f.write(6))
		sameWhenLarge(t, f.name, small+f.tail, small+"<!-- "+pad+" -->"+f.tail)
	}
	const head = `{"version":"https://jsonfeed.org/version/1.1","title":"Bad","items":[`
	items := `{"id":"1","title":"Item 1","content_text":"Text 1."},{"id":"2","url":"https://bad.example/2","content_html":"<p>Text"}],`
	sameWhenLarge(t, "JSON", head+items+`"user_comment":""}`, head+items+`"user_comment":"`+pad+`"}`)
}

func sameWhenLarge(t *testing.T, name, small, large string) {
	t.Helper()
	one, err := parse(small)
	if err != nil {
		t.Fatal(err)
	}
	other, err := parse(large)
	if err != nil || len(one.Articles) == 0 {
		t.Fatal(len(one.Articles), err)
	}
	one.Sum, other.Sum = "", ""
	if diff := cmp.Diff(one, other); diff != "" {
		t.Errorf("%s (-small +large):\n%s", name, diff)
	}
}
