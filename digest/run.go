package digest

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// kept is how long what was sent can be asked about.
const kept = 90 * 24 * time.Hour

// Run keeps the desk's beats until the context ends, and then waits for the
// beat at work: reading the feeds that are due, delivering to the readers
// that are due, pruning. The clock is what readers see on their walls; it may
// be ahead of or behind this machine's. A beat that fails is logged and tried
// again at the next; one that takes longer than its turn loses turns.
func (d *Desk) Run(ctx context.Context, clock func() time.Time, courier Courier) error {
	log := beatLog{d.log}
	// The order matters: a skipper inside the recoverer would stay shut after
	// one panic.
	beats := cron.New(cron.WithLogger(log), cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	minute := everyMinute{ahead: time.Until(clock())}
	ingest := beats.Schedule(minute, d.beat(ctx, "ingest", func() error { _, err := d.Ingest(ctx, clock()); return err }))
	beats.Schedule(minute, d.beat(ctx, "deliver", func() error { return d.Deliver(ctx, clock, courier) }))
	beats.Schedule(cron.Every(time.Hour), d.beat(ctx, "prune", func() error { return d.prune(ctx, clock()) }))
	var first sync.WaitGroup
	first.Go(beats.Entry(ingest).WrappedJob.Run)
	beats.Start()
	<-ctx.Done()
	<-beats.Stop().Done()
	first.Wait()
	return nil
}

// everyMinute beats just after each full minute of a clock that is so far
// ahead of this machine's. Slots are full minutes, so none is begun late, and
// the margin keeps a timer's rounding from beginning one early.
type everyMinute struct{ ahead time.Duration }

func (e everyMinute) Next(now time.Time) time.Time {
	const margin = 20 * time.Millisecond
	shown := now.Add(e.ahead - margin)
	return shown.Truncate(time.Minute).Add(time.Minute + margin - e.ahead)
}

func (d *Desk) beat(ctx context.Context, name string, work func() error) cron.FuncJob {
	return func() {
		if ctx.Err() != nil {
			return
		}
		if err := work(); err != nil && !errors.Is(err, context.Canceled) {
			d.log.Error("beat failed", slog.String("beat", name), slog.Any("error", err))
		}
	}
}

func (d *Desk) prune(ctx context.Context, now time.Time) error {
	n, err := d.store.PruneEditions(ctx, now.Add(-kept))
	if n > 0 {
		d.log.Info("editions pruned", slog.Int("editions", n))
	}
	return err
}

// beatLog takes what cron has to say: its errors as ours, its diary at debug.
type beatLog struct{ log *slog.Logger }

func (l beatLog) Info(msg string, keysAndValues ...any) { l.log.Debug("cron: "+msg, keysAndValues...) }

func (l beatLog) Error(err error, msg string, keysAndValues ...any) {
	l.log.Error("cron: "+msg, append(keysAndValues, "error", err)...)
}
