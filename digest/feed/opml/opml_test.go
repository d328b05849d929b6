package opml_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readout/digest/feed/opml"
	"readout/digest/news"
)

const list = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Harbour Gazette" type="rss" xmlUrl="https://gazette.example/rss" htmlUrl="https://gazette.example"/>
<outline text="Мир">
  <outline text="ignored" title="Вестник порта" xmlUrl="https://vestnik.example/feed?a=1&amp;b=2"/>
  <outline text="Asia"><outline text="Delta &amp; Sons" XMLURL="http://delta.example/"/></outline>
  <outline text="a note, no feed"/>
</outline>
<outline text="Energy"><outline text="again" xmlUrl="https://vestnik.example/feed?a=1&amp;b=2"/></outline>
<outline text="Files" xmlUrl="file:///etc/passwd"/>
<outline text="Secret" xmlUrl="https://me:pass@private.example/"/>
<outline xmlUrl="javascript:alert(1)"/>
</body></opml>`

func TestParse(t *testing.T) {
	t.Parallel()
	sources, skipped, err := opml.Parse(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	want := []news.Source{
		{URL: "https://gazette.example/rss", Title: "Harbour Gazette"},
		{URL: "https://vestnik.example/feed?a=1&b=2", Title: "Вестник порта", Folders: []string{"Мир", "Energy"}},
		{URL: "http://delta.example/", Title: "Delta & Sons", Folders: []string{"Мир", "Asia"}},
	}
	if diff := cmp.Diff(want, sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	wantSkipped := []opml.Skipped{
		{"Files", "its address is not http or https"},
		{"Secret", "its address holds a user name or password"},
		{"javascript:alert(1)", "its address is not http or https"},
	}
	if diff := cmp.Diff(wantSkipped, skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for name, input := range map[string]string{
		"nothing":       "",
		"words":         "hello",
		"a feed":        `<rss version="2.0"><channel/></rss>`,
		"half a list":   list[:len(list)/2],
		"deep folders":  "<opml><body>" + strings.Repeat(`<outline text="f">`, 100_000),
		"a giant":       "<opml><body>" + strings.Repeat(" ", 3<<20) + "</body></opml>",
		"an entity":     `<!DOCTYPE o [<!ENTITY x "y">]><opml><outline text="`,
		"binary":        "\x00\xff\xfe\x00<opml/>\x01",
		"other charset": `<?xml version="1.0" encoding="no-such-thing"?><opml/>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if sources, _, err := opml.Parse(strings.NewReader(input)); err == nil {
				t.Errorf("taken as %d sources", len(sources))
			}
		})
	}
}

func TestParseReadsItsCharset(t *testing.T) {
	t.Parallel()
	input := "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><opml><body><outline text=\"Caf\xe9\" xmlUrl=\"https://cafe.example/\"/></body></opml>"
	sources, _, err := opml.Parse(strings.NewReader(input))
	if err != nil || len(sources) != 1 || sources[0].Title != "Café" {
		t.Errorf("got %v, %v", sources, err)
	}
}

func TestParseBoundsTheNumberOfFeeds(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("<opml><body>")
	for i := range 6000 {
		b.WriteString(`<outline text="f" xmlUrl="https://many.example/`)
		b.WriteString(strings.Repeat("i", i%3))
		b.WriteString(string(rune('0'+i%10)) + string(rune('0'+i/10%10)) + string(rune('0'+i/100%10)) + string(rune('0'+i/1000)) + `"/>`)
	}
	b.WriteString("</body></opml>")
	sources, skipped, err := opml.Parse(strings.NewReader(b.String()))
	if err != nil || len(sources) != 5000 || len(skipped) != 1000 {
		t.Errorf("got %d sources, %d skipped, %v", len(sources), len(skipped), err)
	}
}

func TestWriteIsReadBack(t *testing.T) {
	t.Parallel()
	sources := []news.Source{
		{URL: "https://gazette.example/rss", Title: `Harbour "Gazette" <daily> & more`},
		{URL: "https://vestnik.example/feed?a=1&b=2", Title: "Вестник порта", Folders: []string{"Мир", "Energy"}},
		{URL: "https://untitled.example/", Folders: []string{"Energy"}},
	}
	var b bytes.Buffer
	if err := opml.Write(&b, "Readout", sources); err != nil {
		t.Fatal(err)
	}
	got, skipped, err := opml.Parse(&b)
	if err != nil || len(skipped) > 0 {
		t.Fatal(skipped, err)
	}
	// A feed without a title is listed under its address.
	sources[2].Title = sources[2].URL
	if diff := cmp.Diff(sources, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTellsOfAFullDisk(t *testing.T) {
	t.Parallel()
	if err := opml.Write(full{}, "x", nil); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte(`<opml><outline><outline xmlUrl="http://a.example"></opml>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		sources, _, err := opml.Parse(bytes.NewReader(b))
		if err != nil && len(sources) > 0 {
			t.Error("sources beside an error")
		}
		seen := map[string]bool{}
		for _, s := range sources {
			if seen[s.URL] || !strings.HasPrefix(s.URL, "http") || !utf8.ValidString(s.Title) {
				t.Errorf("source %+v", s)
			}
			seen[s.URL] = true
		}
		var out bytes.Buffer
		if err := opml.Write(&out, "x", sources); err != nil {
			t.Fatal(err)
		}
		again, _, err := opml.Parse(&out)
		if err != nil || len(again) != len(sources) {
			t.Errorf("%d sources written, %d read back: %v", len(sources), len(again), err)
		}
	})
}

// Of thousands of feeds left out, a few lines tell.
func TestReasonsSumUp(t *testing.T) {
	t.Parallel()
	skipped := []opml.Skipped{{"disk", "its address is not http or https"}}
	for i := range 15_000 {
		skipped = append(skipped, opml.Skipped{Name: "feed " + string(rune('a'+i%26)), Reason: "more than 5000 feeds"})
	}
	want := []opml.Reason{
		{Words: "more than 5000 feeds", Count: 15_000, Names: []string{"feed a", "feed b", "feed c"}},
		{Words: "its address is not http or https", Count: 1, Names: []string{"disk"}},
	}
	if diff := cmp.Diff(want, opml.Reasons(skipped)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
