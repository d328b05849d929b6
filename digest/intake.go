package digest

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// announcedFirst is how many items of a source just added are announced,
	// besides those of its last day.
	announcedFirst = 5
	// A reading brings a flood when its new items are more than floodLeast
	// and floodTimes the usual.
	floodLeast = 50
	floodTimes = 5
	// lagging is for how long a state that an article had before is taken for
	// a copy that lags behind.
	lagging = 2 * day
	// maxFormer, maxEvidence and maxSentence bound what is kept of former
	// states: how many, how many sentences each, how many bytes.
	maxFormer   = 12
	maxEvidence = 5
	maxSentence = 400
)

// intake makes reports of one batch. Nothing of it is true before commit.
type intake struct {
	desk   *Desk
	source news.Source
	batch  news.Batch
	now    time.Time
	log    *slog.Logger

	state   news.Polling
	reports []news.Report
	// have are the states in which the store has articles of the batch.
	have map[news.ArticleID]string
	// filed counts the reports that are not to be announced.
	filed int
	// reading is the number under which the reading is counted; 0 where it has
	// nothing to read. It is careful where it was begun before and never ended.
	reading int64
	careful bool
}

// gather makes reports of the articles that the store does not have in just
// this state, in their order, and of pages that were missing.
func (w *intake) gather(ctx context.Context) error {
	if err := w.missingPages(ctx); err != nil {
		return err
	}
	have, err := w.desk.store.Fingerprints(context.WithoutCancel(ctx), idsOf(w.batch.Articles))
	if err != nil {
		return err
	}
	w.have = have
	if w.isTorn() {
		w.state.Tear(w.now)
	}
	fresh, edited := w.part()
	switch {
	case w.isStale():
		w.keepNewer()
		edited = nil
	case !w.batch.Unchanged:
		w.state.Newest, w.state.StaleSince = w.batch.Newest, time.Time{}
	}
	if len(fresh)+len(edited) == 0 {
		return nil
	}
	if err := w.begin(ctx); err != nil {
		return err
	}
	w.file(fresh)
	return w.readAll(ctx, append(fresh, edited...))
}

// isTorn reports whether the batch has nothing in common with what was read of
// the source before.
func (w *intake) isTorn() bool {
	opening := w.source.State.Full.IsZero()
	return !opening && len(w.batch.Articles) > 0 && len(w.have)+len(w.batch.Echoes) == 0
}

func idsOf(articles []news.Article) []news.ArticleID {
	ids := make([]news.ArticleID, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	return ids
}

// part parts the articles that the store does not have from those that it has
// in another state, by their places in the batch.
func (w *intake) part() (fresh, edited []int) {
	for i, a := range w.batch.Articles {
		switch print, known := w.have[a.ID]; {
		case !known:
			fresh = append(fresh, i)
		case print != a.Fingerprint:
			edited = append(edited, i)
		}
	}
	return fresh, edited
}

// isStale reports whether the batch is of an older copy of the feed than was
// read before. Nothing in it may be taken for an edit; what is new in it is
// taken. If no newer one shows for long, the older is the feed: what was newest
// has been taken back.
func (w *intake) isStale() bool {
	old := w.source.State
	if w.batch.Newest.IsZero() || !w.batch.Newest.Before(old.Newest) {
		return false
	}
	return old.StaleSince.IsZero() || w.now.Sub(old.StaleSince) < lagging
}

// keepNewer keeps what vouches for the newer copy.
func (w *intake) keepNewer() {
	old := w.source.State
	w.state.ETag, w.state.Modified, w.state.Sum = old.ETag, old.Modified, old.Sum
	if w.state.StaleSince.IsZero() {
		w.state.StaleSince = w.now
	}
}

// file marks what of the fresh articles is not to be announced, and notes the
// pace of the rest.
func (w *intake) file(fresh []int) {
	opening := w.source.State.Full.IsZero()
	flood := w.isFlood(fresh)
	for _, i := range fresh {
		a := &w.batch.Articles[i]
		a.Opening = opening
		a.Filed = opening && w.isHistory(i) || flood && slices.Contains(w.batch.Echoes, a.ID)
		if a.Filed {
			w.filed++
		}
	}
	announced := len(fresh) - w.filed
	paced(&w.state, w.batch.Articles, announced, w.now)
	if flood {
		w.state.Flooded, w.state.Flood = w.now, w.filed
		w.log.Warn("flood of items known by title or link", slog.Int("items", len(fresh)), slog.Int("filed", w.filed))
	}
}

// isHistory reports whether an article was there before its source was first
// asked at its address: by its date, else by its place in the list.
func (w *intake) isHistory(i int) bool {
	a := w.batch.Articles[i]
	if i >= len(w.batch.Articles)-announcedFirst {
		return false
	}
	asked := w.now
	if failing := w.source.State.FailingSince; !failing.IsZero() {
		asked = failing
	}
	return !a.IsDated() || a.Published.Before(asked.Add(-day))
}

// isFlood reports whether far more came than usual, most of it known under
// other ids: a site that moved, not a source that was away.
func (w *intake) isFlood(fresh []int) bool {
	echoes := 0
	for _, i := range fresh {
		if slices.Contains(w.batch.Echoes, w.batch.Articles[i].ID) {
			echoes++
		}
	}
	old := w.source.State
	usual := old.PerDay * float64(w.now.Sub(old.Read)) / float64(day)
	return float64(len(fresh)) > max(floodLeast, floodTimes*usual) && echoes*2 > len(fresh)
}

// readAll reads the articles at those places of the batch, oldest first, as
// far as time allows. What was left must be offered again: without
// validators the feed comes whole next time, and soon.
func (w *intake) readAll(ctx context.Context, places []int) error {
	slices.Sort(places)
	for _, i := range places {
		report, ok, err := w.read(ctx, w.batch.Articles[i])
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			w.state.ETag, w.state.Modified, w.state.Sum, w.state.Full = "", "", "", w.source.State.Full
			w.state.Next = later(w.now, 0)
			return nil
		}
		if ok {
			w.reports = append(w.reports, report)
		}
	}
	return nil
}

// read makes the report of a new or an edited article. It is not ok where
// there is nothing to save.
func (w *intake) read(ctx context.Context, a news.Article) (r news.Report, ok bool, err error) {
	if _, known := w.have[a.ID]; known {
		return w.readEdit(ctx, a)
	}
	r, _, err = w.report(ctx, a)
	return r, err == nil, err
}

// readEdit makes the report of an article that the store has in another
// state.
func (w *intake) readEdit(ctx context.Context, a news.Article) (r news.Report, ok bool, err error) {
	old, err := w.desk.store.Report(context.WithoutCancel(ctx), a.ID)
	if err != nil || lags(old.Article, a, w.now) {
		return r, false, err
	}
	r, had, err := w.report(ctx, a)
	if err != nil {
		return r, false, err
	}
	if !had && len(old.Article.Text) > len(r.Article.Text) {
		// An edit whose page cannot be had must not take away what is there.
		r.Article.Text, r.Facts = old.Article.Text, old.Facts
	}
	r.Article.Filed, r.Article.Opening = old.Article.Filed, old.Article.Opening
	r.Article.Former = former(old, r.Article, w.now)
	return r, true, nil
}

// lags reports whether an article comes in a state that it had a short while
// ago: servers that share a site may be of two minds.
func lags(old, a news.Article, now time.Time) bool {
	return slices.ContainsFunc(old.Former, func(f news.Former) bool {
		return f.Fingerprint == a.Fingerprint && now.Sub(f.Until) < lagging
	})
}

// former are the former states of an article, once the report old has become
// one of them.
func former(old news.Report, a news.Article, now time.Time) []news.Former {
	f := news.Former{Fingerprint: old.Article.Fingerprint, Title: old.Article.Title, Until: now}
	add := func(e news.Evidence) {
		sentence := old.Words(e.Span)
		if len(f.Evidence) < maxEvidence && len(sentence) <= maxSentence && sentence != "" &&
			!strings.Contains(a.Text, sentence) && !slices.Contains(f.Evidence, sentence) {
			f.Evidence = append(f.Evidence, sentence)
		}
	}
	for _, m := range old.Facts.Meetings {
		add(m.Evidence)
	}
	for _, v := range old.Facts.Visits {
		add(v.Evidence)
	}
	for _, s := range old.Facts.Statements {
		add(s.Evidence)
	}
	all := append(slices.Clone(old.Article.Former), f)
	return all[max(0, len(all)-maxFormer):]
}
