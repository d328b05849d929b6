package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// SaveReports is storage.Reports'.
func (s *Store) SaveReports(ctx context.Context, in storage.Intake) (storage.Saved, error) {
	var saved storage.Saved
	if slices.ContainsFunc(in.Reports, func(r news.Report) bool { return r.Article.ID == "" }) {
		return saved, errNoID
	}
	at := "save reports"
	err := s.write(ctx, func(t *tx) (err error) {
		if saved.Head, err = counter(ctx, t, seqCounter); err != nil {
			return err
		}
		before := saved.Head
		for _, r := range in.Reports {
			at = "save report " + string(r.Article.ID)
			if err := t.saveReport(ctx, r, &saved); err != nil {
				return err
			}
		}
		at = "save reports"
		if err := t.count(ctx, seqCounter, saved.Head-before); err != nil {
			return err
		}
		return t.settleSource(ctx, in)
	})
	if err != nil {
		return storage.Saved{}, fmt.Errorf("%s: %w", at, err)
	}
	return saved, nil
}

var errNoID = errors.New("save reports: one has no id")

// saveReport replaces a report in place, or gives it the next sequence.
func (t *tx) saveReport(ctx context.Context, r news.Report, saved *storage.Saved) error {
	old, err := one(ctx, t, readReport, selectReport+`WHERE id = ?`, r.Article.ID)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		saved.New++
		saved.Head++
		r.Article.Seq = saved.Head
		return t.insertReport(ctx, r)
	case err != nil:
		return err
	}
	r = saved.Replace(old, r)
	if err := t.dropReport(ctx, old); err != nil {
		return err
	}
	return t.insertReport(ctx, r)
}

func (t *tx) insertReport(ctx context.Context, r news.Report) error {
	a := r.Article
	rank := rankOf(a.Published, a.Seq)
	body := a.Text
	a.Text = "" // it has a column of its own
	article, err := encode(a)
	if err != nil {
		return err
	}
	facts, err := encode(r.Facts)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT INTO reports (seq, id, rank, published, seen, fingerprint, article, facts, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Seq, a.ID, rank, millis(a.Published), millis(a.Seen), a.Fingerprint, article, facts, body)
	if err != nil {
		return err
	}
	return t.indexReport(ctx, r, rank)
}

func (t *tx) dropReport(ctx context.Context, r news.Report) error {
	if _, err := t.do(ctx, `DELETE FROM reports WHERE seq = ?`, r.Article.Seq); err != nil {
		return err
	}
	return t.unindexReport(ctx, r, rankOf(r.Article.Published, r.Article.Seq))
}

const selectReport = `SELECT article, facts, text FROM reports `

func readReport(rows *sql.Rows) (news.Report, error) {
	r, _, err := readIf(rows, func(news.Article) bool { return true })
	return r, err
}

// readIf reads a report if its article suits; what does not is spared the
// reading of its facts.
func readIf(rows *sql.Rows, suits func(news.Article) bool) (r news.Report, ok bool, err error) {
	var article, facts sql.RawBytes
	var body string
	if err := rows.Scan(&article, &facts, &body); err != nil {
		return r, false, err
	}
	if r.Article, err = storage.ReadArticle(string(article)); err != nil {
		return r, false, fmt.Errorf("%w: %w", errUnreadable, err)
	}
	r.Article.Text = body
	r = storage.KeptReport(r)
	if !suits(r.Article) {
		return r, false, nil
	}
	if r.Facts, err = storage.ReadFacts(string(facts)); err != nil {
		return r, false, fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return r, true, nil
}

// Report is storage.Reports'.
func (s *Store) Report(ctx context.Context, id news.ArticleID) (news.Report, error) {
	r, err := look(ctx, s, func(c conn) (news.Report, error) {
		return one(ctx, c, readReport, selectReport+`WHERE id = ?`, id)
	})
	return r, named(err, "report %s", id)
}

// Fingerprints is storage.Reports'.
func (s *Store) Fingerprints(ctx context.Context, ids []news.ArticleID) (map[news.ArticleID]string, error) {
	found := make(map[news.ArticleID]string, len(ids))
	wanted, err := json.Marshal(ids)
	if err != nil {
		return nil, named(err, "fingerprints")
	}
	read := func(rows *sql.Rows) (id news.ArticleID, err error) {
		var print string
		err = rows.Scan(&id, &print)
		found[id] = print
		return id, err
	}
	_, err = look(ctx, s, func(c conn) ([]news.ArticleID, error) {
		return all(ctx, c, read, `SELECT id, fingerprint FROM reports WHERE id IN (SELECT value FROM json_each(?))`, string(wanted))
	})
	if err != nil {
		return nil, named(err, "fingerprints")
	}
	return found, nil
}

// AllReports is storage.Reports'.
func (s *Store) AllReports(ctx context.Context, after int64) iter.Seq2[news.Report, error] {
	return list[news.Report, int64]{
		noun: "reports",
		page: func(ctx context.Context, c conn, after int64) ([]news.Report, error) {
			return all(ctx, c, readReport, selectReport+`WHERE seq > ? ORDER BY seq LIMIT ?`, after, pageSize)
		},
		key: func(r news.Report) int64 { return r.Article.Seq },
	}.from(ctx, s, after)
}

// Head is storage.Reports'.
func (s *Store) Head(ctx context.Context) (int64, error) {
	n, err := look(ctx, s, func(c conn) (int64, error) { return counter(ctx, c, seqCounter) })
	return n, named(err, "head of reports")
}

// SeqBefore is storage.Reports'.
func (s *Store) SeqBefore(ctx context.Context, t time.Time) (int64, error) {
	n, err := look(ctx, s, func(c conn) (int64, error) {
		// The index reads no more than what was seen since; left to itself,
		// SQLite would walk through the archive from its beginning.
		return one(ctx, c, asNumber, `SELECT coalesce(
			(SELECT min(seq) - 1 FROM reports INDEXED BY reports_seen WHERE seen >= ?),
			(SELECT value FROM counters WHERE name = ?), 0)`, millis(t), seqCounter)
	})
	return n, named(err, "sequence before %s", t.Format(time.RFC3339))
}
