package digest

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"readout/storage"
)

const (
	// kept is how long what was sent can be asked about.
	kept = 90 * 24 * time.Hour
	// keptUpdates outlasts the day for which a transport offers an update
	// again.
	keptUpdates = 7 * 24 * time.Hour
	// insistEvery and mostInsisting are how often what the store failed is done
	// once more: for half a minute, with what the tries themselves take.
	insistEvery   = 2 * time.Second
	mostInsisting = 13
)

// Run keeps all of the desk's beats until the context ends, and then waits for
// the beat at work: Read and Serve together.
func (d *Desk) Run(ctx context.Context, clock func() time.Time, courier Courier) {
	var both sync.WaitGroup
	both.Go(func() { d.Read(ctx, clock) })
	both.Go(func() { d.Serve(ctx, clock, courier) })
	both.Wait()
}

// Read keeps the beats that any number of processes may keep side by side on
// one store: reading the feeds that are due, and pruning. The clock is what
// readers see on their walls; it may be ahead of or behind this machine's. A
// beat that fails is logged and tried again at the next; one that takes longer
// than its turn loses turns.
func (d *Desk) Read(ctx context.Context, clock func() time.Time) {
	beats := d.beats()
	ingest := beats.Schedule(everyMinute{clock}, d.beat(ctx, "ingest", func() error { return d.readRound(ctx, clock) }))
	prune := beats.Schedule(cron.Every(time.Hour), d.beat(ctx, "prune", func() error { return d.tidy(ctx, clock()) }))
	var first sync.WaitGroup
	first.Go(func() {
		beats.Entry(ingest).WrappedJob.Run()
		beats.Entry(prune).WrappedJob.Run()
	})
	keep(ctx, beats)
	first.Wait()
}

// Serve keeps the beat of delivering to the readers that are due, by one
// courier. What was under way when the last process died is taken up at once.
func (d *Desk) Serve(ctx context.Context, clock func() time.Time, courier Courier) {
	beats := d.beats()
	watch := clockWatch{log: d.log, earliest: d.options.Earliest, reach: d.options.CatchUp}
	sure := func(now time.Time) bool { return watch.sure(now, time.Now()) }
	deliver := beats.Schedule(everyMinute{clock}, d.beat(ctx, "deliver", func() error {
		round := func() error {
			return d.deliver(ctx, &round{desk: d, clock: clock, courier: courier, sure: sure, pause: pause, reads: true})
		}
		return insist(ctx, round(), round)
	}))
	var first sync.WaitGroup
	first.Go(beats.Entry(deliver).WrappedJob.Run)
	keep(ctx, beats)
	first.Wait()
}

func (d *Desk) beats() *cron.Cron {
	log := beatLog{d.log}
	// The order matters: a skipper inside the recoverer would stay shut after
	// one panic.
	return cron.New(cron.WithLogger(log), cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
}

// keep runs beats until the context ends, and waits for the one at work.
func keep(ctx context.Context, beats *cron.Cron) {
	beats.Start()
	<-ctx.Done()
	<-beats.Stop().Done()
}

// insist does what failed with an error once more every two seconds, for half a
// minute at most: a store whose server has failed over is back long before the
// next beat. What somebody else has by now (ErrLost) is left to him.
func insist(ctx context.Context, err error, act func() error) error {
	for tries := 0; err != nil && !errors.Is(err, storage.ErrLost) && tries < mostInsisting && ctx.Err() == nil; tries++ {
		pause(ctx, insistEvery)
		err = act()
	}
	return err
}

// pause waits, or less where the context ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// everyMinute beats just after each full minute of the readers' clock. Slots
// are full minutes, so none is begun late, and the margin keeps a timer's
// rounding from beginning one early. The wait goes by this machine's steady
// clock and is a minute at most, wherever the readers' jumps meanwhile.
type everyMinute struct{ clock func() time.Time }

func (e everyMinute) Next(now time.Time) time.Time {
	const margin = 20 * time.Millisecond
	shown := e.clock().Add(-margin)
	return now.Add(shown.Truncate(time.Minute).Add(time.Minute).Sub(shown))
}

func (d *Desk) beat(ctx context.Context, name string, work func() error) cron.FuncJob {
	return func() {
		if ctx.Err() != nil {
			return
		}
		d.options.Observer.BeatBegan(name)
		err := work()
		d.options.Observer.BeatEnded(name, err)
		if err != nil && !errors.Is(err, context.Canceled) {
			d.log.Error("beat failed", slog.String("beat", name), slog.Any("error", err))
		}
	}
}

// tidy is what is looked after every hour, and at the start.
func (d *Desk) tidy(ctx context.Context, now time.Time) error {
	return errors.Join(d.askAnew(ctx, now), d.prune(ctx, now))
}

// prune forgets what nobody will ask for any more.
func (d *Desk) prune(ctx context.Context, now time.Time) error {
	var errs []error
	for _, old := range []struct {
		what   string
		prune  func(context.Context, time.Time) (int, error)
		before time.Time
	}{
		{"editions", d.store.PruneEditions, now.Add(-kept)},
		{"keyboards", d.store.PruneKeyboards, now.Add(-kept)},
		{"updates", d.store.PruneUpdates, now.Add(-keptUpdates)},
	} {
		n, err := old.prune(ctx, old.before)
		if n > 0 {
			d.log.Info("pruned", slog.String("what", old.what), slog.Int("gone", n))
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// beatLog takes what cron has to say: its errors as ours, its diary at debug.
type beatLog struct{ log *slog.Logger }

func (l beatLog) Info(msg string, keysAndValues ...any) { l.log.Debug("cron: "+msg, keysAndValues...) }

func (l beatLog) Error(err error, msg string, keysAndValues ...any) {
	l.log.Error("cron: "+msg, append(keysAndValues, "error", err)...)
}
