package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var searches = []exam{
	{"what each query finds", examQueries},
	{"newest first, then highest sequence", examOrder},
	{"pages hold all, once", examPages},
	{"pages stand still while reports come in", examPagesStable},
	{"a page is full though most candidates fail", examSparsePages},
	{"sizes of pages", examSizes},
	{"a page that nobody gave is an error", examBadPage},
	{"hostile words find nothing and break nothing", examHostile},
	{"the same query as one that looks at everything", examAgainstAnswers},
}

// find reads every page of a query.
func find(t testing.TB, s storage.Store, q storage.Query) []string {
	t.Helper()
	found := []string{}
	for {
		page := got[storage.Page](t)(s.Search(t.Context(), q))
		found = append(found, idsOf(page.Reports)...)
		if page.Next == "" {
			return found
		}
		q.After = page.Next
	}
}

// newsroom is a small archive that every condition parts in another way.
func newsroom(t testing.TB, s storage.Store) {
	lake := write("lake", 5, "A harbour for Löwensee").people("Ana Prado", "Tom Reyes", "Mira Solano").
		meeting("Prime Minister Ana Prado met Tom Reyes in Lyon to talk about fishing.", "Lyon", "2031-03-03", "Ana Prado", "Tom Reyes").
		meeting("Tom Reyes met Mira Solano in Malta about the harbour.", "Malta", "2031-03-01", "Tom Reyes", "Mira Solano").
		said("Prado said that the pact will hold.", "Ana Prado")
	lake.Article.Source, lake.Article.Outlet = "lake", "Lake Courier"
	save(t, s,
		write("met", 1, "Talks in Lyon").meeting("Ana Prado met Mira Solano in New Lyon.", "New Lyon", "", "Ana Prado", "Mira Solano"),
		lake,
		write("trip", 3, "A tour of the coast").visit("Mr Núñez will be in Malta from 5 to 9 March.", "Malta", "2031-03-05", "2031-03-09", "José Núñez").
			visit("Prado travels to Lyon on 20 March.", "Lyon", "2031-03-20", "", "Ana Prado"),
		write("word", 2, "Words").said("Reyes said that the harbour was closed.", "Tom Reyes").said("He said nothing of the pact.", "José Núñez"),
		write("asia", 4, "日本首相が訪問").plain("The Straße was closed; Ёлка, it's said."),
	)
}

func examQueries(t *testing.T, s storage.Store) {
	newsroom(t, s)
	who := func(names ...string) (groups [][]string) {
		for _, n := range names {
			groups = append(groups, strings.Split(n, "|"))
		}
		return groups
	}
	for _, c := range []struct {
		name  string
		query storage.Query
		want  string
	}{
		{"everything", storage.Query{}, "lake asia trip word met"},
		{"a word", storage.Query{Words: "harbour"}, "lake word"},
		{"a word of the title", storage.Query{Words: "talks"}, "met"},
		{"two words", storage.Query{Words: "harbour fishing"}, "lake"},
		{"a phrase", storage.Query{Words: `"prime minister"`}, "lake"},
		{"a phrase in the wrong order", storage.Query{Words: `"minister prime"`}, ""},
		{"an open phrase", storage.Query{Words: `harbour "was closed`}, "word"},
		{"half a word", storage.Query{Words: "harb"}, ""},
		{"case and accents", storage.Query{Words: "NUNEZ lowensee"}, ""},
		{"accents", storage.Query{Words: "nunez"}, "trip"},
		{"umlaut", storage.Query{Words: "lowensee"}, "lake"},
		{"ß", storage.Query{Words: "STRASSE"}, "asia"},
		{"ё", storage.Query{Words: "елка"}, "asia"},
		{"an apostrophe", storage.Query{Words: "it’s"}, "asia"},
		{"characters inside a run", storage.Query{Words: "首相"}, "asia"},
		{"characters that are no run", storage.Query{Words: "相首"}, ""},
		{"a person", storage.Query{People: who("Ana Prado")}, "lake trip met"},
		{"any spelling", storage.Query{People: who("Nobody|José Núñez|Mira Solano")}, "lake trip word met"},
		{"nobody", storage.Query{People: who("Nobody")}, ""},
		{"no spelling", storage.Query{People: [][]string{{}}}, ""},
		{"two people of an article", storage.Query{People: who("Ana Prado", "Tom Reyes")}, "lake"},
		{"an article's place is a word", storage.Query{Place: "malta"}, "lake trip"},
		{"meetings", storage.Query{Kind: storage.Meetings}, "lake met"},
		{"meetings of one", storage.Query{Kind: storage.Meetings, People: who("Ana Prado")}, "lake met"},
		{"between two", storage.Query{Kind: storage.Meetings, People: who("Tom Reyes", "Mira Solano")}, "lake"},
		{"both there, but not in one meeting", storage.Query{Kind: storage.Meetings, People: who("Ana Prado", "Mira Solano")}, "met"},
		{"in a place", storage.Query{Kind: storage.Meetings, Place: "lyon"}, "lake met"},
		{"in a place of two words", storage.Query{Kind: storage.Meetings, Place: "New Lyon"}, "met"},
		{"one there, but another day", storage.Query{Kind: storage.Meetings, Place: "Lyon", To: "2031-03-02"}, ""},
		{"on a day", storage.Query{Kind: storage.Meetings, From: "2031-03-01", To: "2031-03-01"}, "lake"},
		{"a meeting about something", storage.Query{Kind: storage.Meetings, Words: "harbour"}, "lake"},
		{"words of another sentence", storage.Query{Kind: storage.Meetings, Words: "pact"}, ""},
		{"words of another meeting", storage.Query{Kind: storage.Meetings, People: who("Ana Prado"), Words: "harbour"}, ""},
		{"statements", storage.Query{Kind: storage.Statements}, "lake word"},
		{"statements of one", storage.Query{Kind: storage.Statements, People: who("Tom Reyes")}, "word"},
		{"on something", storage.Query{Kind: storage.Statements, Words: "the pact"}, "lake word"},
		{"of one on something", storage.Query{Kind: storage.Statements, People: who("Tom Reyes"), Words: "pact"}, ""},
		{"visits", storage.Query{Kind: storage.Visits}, "trip"},
		{"visits of one to a place", storage.Query{Kind: storage.Visits, People: who("Ana Prado"), Place: "Lyon"}, "trip"},
		{"visits of one to another's place", storage.Query{Kind: storage.Visits, People: who("Ana Prado"), Place: "Malta"}, ""},
		{"during a stay", storage.Query{Kind: storage.Visits, From: "2031-03-07", To: "2031-03-07"}, "trip"},
		{"between stays", storage.Query{Kind: storage.Visits, From: "2031-03-10", To: "2031-03-19"}, ""},
		{"upcoming", storage.Query{Kind: storage.Visits, From: "2031-03-20"}, "trip"},
		{"past", storage.Query{Kind: storage.Visits, To: "2031-03-04"}, ""},
		{"a source", storage.Query{Sources: []news.SourceID{"lake", "other"}}, "lake"},
		{"an unknown source", storage.Query{Sources: []news.SourceID{`"x" OR "y`}}, ""},
		{"one of many sources", storage.Query{Sources: append(make([]news.SourceID, 2000), "lake")}, "lake"},
		{"one of many spellings", storage.Query{People: [][]string{append(make([]string, 2000), "Ana Prado", "Tom Reyes", "Mira Solano")}}, "lake trip word met"},
		{"an outlet", storage.Query{Outlet: "morning bell"}, "asia trip word met"},
		{"half an outlet", storage.Query{Outlet: "bell morning"}, ""},
		{"since", storage.Query{Since: hours(3)}, "lake asia trip"},
		{"until", storage.Query{Until: hours(3)}, "word met"},
		{"between", storage.Query{Since: hours(2), Until: hours(4)}, "trip word"},
		{"since, of one", storage.Query{Since: hours(2), People: who("Ana Prado")}, "lake trip"},
		{"punctuation is no condition", storage.Query{Words: "*"}, "lake asia trip word met"},
	} {
		same(t, c.name, find(t, s, c.query), strings.Fields(c.want))
	}
}

func examOrder(t *testing.T, s storage.Store) {
	third := write("third", 0, "T")
	third.Article.Published = noon.Add(-time.Second)
	save(t, s, third, write("second", 0, "T"), write("first", 0, "T"), write("top", 1, "T"))
	same(t, "all", find(t, s, storage.Query{}), []string{"top", "first", "second", "third"})
	same(t, "by a word", find(t, s, storage.Query{Words: "t"}), []string{"top", "first", "second", "third"})
}

func fillArchive(t testing.TB, s storage.Store, from, to int) {
	var drafts []*draft
	for i := from; i < to; i++ {
		d := write(fmt.Sprintf("r%03d", i), i, "Talks").people("Ana Prado").said("It was a day like the others.", "Ana Prado")
		if i%10 == 0 {
			d.said("Prado said that it rained.", "Ana Prado")
		}
		drafts = append(drafts, d)
	}
	save(t, s, drafts...)
}

func everyQuery() []storage.Query {
	return []storage.Query{
		{}, {Words: "talks"}, {People: [][]string{{"Ana Prado"}}}, {Kind: storage.Statements, People: [][]string{{"Ana Prado"}}},
		{Kind: storage.Statements, Words: "day"}, {Sources: []news.SourceID{"bell"}},
	}
}

func examPages(t *testing.T, s storage.Store) {
	fillArchive(t, s, 0, 41)
	var want []string
	for i := 40; i >= 0; i-- {
		want = append(want, fmt.Sprintf("r%03d", i))
	}
	for _, q := range everyQuery() {
		for _, q.Limit = range []int{0, 1, 7, 41, 100} {
			same(t, fmt.Sprintf("%+v", q), find(t, s, q), want)
		}
	}
}

func examPagesStable(t *testing.T, s storage.Store) {
	fillArchive(t, s, 0, 20)
	for n, q := range everyQuery() {
		q.Limit = 7
		first := got[storage.Page](t)(s.Search(t.Context(), q))
		fillArchive(t, s, 100+10*n, 103+10*n)
		q.After = first.Next
		second := got[storage.Page](t)(s.Search(t.Context(), q))
		if len(first.Reports) != 7 || len(second.Reports) != 7 {
			t.Fatalf("pages of %d and %d", len(first.Reports), len(second.Reports))
		}
		if got, want := second.Reports[0].Article.Published, first.Reports[6].Article.Published; !got.Before(want) {
			t.Errorf("%+v: the second page begins at %v, the first ended at %v", q, got, want)
		}
		old := find(t, s, storage.Query{Until: first.Reports[0].Article.Published.Add(time.Second), Words: q.Words, Limit: 14})
		same(t, "both pages", append(idsOf(first.Reports), idsOf(second.Reports)...), old[:14])
	}
}

func examSparsePages(t *testing.T, s storage.Store) {
	fillArchive(t, s, 0, 101)
	// Each article holds both words, one in ten side by side.
	q := storage.Query{Kind: storage.Statements, Words: `"it rained"`, Limit: 4}
	page := got[storage.Page](t)(s.Search(t.Context(), q))
	same(t, "first page", idsOf(page.Reports), []string{"r100", "r090", "r080", "r070"})
	same(t, "all", len(find(t, s, q)), 11)
}

func examSizes(t *testing.T, s storage.Store) {
	fillArchive(t, s, 0, 105)
	for limit, want := range map[int]int{0: 10, -3: 10, 1: 1, 100: 100, 500: 100} {
		page := got[storage.Page](t)(s.Search(t.Context(), storage.Query{Limit: limit}))
		same(t, fmt.Sprint("limit ", limit), len(page.Reports), want)
	}
}

func examBadPage(t *testing.T, s storage.Store) {
	fillArchive(t, s, 0, 3)
	if _, err := s.Search(t.Context(), storage.Query{After: "no' page; \""}); err == nil {
		t.Error("taken")
	}
}

// hostile is what breaks query languages, patterns, scripts and buffers.
func hostile() []string {
	return []string{
		`"`, `""`, `"a`, `a"b`, `'`, `a AND`, `AND`, `OR OR`, `NOT a`, `-x`, `a-b`, `*`, `a*`, `^a`, `NEAR(a b)`, `tokens:a`, `{a b}: c`,
		`(`, `)`, `a + b`, "\x00", "a\x00b", "\xff\xfe", `\`, `%`, `_`, `[a-z]`, `{x}`, `; DROP TABLE reports`, "·m17", "·n1 OR ·n2", " ", "\n\t",
		strings.Repeat("a", 10<<10), strings.Repeat("w o r d s ", 1<<10), strings.Repeat(`"`, 10<<10), strings.Repeat("首相", 1<<10), manyWords(),
	}
}

// manyWords is 10 KB of words, each another.
func manyWords() string {
	var b strings.Builder
	for i := 0; b.Len() < 10<<10; i++ {
		fmt.Fprintf(&b, "é%d ", i)
	}
	return b.String()
}

func examHostile(t *testing.T, s storage.Store) {
	newsroom(t, s)
	for _, typed := range hostile() {
		for _, q := range []storage.Query{
			{Words: typed}, {Place: typed}, {Outlet: typed}, {People: [][]string{{typed}}}, {Sources: []news.SourceID{news.SourceID(typed)}},
			{Kind: storage.Meetings, Words: typed}, {Kind: storage.Visits, Place: typed}, {Kind: storage.Meetings, From: news.Day(typed)},
		} {
			if _, err := s.Search(t.Context(), q); err != nil {
				t.Errorf("%.60q: %v", fmt.Sprint(q), err)
			}
		}
	}
	same(t, "the archive", len(find(t, s, storage.Query{})), 5)
}

// examAgainstAnswers asks with every pair of conditions, and compares with a
// look at all reports.
func examAgainstAnswers(t *testing.T, s storage.Store) {
	newsroom(t, s)
	all := collect(t, s.AllReports(t.Context(), 0))
	slices.SortFunc(all, func(a, b news.Report) int { return b.Article.Published.Compare(a.Article.Published) })
	for _, kind := range []storage.Kind{storage.Articles, storage.Meetings, storage.Statements, storage.Visits} {
		for i, one := range conditions() {
			for _, two := range conditions()[i:] {
				q := storage.Query{Kind: kind}
				one(&q)
				two(&q)
				want := []string{}
				for _, r := range all {
					if q.Answers(r) {
						want = append(want, string(r.Article.ID))
					}
				}
				same(t, fmt.Sprintf("%+v", q), find(t, s, q), want)
			}
		}
	}
}

func conditions() []func(*storage.Query) {
	var set []func(*storage.Query)
	for _, words := range []string{"harbour", `"the pact"`, "closed"} {
		set = append(set, func(q *storage.Query) { q.Words = words })
	}
	for _, name := range []string{"Ana Prado", "Tom Reyes", "José Núñez"} {
		set = append(set, func(q *storage.Query) { q.People = append(q.People, []string{name}) })
	}
	for _, place := range []string{"Lyon", "malta", "new lyon"} {
		set = append(set, func(q *storage.Query) { q.Place = place })
	}
	for _, day := range []news.Day{"2031-03-01", "2031-03-03", "2031-03-20"} {
		set = append(set, func(q *storage.Query) { q.From = day }, func(q *storage.Query) { q.To = day })
	}
	return append(set,
		func(q *storage.Query) { q.Since = hours(3) },
		func(q *storage.Query) { q.Until = hours(3) },
		func(q *storage.Query) { q.Sources = []news.SourceID{"lake"} },
		func(q *storage.Query) { q.Outlet = "Bell" },
	)
}
