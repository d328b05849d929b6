package storage

import "readout/digest/news"

// What follows names the fields of a report in the order of their structs,
// which is that of json.Marshal.

func (r *reading) article(a *news.Article) {
	r.open()
	textAt(r, "id", &a.ID)
	numberAt(r, "seq", &a.Seq)
	textAt(r, "source", &a.Source)
	textAt(r, "outlet", &a.Outlet)
	textAt(r, "url", &a.URL)
	textAt(r, "title", &a.Title)
	textAt(r, "text", &a.Text)
	textAt(r, "language", &a.Language)
	r.instantAt("published", &a.Published)
	r.instantAt("seen", &a.Seen)
	textAt(r, "fingerprint", &a.Fingerprint)
	r.instantAt("edited", &a.Edited)
	r.flagAt("filed", &a.Filed)
	r.flagAt("opening", &a.Opening)
	textAt(r, "parked", &a.Parked)
	someAt(r, "former", &a.Former, (*reading).former)
	r.shut()
}

func (r *reading) former(f *news.Former) {
	r.open()
	textAt(r, "fingerprint", &f.Fingerprint)
	textAt(r, "title", &f.Title)
	r.instantAt("until", &f.Until)
	r.textsAt("evidence", &f.Evidence)
	r.shut()
}

func (r *reading) facts(f *news.Facts) {
	r.open()
	someAt(r, "people", &f.People, (*reading).person)
	someAt(r, "meetings", &f.Meetings, (*reading).meeting)
	someAt(r, "visits", &f.Visits, (*reading).visit)
	someAt(r, "statements", &f.Statements, (*reading).statement)
	someAt(r, "summary", &f.Summary, (*reading).span)
	textAt(r, "provenance", &f.Provenance)
	textAt(r, "language", &f.Language)
	r.shut()
}

func (r *reading) person(p *news.Person) {
	r.open()
	textAt(r, "name", &p.Name)
	r.textsAt("roles", &p.Roles)
	someAt(r, "mentions", &p.Mentions, (*reading).span)
	r.shut()
}

func (r *reading) meeting(m *news.Meeting) {
	r.open()
	textAt(r, "kind", &m.Kind)
	textAt(r, "status", &m.Status)
	r.textsAt("participants", &m.Participants)
	r.textsAt("groups", &m.Groups)
	textAt(r, "place", &m.Place)
	textAt(r, "place_basis", &m.PlaceBasis)
	textAt(r, "date", &m.Day)
	textAt(r, "date_basis", &m.DayBasis)
	r.flagAt("main", &m.Main)
	r.evidenceAt(&m.Evidence)
	r.shut()
}

func (r *reading) visit(v *news.Visit) {
	r.open()
	r.textsAt("visitors", &v.Visitors)
	textAt(r, "to", &v.To)
	textAt(r, "start", &v.Start)
	textAt(r, "end", &v.End)
	textAt(r, "status", &v.Status)
	r.evidenceAt(&v.Evidence)
	r.shut()
}

func (r *reading) statement(s *news.Statement) {
	r.open()
	textAt(r, "speaker", &s.Speaker)
	r.spanAt("mention", &s.Mention)
	r.spanAt("cue", &s.Cue)
	someAt(r, "content", &s.Content, (*reading).span)
	r.spanAt("addressee", &s.Addressee)
	textAt(r, "type", &s.Type)
	r.flagAt("key", &s.Key)
	r.evidenceAt(&s.Evidence)
	r.shut()
}

// evidenceAt reads fields that stand among those of the fact.
func (r *reading) evidenceAt(e *news.Evidence) {
	r.spanAt("evidence", &e.Span)
	textAt(r, "rule", &e.Rule)
	numberAt(r, "confidence", &e.Confidence)
}

func (r *reading) span(s *news.Span) {
	r.open()
	numberAt(r, "start", &s.Start)
	numberAt(r, "end", &s.End)
	r.shut()
}

func (r *reading) spanAt(key string, s *news.Span) {
	if r.key(key) {
		r.span(s)
	}
}
