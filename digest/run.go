package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// kept is how long what was sent can be asked about.
const kept = 90 * 24 * time.Hour

// Run keeps the desk's beats until the context ends, and then waits for the
// beat at work: reading the feeds that are due, delivering to the readers
// that are due, pruning. A beat that fails is logged and tried again at the
// next; one that takes longer than its turn loses turns.
func (d *Desk) Run(ctx context.Context, clock func() time.Time, courier Courier) error {
	log := beatLog{d.log}
	// The order matters: a skipper inside the recoverer would stay shut after
	// one panic.
	beats := cron.New(cron.WithLogger(log), cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	for _, b := range []struct {
		name, every string
		work        func() error
	}{
		{"ingest", "@every 1s", func() error { _, err := d.Ingest(ctx, clock()); return err }},
		{"deliver", "@every 1s", func() error { return d.Deliver(ctx, clock(), courier) }},
		{"prune", "@hourly", func() error { return d.prune(ctx, clock()) }},
	} {
		if _, err := beats.AddFunc(b.every, func() { d.beat(ctx, b.name, b.work) }); err != nil {
			return fmt.Errorf("beat %s: %w", b.name, err)
		}
	}
	beats.Start()
	<-ctx.Done()
	<-beats.Stop().Done()
	return nil
}

func (d *Desk) beat(ctx context.Context, name string, work func() error) {
	if ctx.Err() != nil {
		return
	}
	if err := work(); err != nil && !errors.Is(err, context.Canceled) {
		d.log.Error("beat failed", slog.String("beat", name), slog.Any("error", err))
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
