package redis

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

// A commit has two steps. The first is one script: reports with their
// sequences, counts, the state of their source, and for each report an entry
// in the journal. From then on they are saved, whatever happens. The second
// works the journal off (journal.go): it makes the reports be found by Search
// and FindNames.

var (
	//go:embed scripts/report_save.lua
	reportSaveLua string
	//go:embed scripts/report_restore.lua
	reportRestoreLua string

	reportSave    = newScript(sourcePutLua, reportSaveLua)
	reportRestore = newScript(reportRestoreLua)
)

var (
	errNoID     = errors.New("save reports: one has no id")
	errSeqTaken = errors.New("its sequence is 0, or another report's")
)

// SaveReports is storage.Reports'. A context that has ended begins nothing;
// once the script has begun, it is seen through.
func (s *Store) SaveReports(ctx context.Context, in storage.Intake) (storage.Saved, error) {
	if slices.ContainsFunc(in.Reports, func(r news.Report) bool { return r.Article.ID == "" }) {
		return storage.Saved{}, errNoID
	}
	act := s.key(archiveTag, "act", mark())
	var saved storage.Saved
	err := s.commitAndFind(ctx, func() (landed, error) {
		d, err := do(ctx, s, func() (draft, error) { return s.draft(ctx, in) })
		if err != nil {
			return landed{}, err
		}
		l, err := carry(ctx, s, func(ctx context.Context) (landed, error) { return s.commit(ctx, act, d) })
		saved = d.saved
		saved.Head = l.head
		return l, err
	})
	if err != nil {
		return storage.Saved{}, named(err, "save reports")
	}
	return saved, nil
}

// landed is what a commit came to: the head, and the version of its reports.
type landed struct {
	head int64
	last version
}

// commitAndFind commits, again where somebody else came in between, and makes
// what was committed be found.
func (s *Store) commitAndFind(ctx context.Context, commit func() (landed, error)) error {
	var l landed
	err := s.untilStill(ctx, func() (err error) {
		l, err = commit()
		return err
	})
	if err != nil {
		return err
	}
	return s.makeFound(ctx, l.last)
}

// carried is how long an act may go on after its caller's context has ended:
// long enough for any script, short enough for a process that is told to stop.
const carried = 3 * time.Second

// carry is do for an act that is not broken off at once: where its context
// ends meanwhile, it has some time left.
func carry[T any](ctx context.Context, s *Store, act func(context.Context) (T, error)) (T, error) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(carried, cancel) })()
	x, err := do(late, s, func() (T, error) { return act(late) })
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = ctx.Err()
	}
	return x, err
}

// draft is what a commit is to write, and what it rests on.
type draft struct {
	reports []drafted
	saved   storage.Saved // all but the head
	source  []any         // arguments of the script
}

// drafted is a report as it is to be kept, beside the one that is there.
type drafted struct {
	now news.Report
	old kept
}

// draft reads what is there, and lays out what comes of an intake.
func (s *Store) draft(ctx context.Context, in storage.Intake) (d draft, err error) {
	if d.source, err = s.draftSource(ctx, in); err != nil {
		return d, err
	}
	olds, err := s.readReports(ctx, idsOf(in.Reports))
	if err != nil {
		return d, err
	}
	places := map[news.ArticleID]int{}
	for i, r := range in.Reports {
		n, there := places[r.Article.ID]
		if !there {
			n, there = len(d.reports), olds[i].version != 0
			places[r.Article.ID] = n
			d.reports = append(d.reports, drafted{olds[i].Report, olds[i]})
		}
		if !there {
			d.saved.New++
			d.reports[n].now = r
			continue
		}
		d.reports[n].now = d.saved.Replace(d.reports[n].now, r)
	}
	return d, nil
}

func idsOf(reports []news.Report) []news.ArticleID {
	ids := make([]news.ArticleID, len(reports))
	for i, r := range reports {
		ids[i] = r.Article.ID
	}
	return ids
}

// draftSource are the script's arguments about the source; where there is
// none, they are empty.
func (s *Store) draftSource(ctx context.Context, in storage.Intake) ([]any, error) {
	none := []any{"", "", "", ""}
	if in.Source == "" {
		return none, nil
	}
	read, source, err := s.sourceAt(ctx, in.Source)
	if errors.Is(err, goredis.Nil) {
		return none, nil
	}
	if err != nil {
		return nil, err
	}
	source = in.After(source)
	value, err := encode(source)
	return []any{string(in.Source), read, value, nextOf(source)}, err
}

// commit writes a draft. Of an act that was done before, it gives what it came
// to then.
func (s *Store) commit(ctx context.Context, act string, d draft) (landed, error) {
	keys := append(s.commitKeys(act), s.sourceKeys()...)
	args := append(countsOf(d.reports), d.source...)
	for _, r := range d.reports {
		keys = append(keys, s.reportKey(r.now.Article.ID))
		values, err := r.args()
		if err != nil {
			return landed{}, err
		}
		args = append(args, values...)
	}
	return committed(reportSave.run(ctx, s, keys, args...))
}

func (s *Store) commitKeys(act string) []string {
	return []string{act, s.headKey(), s.commitsKey(), s.reportIDsKey(), s.printsKey(), s.seenKey(), s.recordsKey(),
		s.publishedKey(), s.countsKey(), s.journalKey()}
}

// countsOf are by how much the numbers of meetings, statements and visits
// grow.
func countsOf(reports []drafted) []any {
	var meetings, statements, visits int
	for _, r := range reports {
		meetings += len(r.now.Facts.Meetings) - len(r.old.Facts.Meetings)
		statements += len(r.now.Facts.Statements) - len(r.old.Facts.Statements)
		visits += len(r.now.Facts.Visits) - len(r.old.Facts.Visits)
	}
	return []any{meetings, statements, visits}
}

// args are a report as the scripts take it. Its text stands apart, and its
// sequence is the script's.
func (d drafted) args() ([]any, error) {
	a := d.now.Article
	text := a.Text
	a.Text, a.Seq = "", 0
	article, err := encode(a)
	if err != nil {
		return nil, err
	}
	facts, err := encode(d.now.Facts)
	return []any{string(a.ID), d.old.version.String(), millis(a.Published), millis(a.Seen), a.Fingerprint, article, facts, text}, err
}

// committed reads what a commit came to.
func committed(answer *goredis.Cmd) (l landed, err error) {
	switch result := answer.Val().(type) {
	case string:
		if result == "changed" {
			return l, errChanged
		}
		_, err := fmt.Sscan(result, &l.head, &l.last)
		return l, err
	case []any:
		return l, fmt.Errorf("report %v: %w (%v)", result[0], errSeqTaken, result[1])
	}
	return l, answer.Err()
}

// RestoreReports is storage.Restores'. It is carried through as SaveReports is.
func (s *Store) RestoreReports(ctx context.Context, reports []news.Report) error {
	for _, r := range reports {
		if r.Article.ID == "" || r.Article.Seq <= 0 {
			return fmt.Errorf("restore report %s: %w", r.Article.ID, errSeqTaken)
		}
	}
	act := s.key(archiveTag, "act", mark())
	err := s.commitAndFind(ctx, func() (landed, error) {
		distinct := lastOfEach(reports)
		olds, err := do(ctx, s, func() ([]kept, error) { return s.readReports(ctx, idsOf(distinct)) })
		if err != nil {
			return landed{}, err
		}
		return carry(ctx, s, func(ctx context.Context) (landed, error) { return s.restoreReports(ctx, act, distinct, olds) })
	})
	return named(err, "restore reports")
}

// lastOfEach are the reports, the last of those with one id.
func lastOfEach(reports []news.Report) []news.Report {
	var distinct []news.Report
	seen := map[news.ArticleID]bool{}
	for _, r := range slices.Backward(reports) {
		if !seen[r.Article.ID] {
			seen[r.Article.ID] = true
			distinct = append(distinct, r)
		}
	}
	slices.Reverse(distinct)
	return distinct
}

// restoreReports puts reports in the place of those that were read.
func (s *Store) restoreReports(ctx context.Context, act string, reports []news.Report, olds []kept) (landed, error) {
	var drafts []drafted
	for i, r := range reports {
		drafts = append(drafts, drafted{r, olds[i]})
	}
	keys, args := s.commitKeys(act), countsOf(drafts)
	for _, d := range drafts {
		values, err := d.args()
		if err != nil {
			return landed{}, err
		}
		keys = append(keys, s.reportKey(d.now.Article.ID))
		args = append(append(args, values...), strconv.FormatInt(d.now.Article.Seq, 10))
	}
	return committed(reportRestore.run(ctx, s, keys, args...))
}
