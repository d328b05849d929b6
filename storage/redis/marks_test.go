package redis_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

// TestKeysHoldNoText saves what breaks keys, patterns and scripts wherever the
// archive takes texts, and looks at the keys.
func TestKeysHoldNoText(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	for _, text := range []string{
		"{tag}", "}{", "a b\nc", "*", "[a-z]", "\x00", "\xff\xfe", "a:b:c", "·m17", "·n=x", `"quoted"`, "word#hash",
		strings.Repeat("long", 1000), strings.Repeat("首", 1000), strings.Repeat("é", 100), "",
	} {
		r := told("of "+text, 0, text+" Prado", text)
		r.Article.Source, r.Article.Outlet, r.Article.Title, r.Article.Text = news.SourceID(text), text, text, text+" "+text
		r.Facts.Meetings[0].Place, r.Facts.Meetings[0].Day = text, news.Day(text)
		for what, err := range map[string]error{
			"source": s.SaveSource(t.Context(), news.Source{ID: news.SourceID(text), URL: text}),
			"topic":  s.SaveTopic(t.Context(), news.Topic{ID: news.TopicID(text), Name: text, Owner: news.Address{Chat: -3, Thread: 1}}),
			"alias":  s.SaveAlias(t.Context(), news.Alias{Name: text, Of: text}),
		} {
			if err != nil {
				t.Errorf("%s %q: %v", what, text, err)
			}
		}
		if _, err := s.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{r}, Source: news.SourceID(text)}); err != nil {
			t.Errorf("report %q: %v", text, err)
		}
		page, err := s.Search(t.Context(), storage.Query{Kind: storage.Meetings, People: [][]string{{text + " Prado"}}, Sources: []news.SourceID{news.SourceID(text)}})
		if err != nil || len(page.Reports) != 1 && utf8.ValidString(text) {
			t.Errorf("search for %q: %d found, %v", text, len(page.Reports), err)
		}
	}
	// Letters, digits, and our own signs, at most 110 bytes long.
	fine := regexp.MustCompile(`^readout:\{[a-z]+[0-9]*\}:[\pL\pN\pM:·=#<>_-]+$`)
	for _, key := range s.Client().Keys(t.Context(), "*").Val() {
		if !fine.MatchString(key) && !cutInside(key) || len(key) > 110 {
			t.Errorf("key %q", key)
		}
	}
}

// cutInside reports whether a word was cut inside of a letter.
func cutInside(key string) bool {
	_, word, _ := strings.Cut(key, "}:")
	cut, hash, long := strings.Cut(word, "#")
	return long && len(hash) == 16 && strings.ToValidUTF8(cut, "") != cut
}

// TestLongWordsAreToldApart as far as people can type them.
func TestLongWordsAreToldApart(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	long := strings.Repeat("long", 30)
	in := storage.Intake{Reports: []news.Report{told("a", 1, long+"er", long+"est"), told("b", 2, long+"ish")}}
	if _, err := s.SaveReports(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]int{long: 3, long + "e": 2, long + "ish": 1, long + "x": 0, "long": 3} {
		found, err := s.FindNames(t.Context(), []string{asked}, true, 10)
		if err != nil || len(found) != want {
			t.Errorf("%d names begin with %s, want %d, %v", len(found), asked, want, err)
		}
	}
	found, err := s.FindNames(t.Context(), []string{long + "er"}, false, 10)
	if err != nil || len(found) != 1 || found[0].Name != long+"er" {
		t.Errorf("found %v, %v", found, err)
	}
}
