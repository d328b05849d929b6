package storage

import (
	"cmp"

	"readout/digest/news"
)

// Replace is a report as it is kept in the place of an old one, and counts it.
// It is the rule of SaveReports by which both keepers decide.
func (s *Saved) Replace(old, r news.Report) news.Report {
	a := old.Article
	if r.Article.Fingerprint != a.Fingerprint {
		s.Edited++
		a.Edited = r.Article.Seen
	} else {
		s.Known++
	}
	if Kept(r.Article.Published).Equal(Kept(r.Article.Seen)) {
		r.Article.Published = a.Published
	}
	r.Article.Seq, r.Article.Seen, r.Article.Edited = a.Seq, a.Seen, a.Edited
	return r
}

// After is a source after it was read, unless it was another address that was
// read.
func (in Intake) After(source news.Source) news.Source {
	if in.State.URL == "" || in.State.URL == source.URL {
		source.State = in.State
		source.Title = cmp.Or(source.Title, in.Title)
	}
	return source
}

// Resaved is a source as SaveSource keeps it in the place of an old one. The
// second result is whether it has another address: nothing that was learned of
// the old one holds of that but when it was not read, and whoever reads the old
// one holds it no more.
func Resaved(old, now news.Source) (news.Source, bool) {
	if old.URL == now.URL {
		now.State = old.State
		return now, false
	}
	now.State = news.Polling{Gaps: old.State.Gaps, FailingSince: old.State.FailingSince, Reason: old.State.Reason}
	return now, true
}
