package digest

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"readout/digest/news"
	"readout/storage"
)

const (
	// pageTries is how often a page is asked for, at intervals that grow from
	// pageWait fourfold.
	pageTries = 4
	pageWait  = 15 * time.Minute
	// maxMissing bounds the missing pages of one source, maxRetried those
	// asked for in one reading.
	maxMissing = 50
	maxRetried = 10
)

// report reads an article, from its page where the feed gave too little. A
// page that cannot be had leaves the feed's own words, and is not had; it is
// asked for again where that may help.
func (w *intake) report(ctx context.Context, a news.Article) (r news.Report, had bool, err error) {
	done, parked, err := w.attempt(ctx, a)
	if err != nil {
		return r, false, err
	}
	if parked {
		r, had = w.park(a), true
	} else {
		r, had = w.fill(ctx, a)
	}
	done()
	return r, had, nil
}

// park keeps the head of an article and reads nothing of it.
func (w *intake) park(a news.Article) news.Report {
	w.state.Parked++
	w.log.Error("article parked", slog.String("article", string(a.ID)), slog.String("url", a.URL))
	a.Text, a.Parked = "", "it stopped the program twice"
	return news.Report{Article: a}
}

func (w *intake) fill(ctx context.Context, a news.Article) (r news.Report, had bool) {
	filled, err := w.desk.page(ctx, a)
	if err != nil {
		w.log.Info("page not read", slog.String("url", a.URL), slog.String("reason", err.Error()))
		filled = a
		if isPassing(err) && ctx.Err() == nil {
			w.miss(news.MissingPage{Article: a.ID, Tries: 1, Next: w.now.Add(pageWait)})
		}
	}
	return w.understand(filled), err == nil
}

func (w *intake) understand(a news.Article) news.Report {
	r := w.desk.understand(a)
	if r.Article.Parked != "" {
		w.state.Parked++
	}
	return r
}

func isPassing(err error) bool {
	var may interface{ Temporary() bool }
	return errors.As(err, &may) && may.Temporary()
}

// miss notes a page to be asked for again; of too many the oldest are given
// up.
func (w *intake) miss(p news.MissingPage) {
	same := func(q news.MissingPage) bool { return q.Article == p.Article }
	pages := append(slices.DeleteFunc(slices.Clone(w.state.Pages), same), p)
	w.state.Pages = pages[max(0, len(pages)-maxMissing):]
}

// missingPages asks again for pages that could not be had. What they bring
// keeps the place of its article, and is no edit.
func (w *intake) missingPages(ctx context.Context) error {
	var due []news.MissingPage
	w.state.Pages = slices.DeleteFunc(slices.Clone(w.state.Pages), func(p news.MissingPage) bool {
		if p.Next.After(w.now) || len(due) == maxRetried {
			return false
		}
		due = append(due, p)
		return true
	})
	for _, p := range due {
		old, err := w.desk.store.Report(context.WithoutCancel(ctx), p.Article)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		w.askAgain(ctx, p, old.Article)
	}
	return nil
}

func (w *intake) askAgain(ctx context.Context, p news.MissingPage, a news.Article) {
	filled, err := w.desk.page(ctx, a)
	if err == nil {
		w.reports = append(w.reports, w.understand(filled))
		return
	}
	if p.Tries++; p.Tries < pageTries && isPassing(err) {
		p.Next = w.now.Add(pageWait << (2 * (p.Tries - 1)))
		w.miss(p)
	}
}
