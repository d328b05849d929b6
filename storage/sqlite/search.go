package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// Search is storage.Archive's. The index gives candidates, newest first, and
// storage.Query.Answers decides about each.
func (s *Store) Search(ctx context.Context, q storage.Query) (storage.Page, error) {
	below, err := parsePage(q.After)
	if err != nil {
		return storage.Page{}, fmt.Errorf("search: %w", err)
	}
	page, err := look(ctx, s, func(c conn) (storage.Page, error) { return search(ctx, c, q, below) })
	return page, named(err, "search")
}

// firstPage lies above every rank.
const firstPage = 1<<63 - 1

func parsePage(after string) (int64, error) {
	if after == "" {
		return firstPage, nil
	}
	below, err := strconv.ParseInt(after, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("page %q not understood", after)
	}
	return below, nil
}

func search(ctx context.Context, c conn, q storage.Query, below int64) (storage.Page, error) {
	plan, ok, err := planOf(ctx, c, q)
	if err != nil || !ok {
		return storage.Page{}, err
	}
	var page storage.Page
	var last int64
	// One report more than the page holds tells whether there is another
	// page. Where many candidates fail, they are looked at in larger groups.
	for group := q.Size() + 1; ; group = min(2*group, 256) {
		ranks, err := plan.next(ctx, c, below, group)
		if err != nil {
			return storage.Page{}, err
		}
		for r, err := range answersAt(ctx, c, q, ranks) {
			if err != nil {
				return storage.Page{}, err
			}
			if len(page.Reports) == q.Size() {
				page.Next = strconv.FormatInt(last, 10)
				return page, nil
			}
			page.Reports = append(page.Reports, r)
			last = rankOf(r.Article.Published, r.Article.Seq)
		}
		if len(ranks) < group {
			return page, nil
		}
		below = ranks[len(ranks)-1]
	}
}

// answersAt are the reports of some ranks that answer a query, highest first,
// each read when it is come to. One that was edited away since its rank was
// read is left out.
func answersAt(ctx context.Context, c conn, q storage.Query, ranks []int64) iter.Seq2[news.Report, error] {
	return func(yield func(news.Report, error) bool) {
		asked, err := json.Marshal(ranks)
		if err != nil {
			yield(news.Report{}, err)
			return
		}
		answers := false
		read := func(rows *sql.Rows) (r news.Report, err error) {
			r, answers, err = readIf(rows, q.Suits)
			answers = answers && q.Asks(r)
			return r, err
		}
		for r, err := range each(ctx, c, read, selectReport+`WHERE rank IN (SELECT value FROM json_each(?)) ORDER BY rank DESC`, string(asked)) {
			if (answers || err != nil) && !yield(r, err) {
				return
			}
		}
	}
}

// plan finds the ranks that may answer a query.
type plan struct {
	match     string // for the index; "" takes every report
	low, high int64  // ranks in [low, high)
	days      bool   // whether the days of the facts matter
	query     storage.Query
}

// planOf is false where nothing can answer.
func planOf(ctx context.Context, c conn, q storage.Query) (plan, bool, error) {
	p := plan{query: q, low: lowestRank, high: firstPage}
	if !q.Since.IsZero() {
		p.low = secondsRank(q.Since)
	}
	if !q.Until.IsZero() {
		p.high = secondsRank(q.Until.Add(1e9)) // the second itself is for Answers to part
	}
	p.days = (q.From != "" || q.To != "") && (q.Kind == storage.Meetings || q.Kind == storage.Visits)
	terms, ok, err := termsOf(ctx, c, q)
	p.match = strings.Join(terms, " AND ")
	return p, ok, err
}

// mostWords is how many words of a condition are looked up in the index; one
// of more is settled by looking at what holds these.
const mostWords = 32

// termsOf are the conditions on the index, all of which must hold.
func termsOf(ctx context.Context, c conn, q storage.Query) (terms []string, ok bool, err error) {
	if q.Kind != storage.Articles {
		terms = append(terms, quoted(storage.KindMark(q.Kind)))
	}
	for _, spellings := range q.People {
		ids, err := nameIDs(ctx, c, spellings)
		if err != nil || len(ids) == 0 {
			return nil, false, err
		}
		terms = append(terms, anyOf(ids, func(id int64) string { return nameMark(q.Kind, id) }))
	}
	if len(q.Sources) > 0 {
		terms = append(terms, anyOf(q.Sources, sourceToken))
	}
	terms = append(terms, allOf(storage.OutletMark, text.Tokens(q.Outlet))...)
	switch q.Kind {
	case storage.Articles:
		terms = append(terms, allOf("", text.Tokens(q.Place))...)
	case storage.Meetings, storage.Visits:
		terms = append(terms, allOf(storage.PlaceMark(q.Kind), text.Tokens(q.Place))...)
	}
	return append(terms, allOf("", wordsOf(q.Words))...), true, nil
}

func wordsOf(typed string) []string {
	var words []string
	for _, phrase := range storage.Phrases(typed) {
		words = append(words, text.Tokens(phrase)...)
	}
	return distinct(words)
}

// quoted is one token in the index's query language. Tokens and marks hold no
// quotation mark, nor anything else with a meaning there.
func quoted(token string) string { return `"` + token + `"` }

func allOf(mark string, words []string) []string {
	var terms []string
	for _, word := range words[:min(len(words), mostWords)] {
		terms = append(terms, quoted(mark+word))
	}
	return terms
}

func anyOf[T any](values []T, mark func(T) string) string {
	var terms []string
	for _, v := range values {
		terms = append(terms, quoted(mark(v)))
	}
	return "(" + strings.Join(terms, " OR ") + ")"
}

func nameIDs(ctx context.Context, c conn, spellings []string) ([]int64, error) {
	wanted, err := json.Marshal(spellings)
	if err != nil {
		return nil, err
	}
	return all(ctx, c, asNumber, `SELECT id FROM names WHERE reports > 0 AND name IN (SELECT value FROM json_each(?))`, string(wanted))
}

// next are at most limit ranks below one, highest first.
func (p plan) next(ctx context.Context, c conn, below int64, limit int) ([]int64, error) {
	query := `SELECT rank FROM reports WHERE rank < ? AND rank >= ?`
	rank := "rank"
	var args []any
	if p.match != "" {
		query = `SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? AND rowid >= ?`
		rank = "rowid"
		args = append(args, p.match)
	}
	args = append(args, min(below, p.high), p.low)
	if p.days {
		// The sign keeps the planner from asking the index once for each day.
		query += ` AND +` + rank + ` IN (SELECT rank FROM days WHERE kind = ? AND last >= ? AND first <= ?)`
		args = append(args, p.query.Kind, p.query.From, lastDay(p.query.To))
	}
	query += ` ORDER BY ` + rank + ` DESC LIMIT ?`
	return all(ctx, c, asNumber, query, append(args, limit)...)
}

func lastDay(to news.Day) news.Day {
	if to == "" {
		return "~" // after every digit
	}
	return to
}

// Stats is storage.Archive's.
func (s *Store) Stats(ctx context.Context) (storage.Stats, error) {
	st, err := look(ctx, s, func(c conn) (storage.Stats, error) {
		return one(ctx, c, readStats, `SELECT
			(SELECT count(*) FROM reports),
			coalesce((SELECT value FROM counters WHERE name = ?), 0),
			coalesce((SELECT value FROM counters WHERE name = ?), 0),
			coalesce((SELECT value FROM counters WHERE name = ?), 0),
			(SELECT count(*) FROM names WHERE reports > 0),
			(SELECT min(seen) FROM reports),
			(SELECT max(published) FROM reports WHERE rank >= (SELECT max(rank) >> 30 << 30 FROM reports))`,
			storage.Meetings, storage.Statements, storage.Visits)
	})
	return st, named(err, "count the archive")
}

func readStats(rows *sql.Rows) (storage.Stats, error) {
	var st storage.Stats
	var oldest, newest sql.NullInt64
	err := rows.Scan(&st.Reports, &st.Meetings, &st.Statements, &st.Visits, &st.Names, &oldest, &newest)
	if oldest.Valid {
		st.Oldest, st.Newest = instant(oldest.Int64), instant(newest.Int64)
	}
	return st, err
}
