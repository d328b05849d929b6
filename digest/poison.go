package digest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"log/slog"
	"strconv"

	"readout/digest/extract"
	"readout/digest/news"
)

// What kills the process must not kill it again and again. Every reading that
// has something to read is counted before the work. One that is begun a
// second time broke off: its articles are then counted one by one, a single
// one at a time in this process, and one that is begun a second time that way
// has killed the process twice and is parked.
const (
	countedReading = "reading"
	countedArticle = "article"
)

// begin counts the reading. It is known by when the source was tried last,
// which changes with every reading that ends.
func (w *intake) begin(ctx context.Context) error {
	id := counted(string(w.source.ID), strconv.FormatInt(w.source.State.Tried.UnixMilli(), 10))
	tries, err := w.desk.store.BeginUpdate(context.WithoutCancel(ctx), countedReading, id, w.now)
	w.careful = tries > 1
	return err
}

// attempt counts an article in a careful reading, and reports whether it is
// to be parked. Whoever asked must call done when the article is read; it is
// not when the work was broken off.
func (w *intake) attempt(ctx context.Context, a news.Article) (done func(), parked bool, err error) {
	if !w.careful {
		return func() {}, false, nil
	}
	d, id := w.desk, counted(string(a.ID), a.Fingerprint)
	// Locked first, so that an article that waits is not yet begun.
	d.careful.Lock()
	tries, err := d.store.BeginUpdate(context.WithoutCancel(ctx), countedArticle, id, w.now)
	if err != nil {
		d.careful.Unlock()
		return nil, false, err
	}
	return func() {
		defer d.careful.Unlock()
		if ctx.Err() != nil {
			return
		}
		if err := d.store.EndUpdate(ctx, countedArticle, id, w.now); err != nil {
			w.log.Error("attempt not noted", slog.String("article", string(a.ID)), slog.Any("error", err))
		}
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

// facts reads an article. One that breaks the extractor is kept without
// facts, so that it stops nothing else.
func (d *Desk) facts(a news.Article) news.Facts {
	f, _ := d.try(a)
	return f
}

func (d *Desk) try(a news.Article) (f news.Facts, broken bool) {
	f, cause := safely(a, extract.Facts)
	if cause != nil {
		d.log.Error("article not understood", slog.String("article", string(a.ID)), slog.String("url", a.URL), slog.Any("panic", cause))
	}
	return f, cause != nil
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
