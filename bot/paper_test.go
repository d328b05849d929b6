package bot_test

import (
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// paper builds a report whose spans are found by their words.
type paper struct {
	t *testing.T
	r news.Report
}

func article(t *testing.T, key, outlet, title string, published time.Time, text string) *paper {
	t.Helper()
	return &paper{t: t, r: news.Report{
		Article: news.Article{
			ID: news.IdentityOf("test", key), Source: "test", Outlet: outlet, Title: title, Text: text,
			URL: "https://" + strings.ToLower(strings.ReplaceAll(outlet, " ", "")) + ".example/" + key, Published: published, Seen: published.Add(time.Minute), Fingerprint: key,
		},
		Facts: news.Facts{Language: "en"},
	}}
}

func (p *paper) span(words string) news.Span {
	p.t.Helper()
	if words == "" {
		return news.Span{}
	}
	at := strings.Index(p.r.Article.Text, words)
	if at < 0 {
		p.t.Fatalf("%q is not in %q", words, p.r.Article.Text)
	}
	return news.Span{Start: at, End: at + len(words)}
}

// before is the last place of some words before others.
func (p *paper) before(words, content string) news.Span {
	p.t.Helper()
	at := strings.LastIndex(p.r.Article.Text[:p.span(content).Start], words)
	if at < 0 {
		p.t.Fatalf("%q does not stand before %q", words, content)
	}
	return news.Span{Start: at, End: at + len(words)}
}

// sentence is the sentence that holds the words.
func (p *paper) sentence(words string) news.Span {
	p.t.Helper()
	s := p.span(words)
	if at := strings.LastIndex(p.r.Article.Text[:s.Start], ". "); at >= 0 {
		s.Start = at + 2
	} else {
		s.Start = 0
	}
	if at := strings.Index(p.r.Article.Text[s.End:], ". "); at >= 0 {
		s.End += at + 1
	} else {
		s.End = len(p.r.Article.Text)
	}
	return s
}

func (p *paper) person(name string, roles ...string) *paper {
	words := strings.Fields(name)
	p.r.Facts.People = append(p.r.Facts.People, news.Person{Name: name, Roles: roles, Mentions: []news.Span{p.span(words[len(words)-1])}})
	return p
}

func (p *paper) meeting(proof string, m news.Meeting) *paper {
	m.Evidence = news.Evidence{Span: p.sentence(proof), Rule: "meet/met-with", Confidence: 88}
	if m.Kind == "" {
		m.Kind = news.InPerson
	}
	if m.Status == "" {
		m.Status = news.Held
	}
	p.r.Facts.Meetings = append(p.r.Facts.Meetings, m)
	return p
}

func (p *paper) said(speaker, mention, cue, content string) *paper {
	p.r.Facts.Statements = append(p.r.Facts.Statements, news.Statement{
		Speaker: speaker, Mention: p.before(mention, content), Cue: p.before(cue, content), Content: []news.Span{p.span(content)}, Type: news.Indirect,
		Evidence: news.Evidence{Span: p.sentence(content), Rule: "say/cue-that", Confidence: 93},
	})
	return p
}

func (p *paper) visit(proof string, v news.Visit) *paper {
	v.Evidence = news.Evidence{Span: p.sentence(proof), Rule: "visit/arrive", Confidence: 81}
	p.r.Facts.Visits = append(p.r.Facts.Visits, v)
	return p
}

// papers are the archive of every test: invented people and outlets.
func papers(t *testing.T) []news.Report {
	t.Helper()
	day := func(d, h int) time.Time { return time.Date(2023, 11, d, h, 0, 0, 0, time.UTC) }
	old := article(t, "old", "Harbour Post", "Sabel opens border talks", day(3, 9),
		"Foreign Minister Nadia Sabel met Ambassador Iver Holt in Lyon on 2 November. Luka Sabel, a sculptor, watched.").
		person("Nadia Sabel", "Foreign Minister").person("Iver Holt", "Ambassador").person("Luka Sabel", "sculptor").
		meeting("met Ambassador", news.Meeting{Participants: []string{"Nadia Sabel", "Iver Holt"}, Place: "Lyon", PlaceBasis: news.Stated, Day: "2023-11-02", DayBasis: news.Stated})
	first := article(t, "mines", "Veld Courier", "Prado and Reyes agree on mine maps", day(14, 10),
		"Energy Minister Ana Prado met Commissioner Tomas Reyes in Baku on 14 November. She said that the maps of the mines will be handed over by spring. Reyes called it \"a first step, not the last\". Prado travels to Tbilisi on 20 November.").
		person("Ana Prado", "Energy Minister").person("Tomas Reyes", "Commissioner").
		meeting("met Commissioner", news.Meeting{Participants: []string{"Ana Prado", "Tomas Reyes"}, Groups: []string{"delegation"}, Place: "Baku", PlaceBasis: news.Stated, Day: "2023-11-14", DayBasis: news.Stated}).
		said("Ana Prado", "She", "said", "the maps of the mines will be handed over by spring").
		said("Tomas Reyes", "Reyes", "called", "a first step, not the last").
		visit("travels to Tbilisi", news.Visit{Visitors: []string{"Ana Prado"}, To: "Tbilisi", Start: "2023-11-20", End: "2023-11-21", Status: news.Planned})
	first.r.Facts.Provenance = "the Energy Ministry"
	second := article(t, "maps", "Harbour Post", "Mine maps by spring, minister says", day(14, 15),
		"Ana Prado and Tomas Reyes held talks in Baku. Reyes has been in Azerbaijan since 12 November.").
		person("Ana Prado", "Minister of Energy").person("Tomas Reyes").
		meeting("held talks", news.Meeting{Participants: []string{"Ana Prado", "Tomas Reyes"}, Day: "2023-11-14", DayBasis: news.Publication}).
		visit("since 12 November", news.Visit{Visitors: []string{"Tomas Reyes"}, To: "Azerbaijan", Start: "2023-11-12", Status: news.Ongoing})
	foreign := article(t, "xeber", "Xəbər", "Səfər başa çatdı", day(14, 18), "Səfər başa çatdı.")
	foreign.r.Facts.Language = "az"
	hall := article(t, "hall", "Harbour Post", "Lyon to host again", day(3, 12), "Lyon City Hall said talks would return.").
		said("Lyon City Hall", "Lyon City Hall", "said", "talks would return")
	var all []news.Report
	for _, p := range []*paper{old, hall, first, second, foreign} {
		all = append(all, p.r)
	}
	return all
}

// fill gives a store its feeds, topics and articles.
func fill(t *testing.T, store storage.Store) {
	t.Helper()
	ctx := t.Context()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(store.SaveSource(ctx, news.Source{ID: "test", URL: "https://harbourpost.example/feed", Title: "Harbour Post"}))
	check(store.SaveSource(ctx, news.Source{ID: "gone", URL: "https://gone.example/feed", Title: "Evening Gone"}))
	check(store.SavePolling(ctx, "gone", news.Polling{Failures: 3, Reason: "403", Tried: now, FailingSince: now.Add(-26 * time.Hour)}))
	check(store.SaveTopic(ctx, news.Topic{ID: "south-caucasus", Name: "South Caucasus", About: "Armenia, Azerbaijan, Georgia", Any: []string{"Baku", "Tbilisi"}}))
	check(store.SaveTopic(ctx, news.Topic{ID: "energy", Name: "Energy", Any: []string{"energy", "mines"}}))
	check(store.SaveTopic(ctx, news.Topic{ID: "borders", Name: "Borders", Any: []string{"border"}}))
	check(store.SaveTopic(ctx, news.Topic{ID: "mine-alone", Name: "Mine alone", Owner: news.Address{Chat: 7}}))
	_, err := store.SaveReports(ctx, storage.Intake{Reports: papers(t), Source: "test", State: news.Polling{Read: now}})
	check(err)
}
