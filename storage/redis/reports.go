package redis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

func (s *Store) headKey() string      { return s.key(archiveTag, "head") }
func (s *Store) commitsKey() string   { return s.key(archiveTag, "commits") }
func (s *Store) reportIDsKey() string { return s.key(archiveTag, "reports", "ids") }
func (s *Store) printsKey() string    { return s.key(archiveTag, "reports", "fingerprints") }
func (s *Store) seenKey() string      { return s.key(archiveTag, "reports", "seen") }
func (s *Store) recordsKey() string   { return s.key(archiveTag, "reports", "records") }
func (s *Store) publishedKey() string { return s.key(archiveTag, "reports", "published") }
func (s *Store) countsKey() string    { return s.key(archiveTag, "reports", "counts") }
func (s *Store) journalKey() string   { return s.key(archiveTag, "reports", "journal") }

func (s *Store) reportKey(id news.ArticleID) string {
	return s.key(archiveTag, "report", shortHash(string(id)))
}

// version is the number of the commit that a report was saved by last; 0
// where there is no report.
type version int64

func (v version) String() string {
	if v == 0 {
		return ""
	}
	return strconv.FormatInt(int64(v), 10)
}

// kept is a report as it is kept.
type kept struct {
	news.Report
	version version
}

// readReports reads reports by id, in one round trip; those that are not
// there have no version.
func (s *Store) readReports(ctx context.Context, ids []news.ArticleID) ([]kept, error) {
	all, err := s.storedReports(ctx, ids)
	found := make([]kept, len(all))
	for i, one := range all {
		if found[i], _, err = one.readIf(func(news.Article) bool { return true }); err != nil {
			return nil, fmt.Errorf("report %s: %w", ids[i], err)
		}
	}
	return found, err
}

// storedReports are what readReports reads, not yet decoded.
func (s *Store) storedReports(ctx context.Context, ids []news.ArticleID) ([]stored, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	answers := make([]*goredis.SliceCmd, len(ids))
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, id := range ids {
			answers[i] = p.HMGet(ctx, s.reportKey(id), "version", "seq", "article", "facts", "text")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	found := make([]stored, len(ids))
	for i, a := range answers {
		found[i] = present(a.Val())
	}
	return found, nil
}

// stored is the fields of a report: version, sequence, article, facts and
// text; none where there is no report.
type stored []string

// readIf reads a report if its article suits; what does not is spared the
// reading of its facts. Where there is no report, nothing suits.
func (f stored) readIf(suits func(news.Article) bool) (k kept, ok bool, err error) {
	if len(f) == 0 {
		return k, false, nil
	}
	if len(f) != 5 {
		return k, false, fmt.Errorf("%w: %d fields", errDamaged, len(f))
	}
	v, err := strconv.ParseInt(f[0], 10, 64)
	if err != nil {
		return k, false, fmt.Errorf("%w: %w", errDamaged, err)
	}
	seq, err := strconv.ParseInt(f[1], 10, 64)
	if err != nil {
		return k, false, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if k.Article, err = storage.ReadArticle(f[2]); err != nil {
		return k, false, fmt.Errorf("%w: %w", errDamaged, err)
	}
	k.version, k.Article.Seq, k.Article.Text = version(v), seq, f[4]
	k.Report = storage.KeptReport(k.Report)
	if !suits(k.Article) {
		return k, false, nil
	}
	if k.Facts, err = storage.ReadFacts(f[3]); err != nil {
		return k, false, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return k, true, nil
}

// Report is storage.Reports'.
func (s *Store) Report(ctx context.Context, id news.ArticleID) (news.Report, error) {
	r, err := do(ctx, s, func() (news.Report, error) {
		found, err := s.readReports(ctx, []news.ArticleID{id})
		if err != nil {
			return news.Report{}, err
		}
		if found[0].version == 0 {
			return news.Report{}, storage.ErrNotFound
		}
		return found[0].Report, nil
	})
	return r, named(err, "report %s", id)
}

// Fingerprints is storage.Reports'.
func (s *Store) Fingerprints(ctx context.Context, ids []news.ArticleID) (map[news.ArticleID]string, error) {
	found, err := do(ctx, s, func() (map[news.ArticleID]string, error) {
		found := make(map[news.ArticleID]string, len(ids))
		if len(ids) == 0 {
			return found, nil
		}
		wanted := make([]string, len(ids))
		for i, id := range ids {
			wanted[i] = string(id)
		}
		prints, err := s.client.HMGet(ctx, s.printsKey(), wanted...).Result()
		for i, print := range prints {
			if text, ok := print.(string); ok {
				found[ids[i]] = text
			}
		}
		return found, err
	})
	return found, named(err, "fingerprints")
}

// AllReports is storage.Reports'.
func (s *Store) AllReports(ctx context.Context, after int64) iter.Seq2[news.Report, error] {
	return list[news.Report]{noun: "reports", page: s.reportsAfter}.from(ctx, s, strconv.FormatInt(after, 10))
}

func (s *Store) reportsAfter(ctx context.Context, after string) (found []news.Report, next string, err error) {
	ids, err := s.client.ZRangeByScoreWithScores(ctx, s.reportIDsKey(), &goredis.ZRangeBy{Min: "(" + after, Max: "+inf", Count: pageSize}).Result()
	if err != nil {
		return nil, "", err
	}
	wanted := make([]news.ArticleID, len(ids))
	for i, z := range ids {
		wanted[i] = news.ArticleID(z.Member.(string))
	}
	reports, err := s.readReports(ctx, wanted)
	for _, r := range reports {
		if r.version != 0 {
			found = append(found, r.Report)
		}
	}
	if len(ids) == pageSize {
		next = strconv.FormatInt(int64(ids[len(ids)-1].Score), 10)
	}
	return found, next, err
}

// Head is storage.Reports'.
func (s *Store) Head(ctx context.Context) (int64, error) {
	n, err := do(ctx, s, func() (int64, error) { return orZero(s.client.Get(ctx, s.headKey()).Int64()) })
	return n, named(err, "head of reports")
}

// orZero is what a counter says before it was first set.
func orZero(n int64, err error) (int64, error) {
	if errors.Is(err, goredis.Nil) {
		return 0, nil
	}
	return n, err
}

// SeqBefore is storage.Reports'. The first report that was seen at or after an
// instant is always a record: one seen later than all of lower sequences.
func (s *Store) SeqBefore(ctx context.Context, t time.Time) (int64, error) {
	n, err := do(ctx, s, func() (int64, error) {
		var head *goredis.StringCmd
		var first *goredis.StringSliceCmd
		// The head comes first: a report that is saved between the two is
		// then found as the first.
		_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
			head = p.Get(ctx, s.headKey())
			first = p.ZRangeByScore(ctx, s.recordsKey(), &goredis.ZRangeBy{Min: strconv.FormatInt(millis(t), 10), Max: "+inf", Count: 1})
			return nil
		})
		if err != nil && !errors.Is(err, goredis.Nil) {
			return 0, err
		}
		if len(first.Val()) == 0 {
			return orZero(head.Int64())
		}
		seq, err := strconv.ParseInt(first.Val()[0], 10, 64)
		return seq - 1, err
	})
	return n, named(err, "sequence before %s", t.Format(time.RFC3339))
}
