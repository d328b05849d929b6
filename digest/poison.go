package digest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"log/slog"
	"runtime/debug"
	"strconv"
	"time"

	"readout/digest/extract"
	"readout/digest/news"
)

// What kills the process must not kill it again and again. Every reading that
// has something to read is counted before the work. One that is begun a
// second time broke off: its articles are then counted one by one, a single
// one at a time in this process, and one that is begun a second time that way
// has killed the process twice and is parked. Only the process that does the
// work ends a count, so whatever ends one did not die of it: a reading that
// was stopped or ran out of time killed nothing.
const (
	countedReading = "reading"
	countedArticle = "article"
)

// begin counts the reading. It is known by when the source was tried last,
// which changes with every reading that ends.
func (w *intake) begin(ctx context.Context) error {
	w.reading = counted(string(w.source.ID), strconv.FormatInt(w.source.State.Tried.UnixMilli(), 10))
	tries, err := w.desk.store.BeginUpdate(context.WithoutCancel(ctx), countedReading, w.reading, w.now)
	w.careful = tries > 1
	return err
}

// end ends a count.
func (w *intake) end(ctx context.Context, what string, id int64) {
	// It will not be asked for again. Noted as of long ago, it goes with the
	// next pruning, and counts do not pile up.
	long := time.Unix(0, 0)
	if err := w.desk.store.EndUpdate(context.WithoutCancel(ctx), what, id, long); err != nil {
		w.log.Error("end not noted", slog.String("of", what), slog.Any("error", err))
	}
}

// attempt counts an article in a careful reading, and reports whether it is
// to be parked. Whoever asked must call done when nothing is done to the
// article any more, whether it was read or not.
func (w *intake) attempt(ctx context.Context, a news.Article) (done func(), parked bool, err error) {
	if !w.careful {
		return func() {}, false, nil
	}
	// Of this reading alone: what was cut off in another is counted anew.
	d, id := w.desk, counted(strconv.FormatInt(w.reading, 10), string(a.ID), a.Fingerprint)
	// Locked first, so that an article that waits is not yet begun.
	d.careful.Lock()
	tries, err := d.store.BeginUpdate(context.WithoutCancel(ctx), countedArticle, id, w.now)
	if err != nil {
		d.careful.Unlock()
		return nil, false, err
	}
	return func() {
		defer d.careful.Unlock()
		w.end(ctx, countedArticle, id)
	}, tries > 1, nil
}

// counted is the number under which something is counted.
func counted(parts ...string) int64 {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p + "\x00"))
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
}

// understand finds the facts of an article. One that breaks the search is kept
// without facts and says so, and stops nothing else.
func (d *Desk) understand(a news.Article) news.Report {
	f, cause := safely(a, extract.Facts)
	if a.Parked = ""; cause != nil {
		a.Parked = "it broke the search for facts"
		d.log.Error("article not understood", slog.String("article", string(a.ID)), slog.String("url", a.URL), slog.Any("panic", cause))
	}
	return news.Report{Article: a, Facts: f}
}

// page reads the page of an article. One that breaks the reader of pages costs
// the article its page, and is not asked for again.
func (d *Desk) page(ctx context.Context, a news.Article) (filled news.Article, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			d.log.Error("page broke its reader", slog.String("url", a.URL), slog.Any("panic", cause))
			filled, err = a, errors.New("the page breaks its reader")
		}
	}()
	return d.fetch.Page(ctx, a)
}

// readSafely reads a source. A panic is a failure of that source, and stops
// nothing else.
func (d *Desk) readSafely(ctx context.Context, s news.Source, now time.Time) (n Ingested, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			d.log.Error("feed broke its reader", slog.String("source", string(s.ID)), slog.Any("panic", cause), slog.String("stack", string(debug.Stack())))
			n, err = Ingested{Failed: 1}, d.note(ctx, s, d.failed(s, now, errors.New("it breaks the reader of feeds")))
		}
	}()
	return d.readSource(ctx, s, now)
}

// safely turns a panic into its cause.
func safely(a news.Article, read func(news.Article) news.Facts) (f news.Facts, cause any) {
	defer func() {
		if cause = recover(); cause != nil {
			f = news.Facts{}
		}
	}()
	return read(a), nil
}
