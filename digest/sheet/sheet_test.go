package sheet_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
	"readout/digest/sheet"
)

var noon = time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC)

// article begins a report that was published so many days after the others'.
func article(id string, seq int64, days int) news.Report {
	at := noon.AddDate(0, 0, days)
	return news.Report{Article: news.Article{
		ID: news.ArticleID(id), Seq: seq, Outlet: "The " + id, URL: "https://" + id + ".example/x", Title: "Title of " + id,
		Published: at, Seen: at.Add(time.Minute),
	}}
}

func tell(r *news.Report, sentence string) news.Evidence {
	start := len(r.Article.Text)
	r.Article.Text += sentence + " "
	return news.Evidence{Span: news.Span{Start: start, End: start + len(sentence)}, Rule: "test/told", Confidence: 80}
}

func met(r news.Report, status news.Status, day news.Day, place string, who ...string) news.Report {
	e := tell(&r, strings.Join(who, " and ")+" of "+string(r.Article.ID))
	r.Facts.Meetings = append(slices.Clone(r.Facts.Meetings), news.Meeting{
		Kind: news.InPerson, Status: status, Participants: who, Place: place, PlaceBasis: news.Stated, Day: day, DayBasis: news.Stated, Evidence: e,
	})
	return r
}

func said(r news.Report, who, words string) news.Report {
	e := tell(&r, words)
	r.Facts.Statements = append(slices.Clone(r.Facts.Statements), news.Statement{Speaker: who, Content: []news.Span{e.Span}, Type: news.Direct, Evidence: e})
	return r
}

func went(r news.Report, to string, start, end news.Day, who ...string) news.Report {
	e := tell(&r, "To "+to)
	r.Facts.Visits = append(slices.Clone(r.Facts.Visits), news.Visit{Visitors: who, To: to, Start: start, End: end, Status: news.Planned, Evidence: e})
	return r
}

func each(reports ...news.Report) iter.Seq2[news.Report, error] {
	return func(yield func(news.Report, error) bool) {
		for _, r := range reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func rows(t *testing.T, k sheet.Kind, aliases []news.Alias, reports ...news.Report) []sheet.Row {
	t.Helper()
	var all []sheet.Row
	for r, err := range sheet.Rows(k, each(reports...), aliases) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func TestTellingsOfOneFact(t *testing.T) {
	t.Parallel()
	ana := []string{"Ana Prado", "Tom Reyes"}
	a, b, c := article("a", 1, 0), article("b", 2, 1), article("c", 3, 20)
	for _, test := range []struct {
		name    string
		kind    sheet.Kind
		reports []news.Report
		want    int
	}{
		{"equal", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "Lyon", ana...), met(b, news.Held, "2031-03-03", "lyon", ana[1], ana[0])}, 1},
		{"a place that one does not tell", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", ana...), met(b, news.Held, "2031-03-03", "Lyon", ana...)}, 1},
		{"other places", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "Oslo", ana...), met(b, news.Held, "2031-03-03", "Lyon", ana...)}, 2},
		{"other days", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", ana...), met(b, news.Held, "2031-03-04", "", ana...)}, 2},
		{"other people", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", ana...), met(b, news.Held, "2031-03-03", "", "Ana Prado", "Mira Olsen")}, 2},
		{"one names somebody more", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", ana...), met(b, news.Held, "2031-03-03", "Lyon", "Mira Olsen", "Tom Reyes", "Ana Prado")}, 1},
		{"each names somebody else besides", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", "Ana Prado", "Tom Reyes", "Paul Lund"), met(b, news.Held, "2031-03-03", "", "Ana Prado", "Tom Reyes", "Mira Olsen")}, 2},
		{"only one side is named", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", "Ana Prado"), met(b, news.Held, "2031-03-03", "", ana...)}, 2},
		{"a companion on a trip", sheet.Visits, []news.Report{went(a, "Malta", "2031-03-05", "", "Tom Reyes"), went(b, "Malta", "2031-03-05", "", "Ana Prado", "Tom Reyes")}, 1},
		{"another status", sheet.Meetings, []news.Report{met(a, news.Planned, "2031-03-03", "", ana...), met(b, news.Held, "2031-03-03", "", ana...)}, 1},
		{"told three weeks later", sheet.Meetings, []news.Report{met(a, news.Held, "2031-03-03", "", ana...), met(c, news.Held, "2031-03-03", "", ana...)}, 2},
		{"no day, told on two days", sheet.Meetings, []news.Report{met(a, news.Held, "", "", ana...), met(b, news.Held, "", "", ana...)}, 2},
		{"no day, told on one", sheet.Meetings, []news.Report{met(a, news.Held, "", "", ana...), met(article("d", 9, 0), news.Held, "", "", ana...)}, 1},
		{"a day that one does not tell, told on it", sheet.Meetings, []news.Report{met(a, news.Held, "", "", ana...), met(article("d", 9, 1), news.Held, "2031-03-04", "", ana...)}, 1},
		{"a day that one does not tell, told on another", sheet.Meetings, []news.Report{met(a, news.Held, "", "", ana...), met(b, news.Held, "2031-03-03", "", ana...)}, 2},
		{"twice in one article", sheet.Meetings, []news.Report{met(met(a, news.Held, "", "", ana...), news.Held, "", "", ana...)}, 2},
		{"equal words", sheet.Statements, []news.Report{said(a, "Ana Prado", "The pact holds"), said(b, "Ana Prado", "the pact holds.")}, 1},
		{"another speaker", sheet.Statements, []news.Report{said(a, "Ana Prado", "The pact holds"), said(b, "Tom Reyes", "The pact holds")}, 2},
		{"the same again, weeks later", sheet.Statements, []news.Report{said(a, "Ana Prado", "No comment"), said(c, "Ana Prado", "No comment")}, 2},
		{"one trip", sheet.Visits, []news.Report{went(a, "Malta", "2031-03-05", "2031-03-07", "Tom Reyes"), went(b, "Malta", "2031-03-05", "2031-03-07", "Tom Reyes")}, 1},
		{"two trips", sheet.Visits, []news.Report{went(a, "Malta", "2031-03-05", "", "Tom Reyes"), went(b, "Malta", "2031-03-06", "", "Tom Reyes")}, 2},
		{"another kind", sheet.Visits, []news.Report{met(a, news.Held, "", "", ana...)}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			oldest := rows(t, test.kind, nil, test.reports...)
			slices.Reverse(test.reports)
			newest := rows(t, test.kind, nil, test.reports...)
			if len(oldest) != test.want || len(newest) != test.want {
				t.Fatalf("%d rows, and %d from the newest on; want %d", len(oldest), len(newest), test.want)
			}
			if test.want == 1 {
				if diff := cmp.Diff(oldest, newest); diff != "" {
					t.Errorf("the order of the reports matters:\n%s", diff)
				}
			}
		})
	}
}

func TestARowOfSeveralTellings(t *testing.T) {
	t.Parallel()
	first := met(article("a", 1, 0), news.Planned, "2031-03-06", "", "A. Prado", "Tom Reyes")
	first.Facts.People = []news.Person{{Name: "A. Prado", Roles: []string{"minister"}}, {Name: "Tom Reyes"}}
	second := met(article("b", 2, 3), news.Held, "2031-03-06", "Lyon", "Ana Prado", "Tom Reyes")
	second.Facts.People = []news.Person{{Name: "Ana Prado", Roles: []string{"minister", "party leader"}}}
	second.Article.Edited = noon.AddDate(0, 0, 5)
	third := met(article("c", 3, 4), news.Held, "2031-03-06", "", "Tom Reyes", "Ana Prado")
	third.Article.Outlet = "The b"
	got := rows(t, sheet.Meetings, []news.Alias{{Name: "A. Prado", Of: "Ana Prado"}}, first, second, third)
	want := []sheet.Row{{
		ID: got[0].ID, Kind: sheet.Meetings, People: []string{"Ana Prado", "Tom Reyes"},
		Roles: map[string][]string{"Ana Prado": {"minister", "party leader"}}, Sort: news.InPerson,
		Status: news.Held, Place: "Lyon", PlaceBasis: news.Stated, Day: "2031-03-06", DayBasis: news.Stated,
		Evidence: "Ana Prado and Tom Reyes of b", Rule: "test/told", Confidence: 80, Title: "Title of b",
		URLs:    []string{"https://a.example/x", "https://b.example/x", "https://c.example/x"},
		Outlets: []string{"The a", "The b"}, Published: noon, FirstSeen: noon.Add(time.Minute), Corrected: noon.AddDate(0, 0, 5),
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("row (-want +got):\n%s", diff)
	}
	words := rows(t, sheet.Statements, []news.Alias{{Name: "A. Prado", Of: "Ana Prado"}}, said(article("a", 1, 0), "A. Prado", "So"), said(article("b", 2, 0), "Ana Prado", "So"))
	if len(words) != 1 {
		t.Errorf("one statement under two spellings is %d rows", len(words))
	}
	alone := rows(t, sheet.Meetings, []news.Alias{{Name: "A. Prado", Of: "Ana Prado"}}, first)
	if alone[0].ID != got[0].ID {
		t.Errorf("the id was %s and became %s", alone[0].ID, got[0].ID)
	}
}

func TestIDsTellRowsApart(t *testing.T) {
	t.Parallel()
	r := article("a", 1, 0)
	for range 3 {
		r = met(r, news.Held, "", "", "Ana Prado", "Tom Reyes")
	}
	r = met(r, news.Held, "", "", "Ana Prado", "Mira Olsen")
	seen := map[string]bool{}
	for _, row := range rows(t, sheet.Meetings, nil, r, met(article("b", 2, 30), news.Held, "", "", "Ana Prado", "Tom Reyes")) {
		seen[row.ID] = true
	}
	if len(seen) != 5 {
		t.Errorf("5 rows have %d ids", len(seen))
	}
}

func TestManyRowsAreHandedOnMeanwhile(t *testing.T) {
	t.Parallel()
	read := 0
	reports := func(yield func(news.Report, error) bool) {
		for ; read < 100_000; read++ {
			if !yield(said(article(fmt.Sprint(read), int64(read+1), read/300), "Ana Prado", fmt.Sprint("It is ", read)), nil) {
				return
			}
		}
	}
	for range sheet.Rows(sheet.Statements, reports, nil) {
		break
	}
	if read > 30_000 {
		t.Errorf("the first row came after %d articles", read)
	}
}

func TestAnErrorOfTheReportsEndsTheTable(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	reports := func(yield func(news.Report, error) bool) {
		_ = yield(said(article("a", 1, 0), "Ana Prado", "So"), nil) && yield(news.Report{}, broken)
	}
	for name, write := range writers() {
		if _, err := write(io.Discard, sheet.Statements, sheet.Rows(sheet.Statements, reports, nil)); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type writer func(io.Writer, sheet.Kind, iter.Seq2[sheet.Row, error]) (int, error)

func writers() map[string]writer {
	return map[string]writer{"csv": sheet.WriteCSV, "jsonl": sheet.WriteJSONL}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestAWriterThatFails(t *testing.T) {
	t.Parallel()
	for name, write := range writers() {
		_, err := write(full{}, sheet.Statements, sheet.Rows(sheet.Statements, each(said(article("a", 1, 0), "Ana", "So")), nil))
		if err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	r := met(article("a", 1, 0), news.Held, "2031-03-03", "Lyon", "Ana Prado", "Tom Reyes")
	r = went(said(r, "Ana Prado", "The “pact”, she said"), "Malta", "2031-03-05", "", "Tom Reyes")
	r.Facts.People = []news.Person{{Name: "Ana Prado", Roles: []string{"minister", "party leader"}}}
	want := map[sheet.Kind][2]string{
		sheet.Meetings: {
			"id,people,roles,groups,kind,day,day_basis,status,place,place_basis,urls,outlets,title,evidence,rule,confidence,published,first_seen,corrected\r\n" +
				"ID,Ana Prado; Tom Reyes,\"Ana Prado: minister, party leader\",,meeting,2031-03-03,stated,held,Lyon,stated,https://a.example/x,The a,Title of a," +
				"Ana Prado and Tom Reyes of a,test/told,80,2031-03-04T12:00:00Z,2031-03-04T12:01:00Z,\r\n",
			`{"id":"ID","people":["Ana Prado","Tom Reyes"],"roles":{"Ana Prado":["minister","party leader"]},"groups":[],"kind":"meeting",` +
				`"day":"2031-03-03","day_basis":"stated","status":"held","place":"Lyon","place_basis":"stated","urls":["https://a.example/x"],` +
				`"outlets":["The a"],"title":"Title of a","evidence":"Ana Prado and Tom Reyes of a","rule":"test/told","confidence":80,` +
				`"published":"2031-03-04T12:00:00Z","first_seen":"2031-03-04T12:01:00Z","corrected":null}` + "\n",
		},
		sheet.Statements: {
			"id,people,roles,day,day_basis,words,type,cue,addressee,key,urls,outlets,title,evidence,rule,confidence,published,first_seen,corrected\r\n" +
				"ID,Ana Prado,\"Ana Prado: minister, party leader\",2031-03-04,publication,\"The “pact”, she said\",direct,,,,https://a.example/x,The a,Title of a," +
				"\"The “pact”, she said\",test/told,80,2031-03-04T12:00:00Z,2031-03-04T12:01:00Z,\r\n",
			`{"id":"ID","people":["Ana Prado"],"roles":{"Ana Prado":["minister","party leader"]},"day":"2031-03-04","day_basis":"publication",` +
				`"words":"The “pact”, she said","type":"direct","cue":"","addressee":"","key":false,"urls":["https://a.example/x"],` +
				`"outlets":["The a"],"title":"Title of a","evidence":"The “pact”, she said","rule":"test/told","confidence":80,` +
				`"published":"2031-03-04T12:00:00Z","first_seen":"2031-03-04T12:01:00Z","corrected":null}` + "\n",
		},
		sheet.Visits: {
			"id,people,roles,start,end,status,place,urls,outlets,title,evidence,rule,confidence,published,first_seen,corrected\r\n" +
				"ID,Tom Reyes,,2031-03-05,,planned,Malta,https://a.example/x,The a,Title of a,To Malta,test/told,80,2031-03-04T12:00:00Z,2031-03-04T12:01:00Z,\r\n",
			`{"id":"ID","people":["Tom Reyes"],"roles":{},"start":"2031-03-05","end":"","status":"planned","place":"Malta","urls":["https://a.example/x"],` +
				`"outlets":["The a"],"title":"Title of a","evidence":"To Malta","rule":"test/told","confidence":80,` +
				`"published":"2031-03-04T12:00:00Z","first_seen":"2031-03-04T12:01:00Z","corrected":null}` + "\n",
		},
	}
	for kind, want := range want {
		all := rows(t, kind, nil, r)
		for i, name := range []string{"csv", "jsonl"} {
			var out bytes.Buffer
			if n, err := writers()[name](&out, kind, sheet.Rows(kind, each(r), nil)); err != nil || n != 1 {
				t.Fatalf("%d rows, %v", n, err)
			}
			if diff := cmp.Diff(want[i], strings.ReplaceAll(out.String(), all[0].ID, "ID")); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", kind, name, diff)
			}
		}
	}
}

func TestFormulasAreDefused(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		`=1+1`:                  `'=1+1`,
		`+41 22 000 00 00`:      `'+41 22 000 00 00`,
		`-5 degrees`:            `'-5 degrees`,
		`@SUM(A1)`:              `'@SUM(A1)`,
		"\t=1":                  `'=1`,
		"\r\n=1":                `'=1`,
		" \u00a0\ufeff =1":      "\ufeff '=1",
		"\u200b=1":              "\u200b'=1",
		`"=1`:                   `"'=1`,
		"＝1":                    "'＝1",
		"one\ttwo\r\nthree":     "one two three",
		"a;=1":                  "a;'=1",
		"a; \"-1\" | @b":        "a; \"'-1\" | '@b",
		"a = b - c + d":         "a = b - c + d",
		"e-mail a@bell.example": "e-mail a@bell.example",
		"nul\x00l":              "nul l",
		"broken\xff":            "broken\ufffd",
		"":                      "",
	} {
		r := article("a", 1, 0)
		r.Article.Title = title
		records := table(t, said(r, "Ana", "So it is."))
		if got := records[1][slices.Index(records[0], "title")]; got != want {
			t.Errorf("%q became %q, want %q", title, got, want)
		}
	}
}

func table(t *testing.T, r news.Report) [][]string {
	t.Helper()
	var out bytes.Buffer
	if _, err := sheet.WriteCSV(&out, sheet.Statements, sheet.Rows(sheet.Statements, each(r), nil)); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// FuzzTables holds of any words that the CSV is a whole table of which no cell
// begins a formula in any common setting, and that each JSON line is one
// object with the words as they were.
func FuzzTables(f *testing.F) {
	for _, seed := range []string{"=1", "a;=1", "\"x\"\n", "\ufeff\t@x", "a,b|-c", "\xff\x00"} {
		f.Add(seed, seed, seed)
	}
	f.Fuzz(func(t *testing.T, title, who, words string) {
		r := article("a", 1, 0)
		r.Article.Title, r.Article.Outlet = title, who
		r = said(r, who, words)
		records := table(t, r)
		if len(records) != 2 || len(records[1]) != len(records[0]) {
			t.Fatalf("%q", records)
		}
		for _, cell := range records[1] {
			for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '|' }) {
				part = strings.TrimLeft(part, " \"")
				if part != "" && strings.ContainsAny(part[:1], "=+-@\t\r\n") || strings.ContainsAny(part, "\t\r\n\x00") {
					t.Errorf("%q is dangerous in %q", part, cell)
				}
			}
		}
		var out bytes.Buffer
		if _, err := sheet.WriteJSONL(&out, sheet.Statements, sheet.Rows(sheet.Statements, each(r), nil)); err != nil {
			t.Fatal(err)
		}
		var object map[string]any
		if err := json.Unmarshal(out.Bytes(), &object); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 {
			t.Fatalf("%q: %v", out.String(), err)
		}
		if got := object["title"]; got != strings.ToValidUTF8(title, "\ufffd") && strings.ToValidUTF8(title, "") == title {
			t.Errorf("title %q became %q", title, got)
		}
	})
}
