package storagetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var reports = []exam{
	{"sequences follow the order given, from 1", examSequence},
	{"a report comes back whole", examWhole},
	{"text comes back byte for byte", examText},
	{"times come back in UTC to the millisecond", examTimes},
	{"a changed fingerprint is an edit", examEdit},
	{"an equal fingerprint replaces the facts quietly", examKnown},
	{"reading again without a date does not move the first", examUndated},
	{"one id twice in an intake is one report", examTwice},
	{"a report without an id saves nothing of its intake", examNoID},
	{"fingerprints of those that are there", examFingerprints},
	{"the sequence before an instant", examSeqBefore},
	{"the sequence before an instant, past wrong clocks", examSeqBeforeWrongClocks},
	{"reports are listed from any sequence", examAllReports},
	{"an intake of many reports", examMany},
}

func examSequence(t *testing.T, s storage.Store) {
	same(t, "head of nothing", got[int64](t)(s.Head(t.Context())), int64(0))
	same(t, "first", save(t, s, write("b", 5, "B"), write("a", 9, "A")), storage.Saved{New: 2, Head: 2})
	same(t, "second", save(t, s, write("c", 1, "C"), write("a", 9, "A")), storage.Saved{New: 1, Known: 1, Head: 3})
	same(t, "nothing", save(t, s), storage.Saved{Head: 3})
	same(t, "head", got[int64](t)(s.Head(t.Context())), int64(3))
	for seq, id := range []news.ArticleID{"b", "a", "c"} {
		r := got[news.Report](t)(s.Report(t.Context(), id))
		same(t, "sequence of "+string(id), r.Article.Seq, int64(seq+1))
	}
}

func examWhole(t *testing.T, s storage.Store) {
	d := write("a", 0, "A day in Lyon").people("Ana Prado", "Tom Reyes").
		meeting("Ana Prado met Tom Reyes.", "Lyon", "2031-03-03", "Ana Prado", "Tom Reyes").
		visit("Reyes goes to Malta.", "Malta", "2031-03-05", "2031-03-07", "Tom Reyes").
		said("Prado said that the pact will hold.", "Ana Prado")
	d.Article.Language, d.Facts.Language, d.Facts.Provenance = "en", "en", "the ministry"
	d.Facts.Summary = []news.Span{{Start: 0, End: 3}}
	save(t, s, d)
	want := d.Report
	want.Article.Seq = 1
	same(t, "report", got[news.Report](t)(s.Report(t.Context(), "a")), want)
	_, err := s.Report(t.Context(), "b")
	if !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a report that is not there: %v", err)
	}
}

func examText(t *testing.T, s storage.Store) {
	d := write("a", 0, `"Quoted" \ and <marked> & 首相`)
	d.Article.Text = "one\x00two\r\n\n'three'\t\u2028 😀 é \\u0041"
	save(t, s, d)
	r := got[news.Report](t)(s.Report(t.Context(), "a"))
	same(t, "text", r.Article.Text, d.Article.Text)
	same(t, "title", r.Article.Title, d.Article.Title)
}

func examTimes(t *testing.T, s storage.Store) {
	east := time.FixedZone("east", 4*3600)
	d := write("a", 0, "A")
	d.Article.Published = time.Date(1899, 12, 31, 23, 59, 59, 999_999_999, east)
	d.Article.Seen = time.Date(2031, 3, 4, 1, 2, 3, 4_567_890, east)
	save(t, s, d)
	a := got[news.Report](t)(s.Report(t.Context(), "a")).Article
	same(t, "published", a.Published, time.Date(1899, 12, 31, 19, 59, 59, 999_000_000, time.UTC))
	same(t, "seen", a.Seen, time.Date(2031, 3, 3, 21, 2, 3, 4_000_000, time.UTC))
	if a.Published.Location() != time.UTC || !a.Edited.IsZero() {
		t.Errorf("published in %v, edited %v", a.Published.Location(), a.Edited)
	}
}

func examEdit(t *testing.T, s storage.Store) {
	save(t, s, write("z", 0, "Z"), write("a", 1, "Before").meeting("Ana Prado met Tom Reyes.", "Lyon", "", "Ana Prado", "Tom Reyes"))
	again := write("a", 2, "After").meeting("Ana Prado met Mira Solano.", "Lyon", "", "Ana Prado", "Mira Solano")
	again.Article.Seen, again.Article.Fingerprint = hours(7), "changed"
	same(t, "saved", save(t, s, again), storage.Saved{Edited: 1, Head: 2})

	r := got[news.Report](t)(s.Report(t.Context(), "a"))
	want := again.Report
	want.Article.Seq, want.Article.Seen, want.Article.Edited = 2, hours(1).Add(time.Minute), hours(7)
	same(t, "report", r, want)
	same(t, "the old facts", find(t, s, storage.Query{Kind: storage.Meetings, People: [][]string{{"Tom Reyes"}}}), []string{})
	same(t, "the new facts", find(t, s, storage.Query{Kind: storage.Meetings, People: [][]string{{"Mira Solano"}}}), []string{"a"})
	same(t, "the old title", find(t, s, storage.Query{Words: "before"}), []string{})
	same(t, "the new title", find(t, s, storage.Query{Words: "after"}), []string{"a"})

	same(t, "saved again", save(t, s, again), storage.Saved{Known: 1, Head: 2})
	same(t, "edited stays", got[news.Report](t)(s.Report(t.Context(), "a")).Article.Edited, hours(7))
}

func examKnown(t *testing.T, s storage.Store) {
	save(t, s, write("a", 1, "A").people("Tom Reyes"))
	better := write("a", 1, "A").people("Tom Reyes", "Ana Prado").visit("Reyes goes to Malta.", "Malta", "", "2031-03-05", "Tom Reyes")
	better.Article.Seen = hours(30)
	same(t, "saved", save(t, s, better), storage.Saved{Known: 1, Head: 1})
	want := better.Report
	want.Article.Seq, want.Article.Seen = 1, hours(1).Add(time.Minute)
	same(t, "report", got[news.Report](t)(s.Report(t.Context(), "a")), want)
	same(t, "visits", find(t, s, storage.Query{Kind: storage.Visits, People: [][]string{{"Tom Reyes"}}}), []string{"a"})
}

func examUndated(t *testing.T, s storage.Store) {
	undated := func(id string, hour int, print string) *draft {
		d := write(id, hour, "T")
		d.Article.Published, d.Article.Fingerprint = d.Article.Seen, print
		return d
	}
	first := undated("never", 1, "1")
	save(t, s, first, write("dated", 2, "T"), undated("late", 3, "1"))
	late := write("late", 0, "T")
	save(t, s, undated("never", 20, "2"), undated("dated", 20, "2"), late)
	save(t, s, undated("never", 30, "2"), undated("dated", 30, "2"), undated("late", 30, "3"))
	for id, want := range map[news.ArticleID]time.Time{
		"never": first.Article.Published,
		"dated": hours(2),
		"late":  late.Article.Published,
	} {
		same(t, string(id), got[news.Report](t)(s.Report(t.Context(), id)).Article.Published, want)
	}
	same(t, "newest first", find(t, s, storage.Query{}), []string{"dated", "never", "late"})
}

func examTwice(t *testing.T, s storage.Store) {
	second := write("a", 1, "Second")
	second.Article.Fingerprint = "other"
	same(t, "saved", save(t, s, write("a", 1, "First"), second), storage.Saved{New: 1, Edited: 1, Head: 1})
	same(t, "titles", mapped(collect(t, s.AllReports(t.Context(), 0)), func(r news.Report) string { return r.Article.Title }), []string{"Second"})
}

func examNoID(t *testing.T, s storage.Store) {
	must(t, s.SaveSource(t.Context(), news.Source{ID: "bell", URL: "https://bell.example/feed"}))
	_, err := s.SaveReports(t.Context(), storage.Intake{
		Reports: []news.Report{write("a", 0, "A").people("Ana Prado").Report, {}}, Source: "bell", State: news.Polling{ETag: "x"},
	})
	if err == nil {
		t.Error("a report without an id was taken")
	}
	same(t, "head", got[int64](t)(s.Head(t.Context())), int64(0))
	same(t, "reports", collect(t, s.AllReports(t.Context(), 0)), []news.Report{})
	same(t, "stats", got[storage.Stats](t)(s.Stats(t.Context())), storage.Stats{})
	same(t, "state", got[news.Source](t)(s.Source(t.Context(), "bell")).State, news.Polling{})
	same(t, "next", save(t, s, write("b", 0, "B")), storage.Saved{New: 1, Head: 1})
}

func examFingerprints(t *testing.T, s storage.Store) {
	save(t, s, write("a", 0, "A"), write("b", 0, "B"), write(`odd "id', \`, 0, "C"))
	prints := got[map[news.ArticleID]string](t)(s.Fingerprints(t.Context(), []news.ArticleID{"b", "x", `odd "id', \`, "b"}))
	same(t, "fingerprints", prints, map[news.ArticleID]string{"b": "print of b", `odd "id', \`: `print of odd "id', \`})
	same(t, "of nothing", got[map[news.ArticleID]string](t)(s.Fingerprints(t.Context(), nil)), map[news.ArticleID]string{})
}

func examSeqBefore(t *testing.T, s storage.Store) {
	same(t, "of nothing", got[int64](t)(s.SeqBefore(t.Context(), noon)), int64(0))
	save(t, s, write("a", 0, "A"), write("b", 10, "B"), write("c", 20, "C"))
	seqsBefore(t, s, map[time.Time]int64{
		hours(-1):                 0,
		hours(0).Add(time.Minute): 0,
		hours(0).Add(time.Minute + time.Millisecond): 1,
		hours(10):                  1,
		hours(20).Add(time.Minute): 2,
		hours(20).Add(time.Minute + time.Millisecond): 3,
		hours(99): 3,
	})
}

// examSeqBeforeWrongClocks has one report dated decades too early, and a clock
// that went back once: no report seen since an instant is ever left out.
func examSeqBeforeWrongClocks(t *testing.T, s storage.Store) {
	early := write("early", 0, "E")
	early.Article.Seen = time.Unix(0, 0)
	save(t, s, write("a", 0, "A"), write("b", 10, "B"), early, write("c", 12, "C"), write("d", 11, "D"), write("e", 20, "E"))
	seqsBefore(t, s, map[time.Time]int64{
		time.Unix(-1, 0): 0,
		hours(0):         0,
		hours(5):         1,
		hours(11):        3,
		hours(12):        3,
		hours(13):        5,
		hours(99):        6,
	})
	late := write("late", 0, "L")
	late.Article.Seen = hours(1_000_000)
	save(t, s, late)
	seqsBefore(t, s, map[time.Time]int64{hours(5): 1, hours(13): 5, hours(99): 6, hours(2_000_000): 7})
}

func seqsBefore(t *testing.T, s storage.Store, want map[time.Time]int64) {
	t.Helper()
	for before, seq := range want {
		same(t, before.String(), got[int64](t)(s.SeqBefore(t.Context(), before)), seq)
	}
}

func examAllReports(t *testing.T, s storage.Store) {
	save(t, s, write("c", 0, "C"), write("a", 2, "A"), write("b", 1, "B"))
	same(t, "all", idsOf(collect(t, s.AllReports(t.Context(), 0))), []string{"c", "a", "b"})
	same(t, "after 1", idsOf(collect(t, s.AllReports(t.Context(), 1))), []string{"a", "b"})
	same(t, "after 3", idsOf(collect(t, s.AllReports(t.Context(), 3))), []string{})
	list := s.AllReports(t.Context(), 1)
	for range list {
		break
	}
	same(t, "a list can be read again", idsOf(collect(t, list)), []string{"a", "b"})
}

func examMany(t *testing.T, s storage.Store) {
	var drafts []*draft
	for i := range 150 {
		drafts = append(drafts, write(fmt.Sprintf("r%03d", i), i, "Title").people("Ana Prado"))
	}
	same(t, "saved", save(t, s, drafts...), storage.Saved{New: 150, Head: 150})
	for i, r := range collect(t, s.AllReports(t.Context(), 0)) {
		if r.Article.Seq != int64(i+1) || r.Article.ID != drafts[i].Article.ID {
			t.Fatalf("at %d: %d %s", i, r.Article.Seq, r.Article.ID)
		}
	}
}
