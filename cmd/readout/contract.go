package main

import (
	"encoding/json"
	"io"
	"slices"

	"readout/digest/news"
)

// The output contract of readout extract --format json: spans are pairs of
// bytes [start, end) of the text as given, lists are never null, and what is
// not there is "" or null.

type found struct {
	ID         string      `json:"id"`
	People     []person    `json:"people"`
	Meetings   []meeting   `json:"meetings"`
	Visits     []visit     `json:"visits"`
	Statements []statement `json:"statements"`
	Summary    []span      `json:"summary"`
	Provenance string      `json:"provenance"`
	Language   string      `json:"language"`
	Text       string      `json:"text,omitempty"`
}

type failure struct {
	ID    string `json:"id"`
	Error string `json:"error"`
}

type person struct {
	Name     string   `json:"name"`
	Roles    []string `json:"roles"`
	Mentions []span   `json:"mentions"`
}

type proof struct {
	Evidence   span    `json:"evidence"`
	Rule       string  `json:"rule"`
	Confidence float64 `json:"confidence"`
}

type meeting struct {
	Kind         news.MeetingKind `json:"kind"`
	Status       news.Status      `json:"status"`
	Participants []string         `json:"participants"`
	Groups       []string         `json:"groups"`
	Place        string           `json:"place"`
	PlaceBasis   news.Basis       `json:"place_basis"`
	Date         news.Day         `json:"date"`
	DateBasis    news.Basis       `json:"date_basis"`
	Main         bool             `json:"main"`
	proof
}

type visit struct {
	Visitors []string    `json:"visitors"`
	To       string      `json:"to"`
	Start    news.Day    `json:"start"`
	End      news.Day    `json:"end"`
	Status   news.Status `json:"status"`
	proof
}

type statement struct {
	Speaker   string             `json:"speaker"`
	Mention   *span              `json:"mention"`
	Cue       *span              `json:"cue"`
	Content   []span             `json:"content"`
	Addressee *span              `json:"addressee,omitempty"`
	Type      news.StatementType `json:"type"`
	Key       bool               `json:"key"`
	proof
}

// span is [start, end).
type span [2]int

func findings(in input, f news.Facts) found {
	out := found{
		ID: in.id, Provenance: f.Provenance, Language: f.Language, Summary: spans(f.Summary),
		People: []person{}, Meetings: []meeting{}, Visits: []visit{}, Statements: []statement{},
	}
	if !in.quiet {
		out.Text = in.Text
	}
	for _, p := range f.People {
		out.People = append(out.People, person{p.Name, list(p.Roles), spans(p.Mentions)})
	}
	for _, m := range f.Meetings {
		out.Meetings = append(out.Meetings, meeting{
			m.Kind, m.Status, list(m.Participants), list(m.Groups),
			m.Place, m.PlaceBasis, m.Day, m.DayBasis, m.Main, proofOf(m.Evidence),
		})
	}
	for _, v := range f.Visits {
		out.Visits = append(out.Visits, visit{list(v.Visitors), v.To, v.Start, v.End, v.Status, proofOf(v.Evidence)})
	}
	for _, s := range f.Statements {
		out.Statements = append(out.Statements, statement{
			s.Speaker, maybe(s.Mention), maybe(s.Cue), spans(s.Content), maybe(s.Addressee), s.Type, s.Key, proofOf(s.Evidence),
		})
	}
	return out
}

func proofOf(e news.Evidence) proof {
	return proof{span{e.Span.Start, e.Span.End}, e.Rule, float64(e.Confidence) / 100}
}

func maybe(s news.Span) *span {
	if s.Empty() {
		return nil
	}
	return &span{s.Start, s.End}
}

func spans(all []news.Span) []span {
	out := make([]span, len(all))
	for i, s := range all {
		out[i] = span{s.Start, s.End}
	}
	return out
}

func list(names []string) []string { return append([]string{}, slices.Clone(names)...) }

// writeJSON writes one object on a line. A failing writer is noticed when it
// is flushed.
func writeJSON(w io.Writer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
}
