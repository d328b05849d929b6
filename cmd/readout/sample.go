package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/textproto"
	"slices"
	"strings"
	"text/template"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// The sample news: invented people and outlets, two weeks of them, and two
// items that come in while one is talking.
//
//go:embed sample
var sampleFiles embed.FS

//go:embed sample.yaml
var sampleConfig []byte

// sampleWire brings the sample news as feeds would, one feed an outlet. What
// lies ahead of its clock has not been published yet.
type sampleWire struct {
	articles []news.Article // oldest first
	clock    func() time.Time
}

// newSampleWire dates the sample back from a moment.
func newSampleWire(from time.Time) (*sampleWire, error) {
	names, err := fs.Glob(sampleFiles, "sample/*.txt")
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	wire := &sampleWire{}
	for _, name := range names {
		text, err := sampleFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("sample: %w", err)
		}
		a, err := sampleArticle(name, text, from)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		wire.articles = append(wire.articles, a)
	}
	slices.SortFunc(wire.articles, func(a, b news.Article) int { return a.Published.Compare(b.Published) })
	return wire, nil
}

// sampleArticle reads a header and a text in which {{weekday N}} and {{date N}}
// are the day N days after the article's own. Outlet, Title and Ago say who
// published what and when; Day how long ago the article's own day was, where
// several outlets tell of one (else that of publication).
func sampleArticle(name string, text []byte, from time.Time) (news.Article, error) {
	reader := textproto.NewReader(bufio.NewReader(bytes.NewReader(text)))
	head, err := reader.ReadMIMEHeader()
	if err != nil {
		return news.Article{}, fmt.Errorf("header: %w", err)
	}
	ago, err := time.ParseDuration(head.Get("Ago"))
	if err != nil {
		return news.Article{}, fmt.Errorf("header: %w", err)
	}
	published := from.Add(-ago).Truncate(time.Minute)
	own, err := time.ParseDuration(cmp.Or(head.Get("Day"), head.Get("Ago")))
	if err != nil {
		return news.Article{}, fmt.Errorf("header: %w", err)
	}
	body, err := dated(text[bytes.Index(text, []byte("\n\n"))+2:], from.Add(-own))
	if err != nil {
		return news.Article{}, err
	}
	source := sampleSource(head.Get("Outlet"))
	slug := strings.TrimSuffix(strings.TrimPrefix(name, "sample/"), ".txt")
	return news.Article{
		ID: news.IdentityOf(source, slug), Source: source, Outlet: head.Get("Outlet"),
		URL:   "https://" + string(source) + ".example/" + slug,
		Title: head.Get("Title"), Text: body, Language: cmp.Or(head.Get("Language"), "en"),
		Published: published, Seen: published, Fingerprint: slug,
	}, nil
}

func dated(text []byte, own time.Time) (string, error) {
	day := func(n int) time.Time { return own.UTC().AddDate(0, 0, n) }
	form, err := template.New("text").Funcs(template.FuncMap{
		"weekday": func(n int) string { return day(n).Weekday().String() },
		"date":    func(n int) string { return day(n).Format("January 2") },
	}).Parse(string(text))
	if err != nil {
		return "", fmt.Errorf("text: %w", err)
	}
	var b strings.Builder
	if err := form.Execute(&b, nil); err != nil {
		return "", fmt.Errorf("text: %w", err)
	}
	return strings.TrimSpace(b.String()), nil
}

// dueAt makes sources due at a moment that have been read before, as if they had
// been read whenever they were due until then.
func dueAt(ctx context.Context, store storage.Sources, at time.Time) error {
	var read []news.Source
	for s, err := range store.AllSources(ctx) {
		if err != nil {
			return fmt.Errorf("sources: %w", err)
		}
		if !s.State.Next.IsZero() {
			read = append(read, s)
		}
	}
	for _, s := range read {
		s.State.Next = at
		if err := store.SavePolling(ctx, s.ID, s.State); err != nil {
			return fmt.Errorf("save polling of %s: %w", s.ID, err)
		}
	}
	return nil
}

func sampleSource(outlet string) news.SourceID { return news.SourceID(news.TopicIDOf(outlet)) }

// Fetch brings what the outlet has published by now.
func (w *sampleWire) Fetch(_ context.Context, s news.Source) (news.Batch, error) {
	batch := news.Batch{Title: s.Title, Language: "en"}
	now := w.clock()
	for _, a := range w.articles {
		if a.Source == s.ID && !a.Published.After(now) {
			batch.Articles = append(batch.Articles, a)
		}
	}
	return batch, nil
}

// Page leaves an article as it is: the sample is whole.
func (w *sampleWire) Page(_ context.Context, a news.Article) (news.Article, error) { return a, nil }

// Discover finds nothing: the sample has no network.
func (w *sampleWire) Discover(context.Context, string) ([]news.Source, error) { return nil, errSample }

// Read reads nothing: the sample has no network.
func (w *sampleWire) Read(context.Context, string) (news.Article, error) {
	return news.Article{}, errSample
}

// errSample is a reason in words for people, as those of feeds are.
var errSample = errors.New("the sample news has no network")
