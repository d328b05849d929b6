package sqlite

import (
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// The index holds one row of tokens for each report. Besides the words of
// title and text they are marks, which begin with a dot that no word holds,
// for whatever else a query can ask of a report as a whole:
//
//	·n17    the name 17 is credited with something
//	·m      a meeting; ·m17 the name 17 takes part; ·mpbaku at a place so called
//	·v      a visit; likewise
//	·s      a statement; ·s17 the name 17 is its speaker
//	·obell  a word of the outlet's name
//	·f6162  the source, in hexadecimal
//
// So one walk down one index finds the candidates of any query, newest first.

// nameMark is the mark of a name by its number.
func nameMark(k storage.Kind, id int64) string {
	return storage.KindMark(k) + strconv.FormatInt(id, 10)
}

func sourceToken(id news.SourceID) string { return storage.SourceMark + hex.EncodeToString([]byte(id)) }

// indexReport adds all that makes a report be found.
func (t *tx) indexReport(ctx context.Context, r news.Report, rank int64) error {
	ids, err := t.creditNames(ctx, r)
	if err != nil {
		return err
	}
	tokens := strings.Join(tokensOf(r, ids), " ")
	if _, err := t.do(ctx, `INSERT INTO words (rowid, tokens) VALUES (?, ?)`, rank, tokens); err != nil {
		return err
	}
	for _, told := range storage.Tell(r.Facts) {
		if told.First == "" {
			continue
		}
		_, err := t.do(ctx, `INSERT OR IGNORE INTO days (kind, last, first, rank) VALUES (?, ?, ?, ?)`, told.Kind, told.Last, told.First, rank)
		if err != nil {
			return err
		}
	}
	return t.countFacts(ctx, r.Facts, 1)
}

// unindexReport takes back what indexReport added.
func (t *tx) unindexReport(ctx context.Context, r news.Report, rank int64) error {
	for _, drop := range []string{`DELETE FROM words WHERE rowid = ?`, `DELETE FROM days WHERE rank = ?`} {
		if _, err := t.do(ctx, drop, rank); err != nil {
			return err
		}
	}
	if err := t.discreditNames(ctx, r); err != nil {
		return err
	}
	return t.countFacts(ctx, r.Facts, -1)
}

func (t *tx) countFacts(ctx context.Context, f news.Facts, sign int) error {
	for kind, n := range map[storage.Kind]int{
		storage.Meetings: len(f.Meetings), storage.Visits: len(f.Visits), storage.Statements: len(f.Statements),
	} {
		if err := t.count(ctx, string(kind), int64(sign*n)); err != nil {
			return err
		}
	}
	return nil
}

// tokensOf are the tokens of a report, each once; ids numbers its names.
func tokensOf(r news.Report, ids map[string]int64) []string {
	a := r.Article
	tokens := text.Tokens(a.Title + "\n" + a.Text)
	tokens = append(tokens, sourceToken(a.Source))
	for _, word := range text.Tokens(a.Outlet) {
		tokens = append(tokens, storage.OutletMark+word)
	}
	for _, id := range ids {
		tokens = append(tokens, storage.NamedMark+strconv.FormatInt(id, 10))
	}
	for _, told := range storage.Tell(r.Facts) {
		tokens = append(tokens, storage.KindMark(told.Kind))
		for _, n := range told.Names {
			if id, ok := ids[n]; ok {
				tokens = append(tokens, nameMark(told.Kind, id))
			}
		}
		for _, word := range text.Tokens(told.Place) {
			tokens = append(tokens, storage.PlaceMark(told.Kind)+word)
		}
	}
	slices.Sort(tokens)
	return slices.Compact(tokens)
}
