package storagetest

import (
	"fmt"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// noon is when everything here takes place.
var noon = time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC)

func hours(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

// draft is a report in the making; each method adds a sentence with its fact.
type draft struct{ news.Report }

// write begins a report, published that many hours after noon and read a
// minute later.
func write(id string, hour int, title string) *draft {
	a := news.Article{
		ID: news.ArticleID(id), Source: "bell", Outlet: "The Morning Bell", URL: "https://bell.example/" + id, Title: title,
		Published: hours(hour), Seen: hours(hour).Add(time.Minute), Fingerprint: "print of " + id,
	}
	return &draft{news.Report{Article: a}}
}

func (d *draft) tells(sentence string) news.Evidence {
	if d.Article.Text != "" {
		d.Article.Text += " "
	}
	start := len(d.Article.Text)
	d.Article.Text += sentence
	return news.Evidence{Span: news.Span{Start: start, End: len(d.Article.Text)}, Rule: "test/told", Confidence: 90}
}

func (d *draft) plain(sentence string) *draft { d.tells(sentence); return d }

func (d *draft) people(names ...string) *draft {
	for _, n := range names {
		d.Facts.People = append(d.Facts.People, news.Person{Name: n, Roles: []string{"minister"}})
	}
	return d
}

func (d *draft) meeting(sentence, place string, day news.Day, who ...string) *draft {
	d.Facts.Meetings = append(d.Facts.Meetings, news.Meeting{Place: place, Day: day, Participants: who, Evidence: d.tells(sentence)})
	return d
}

func (d *draft) visit(sentence, to string, start, end news.Day, who ...string) *draft {
	d.Facts.Visits = append(d.Facts.Visits, news.Visit{To: to, Start: start, End: end, Visitors: who, Evidence: d.tells(sentence)})
	return d
}

func (d *draft) said(sentence, speaker string) *draft {
	d.Facts.Statements = append(d.Facts.Statements, news.Statement{Speaker: speaker, Evidence: d.tells(sentence)})
	return d
}

func save(t testing.TB, s storage.Store, drafts ...*draft) storage.Saved {
	t.Helper()
	in := storage.Intake{}
	for _, d := range drafts {
		in.Reports = append(in.Reports, d.Report)
	}
	return got[storage.Saved](t)(s.SaveReports(t.Context(), in))
}

func idsOf(reports []news.Report) []string {
	return mapped(reports, func(r news.Report) string { return string(r.Article.ID) })
}

func chat(n int64) news.Address { return news.Address{Chat: n} }

// reader puts a subscriber there whose due is set to an instant; the zero
// instant is none.
func reader(t testing.TB, s storage.Store, at news.Address, due time.Time) news.Subscriber {
	t.Helper()
	return got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
		sub.Due = slotAt(due)
		return nil
	}))
}

func slotAt(at time.Time) news.Slot {
	if at.IsZero() {
		return news.Slot{}
	}
	return news.Slot{Date: news.DayOf(at, time.UTC), Time: news.TimeOfDay(at.Hour()*60 + at.Minute()), At: at}
}

const lease = time.Minute

func claim(t testing.TB, s storage.Store, now time.Time, limit int) []storage.Claim {
	t.Helper()
	return got[[]storage.Claim](t)(s.ClaimDue(t.Context(), now, "tester", lease, limit))
}

func chatsOf(claims []storage.Claim) []int64 {
	return mapped(claims, func(c storage.Claim) int64 { return c.Subscriber.Address.Chat })
}

// edition holds one line, told apart by n.
func edition(n int, made time.Time) news.Edition {
	return news.NewEdition([]news.Block{
		{Kind: news.Heading, Text: news.Say("Today")},
		{Kind: news.Item, Number: 1, Text: news.Say(fmt.Sprint("line ", n)), Proofs: []news.Proof{{Article: "a", Sentence: "It was so.", Published: noon}}},
	}, nil, made)
}

func deliveryOf(at news.Address, date news.Day, e news.Edition, begun time.Time) news.Delivery {
	return news.Delivery{
		Key: news.DeliveryKey{Address: at, Date: date, Slot: "08:00"}, Edition: e.ID,
		Window: news.Window{After: 3, Until: 9, Since: hours(-24), At: noon},
		Parts:  []news.Part{{From: 0, To: 1}, {From: 1, To: 2}}, Begun: begun,
	}
}
