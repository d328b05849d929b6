package bot_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// lastNews is a desk with behaviour. A preview is one line for each report
// since the request's beginning, two of them at once and the others kept back;
// probes and articles are those of webs.
type lastNews struct{ store storage.Store }

func (l lastNews) Preview(ctx context.Context, q digest.Request, now time.Time) (news.Digest, error) {
	var d news.Digest
	after := q.Reader.Cursor
	if !q.Since.IsZero() {
		var err error
		if after, err = l.store.SeqBefore(ctx, q.Since); err != nil {
			return d, err
		}
	}
	topics := q.Reader.Topics
	if len(q.Topics) > 0 {
		topics = q.Topics
	}
	d.Blocks = append(d.Blocks, news.Block{Kind: news.Heading, Text: news.Say(fmt.Sprint("digest of ", topics))})
	for r, err := range l.store.AllReports(ctx, after) {
		if err != nil {
			return d, err
		}
		d.Lines++
		item := news.Block{Kind: news.Item, Number: d.Lines, Text: news.Say(r.Article.Title), Proofs: []news.Proof{{
			Article: r.Article.ID, Outlet: r.Article.Outlet, Title: r.Article.Title, URL: r.Article.URL, Published: r.Article.Published, Sentence: r.Article.Text,
		}}}
		if d.Lines <= 2 {
			d.Blocks = append(d.Blocks, item)
		} else {
			d.More = append(d.More, item)
		}
	}
	d.Blocks = append(d.Blocks, news.Block{Kind: news.Note, Text: news.Say(fmt.Sprintf("That is all: %d lines.", d.Lines))})
	return d, nil
}

func (l lastNews) Probe(_ context.Context, address string) ([]digest.Probe, error) {
	wire := digest.Probe{
		Source: news.Source{ID: "newwire-example-feed", URL: "https://newwire.example/feed", Title: "New Wire"},
		Batch: news.Batch{Title: "New Wire", Articles: []news.Article{
			{Title: "Old talks", Text: "Old talks.", Published: now.AddDate(0, 0, -3)},
			{Title: "New talks", Text: strings.Repeat("Talks. ", 300), Published: now.Add(-time.Hour)},
		}, Skipped: map[string]int{"without a title": 2}},
	}
	sport := digest.Probe{Source: news.Source{URL: "https://newwire.example/sport", Title: "New Wire Sport"}, Trouble: "the server answers 403 Forbidden", Advice: "write to the publisher"}
	post := digest.Probe{Source: news.Source{URL: "http://www.harbourpost.example/feed/", Title: "Harbour Post"}}
	switch address {
	case "https://newwire.example/feed":
		return []digest.Probe{wire}, nil
	case "https://newwire.example":
		return []digest.Probe{wire, sport}, nil
	case "https://harbourpost.example/feed":
		return []digest.Probe{post}, nil
	}
	return nil, noHostError{}
}

// noHostError knows what can be done about it.
type noHostError struct{}

func (noHostError) Error() string  { return "there is no host of that name" }
func (noHostError) Advice() string { return "check the spelling of the address" }

func (l lastNews) ReadArticle(ctx context.Context, address string, now time.Time) (news.Report, error) {
	if address != "https://newwire.example/envoys" {
		return news.Report{}, digest.UnreadableError{Reason: "the server answers 404 Not Found"}
	}
	const text = "Envoy Mara Lind met Ana Prado in Oslo on 9 November."
	r := news.Report{
		Article: news.Article{ID: news.IdentityOf("", address), URL: address, Outlet: "newwire.example", Title: "Envoys in Oslo", Text: text, Published: now.AddDate(0, 0, -5), Seen: now, Fingerprint: text},
		Facts: news.Facts{
			Language: "en", Summary: []news.Span{{End: len(text)}},
			People: []news.Person{{Name: "Mara Lind", Roles: []string{"Envoy"}, Mentions: []news.Span{{Start: 6, End: 15}}}, {Name: "Ana Prado", Mentions: []news.Span{{Start: 20, End: 29}}}},
			Meetings: []news.Meeting{{
				Kind: news.InPerson, Status: news.Held, Participants: []string{"Mara Lind", "Ana Prado"}, Place: "Oslo", PlaceBasis: news.Stated, Day: "2023-11-09", DayBasis: news.Stated,
				Evidence: news.Evidence{Span: news.Span{End: len(text)}, Rule: "meet/met", Confidence: 91},
			}},
		},
	}
	_, err := l.store.SaveReports(ctx, storage.Intake{Reports: []news.Report{r}})
	return r, err
}
