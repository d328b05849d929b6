package redis

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

// The journal names the sequences whose reports were saved and are not yet
// known to be found, each with the version that it was saved as. Whoever saves
// next, or opens the store, works off what a dead process left in it.
//
// What makes a report be found is derived from it alone. Beside each of its
// derivations stands a record of the version and of what was derived, so that
// the next one takes back just that. A record only ever grows in version:
// somebody who is late changes nothing.

var (
	//go:embed scripts/journal_done.lua
	journalDoneLua string

	journalDone = newScript(journalDoneLua)
)

// pending is a sequence of the journal with the report that has it; one
// without an ID was put elsewhere.
type pending struct {
	seq     int64
	version version
	report  news.Report
}

// workOff makes all be found that was saved up to a version.
func (s *Store) workOff(ctx context.Context, upto version) error {
	for {
		some, err := s.pending(ctx, upto)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, d := range []derivation{s.creditOf(), s.indexOf()} {
			if err := s.derive(ctx, d, some); err != nil {
				return err
			}
		}
		var done []any
		for _, p := range some {
			done = append(done, p.seq, int64(p.version))
		}
		err = journalDone.verdict(ctx, s, []string{s.journalKey()}, done...)
		if err != nil || len(some) < pageSize {
			return err
		}
	}
}

// makeFound is workOff for one at a time in this process, so that nobody does
// what another is about to. What is not done some time after the context has
// ended is left in the journal: the reports are saved.
func (s *Store) makeFound(ctx context.Context, upto version) error {
	_, err := carry(ctx, s, func(ctx context.Context) (none struct{}, err error) {
		select {
		case s.indexing <- struct{}{}:
		case <-ctx.Done():
			return none, ctx.Err()
		}
		defer func() { <-s.indexing }()
		return none, s.workOff(ctx, upto)
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// workOffAll works off what was left by those who are gone.
func (s *Store) workOffAll(ctx context.Context) error {
	last, err := do(ctx, s, func() (int64, error) { return orZero(s.client.Get(ctx, s.commitsKey()).Int64()) })
	if err == nil {
		err = s.makeFound(ctx, version(last))
	}
	return named(err, "work off the journal")
}

// pending reads some of the journal, oldest first, and the reports.
func (s *Store) pending(ctx context.Context, upto version) ([]pending, error) {
	entries, err := s.client.ZRangeByScoreWithScores(ctx, s.journalKey(), &goredis.ZRangeBy{
		Min: "-inf", Max: strconv.FormatInt(int64(upto), 10), Count: pageSize,
	}).Result()
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	some := make([]pending, len(entries))
	for i, e := range entries {
		seq, err := strconv.ParseInt(e.Member.(string), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("journal is damaged: %w", err)
		}
		some[i] = pending{seq: seq, version: version(e.Score)}
	}
	return some, s.fill(ctx, some)
}

// fill reads the reports of sequences. One that was saved again since brings
// its later version with it.
func (s *Store) fill(ctx context.Context, some []pending) error {
	seqs := make([]int64, len(some))
	for i, p := range some {
		seqs[i] = p.seq
	}
	reports, err := s.reportsAt(ctx, seqs)
	if err != nil {
		return err
	}
	for i, r := range reports {
		if r.version != 0 {
			some[i].report, some[i].version = r.Report, max(r.version, some[i].version)
		}
	}
	return nil
}

// reportsAt reads the reports that have these sequences; those that nobody
// has come without a version.
func (s *Store) reportsAt(ctx context.Context, seqs []int64) ([]kept, error) {
	ids, err := s.idsAt(ctx, seqs)
	if err != nil {
		return nil, err
	}
	found, err := s.readReports(ctx, ids)
	for i := range found {
		if found[i].Article.Seq != seqs[i] {
			found[i] = kept{}
		}
	}
	return found, err
}

// idsAt are the ids of the reports that have these sequences; "" where nobody
// has.
func (s *Store) idsAt(ctx context.Context, seqs []int64) ([]news.ArticleID, error) {
	answers := make([]*goredis.StringSliceCmd, len(seqs))
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, seq := range seqs {
			score := strconv.FormatInt(seq, 10)
			answers[i] = p.ZRangeByScore(ctx, s.reportIDsKey(), &goredis.ZRangeBy{Min: score, Max: score})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	ids := make([]news.ArticleID, len(seqs))
	for i, a := range answers {
		if found := a.Val(); len(found) > 0 {
			ids[i] = news.ArticleID(found[0])
		}
	}
	return ids, nil
}

// derivation is something that is derived from every report.
type derivation struct {
	script script
	record func(seq int64) string // the key of the record
	// call makes the script's call from what was derived before ("" if
	// nothing was) to what is now.
	call func(p pending, before string) (call, error)
}

// derive derives anew from some reports.
func (s *Store) derive(ctx context.Context, d derivation, some []pending) error {
	for range storage.MostTries {
		if len(some) == 0 {
			return nil
		}
		var err error
		if some, err = s.deriveOnce(ctx, d, some); err != nil {
			return err
		}
	}
	return errGivenUp
}

// deriveOnce returns those whose record was changed by others meanwhile.
func (s *Store) deriveOnce(ctx context.Context, d derivation, some []pending) (changed []pending, err error) {
	records, err := s.records(ctx, d, some)
	if err != nil {
		return nil, err
	}
	var calls []call
	var called []pending
	for i, p := range some {
		was, before, err := parseRecord(records[i])
		if err != nil {
			return nil, err
		}
		if was >= p.version {
			continue
		}
		c, err := d.call(p, before)
		if err != nil {
			return nil, fmt.Errorf("sequence %d: %w", p.seq, err)
		}
		c.args = append([]any{was.String(), p.version.String()}, c.args...)
		calls, called = append(calls, c), append(called, p)
	}
	answers, err := d.script.runAll(ctx, s, calls)
	if err != nil {
		return nil, err
	}
	for i, a := range answers {
		if a.Val() == "changed" {
			changed = append(changed, called[i])
		}
	}
	return changed, nil
}

func (s *Store) records(ctx context.Context, d derivation, some []pending) ([]string, error) {
	answers := make([]*goredis.StringCmd, len(some))
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, pend := range some {
			answers[i] = p.Get(ctx, d.record(pend.seq))
		}
		return nil
	})
	if err != nil && !errors.Is(err, goredis.Nil) {
		return nil, err
	}
	records := make([]string, len(some))
	for i, a := range answers {
		if err := a.Err(); err != nil && !errors.Is(err, goredis.Nil) {
			return nil, err
		}
		records[i] = a.Val()
	}
	return records, nil
}

// parseRecord parts a record into the version and what was derived from it.
func parseRecord(record string) (version, string, error) {
	if record == "" {
		return 0, "", nil
	}
	number, rest, _ := strings.Cut(record, " ")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0, "", fmt.Errorf("record is damaged: %w", err)
	}
	return version(n), rest, nil
}
