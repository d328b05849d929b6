package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/cmd/readout/operation"
	"readout/configs"
	"readout/digest/news"
)

// lastOrder is how long a program that is stuck has to come to its end in
// order, before it is ended by force.
const lastOrder = 10 * time.Second

// watched is a log whose warnings are remembered, without the token.
func watched(log *slog.Logger, token string, clock func() time.Time) (*slog.Logger, *operation.Warnings) {
	warnings := operation.NewWarnings(clock)
	memory := warnings.Handler(func(w io.Writer) io.Writer { return redactor{w, telegram.Secrets(token)} })
	return slog.New(slog.NewMultiHandler(log.Handler(), memory)), warnings
}

// operate does a work under watch: meanwhile health and metrics are served,
// and the work is ended where it stands still.
func (s *service) operate(ctx context.Context, work func(context.Context) error) error {
	ctx, end := context.WithCancelCause(ctx)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer end(nil)
	if s.config.Listen != configs.Off {
		listener, err := operation.Listen(ctx, s.config.Listen)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Health and metrics: http://%s/health\n", listener.Addr())
		beside.Go(func() {
			if err := s.watch.Serve(ctx, listener); err != nil {
				s.log.Error("health is not served any more", slog.Any("error", err))
			}
		})
	}
	beside.Go(func() { s.guard(ctx, end) })
	err := work(ctx)
	if stuck := context.Cause(ctx); errors.Is(stuck, operation.ErrStuck) {
		return stuck
	}
	return err
}

// guard ends the work where it is stuck: in order, if that is still possible.
func (s *service) guard(ctx context.Context, end context.CancelCauseFunc) {
	stuck := s.watch.Stuck(ctx)
	if stuck == nil {
		return
	}
	s.log.Error("ending, to be started again", slog.Any("error", stuck), slog.String("goroutines", operation.Goroutines()))
	time.AfterFunc(lastOrder, func() { s.exit(failed) })
	end(stuck)
}

// teller writes to a chat unasked; *telegram.Client is the real one.
type teller interface {
	Tell(ctx context.Context, to news.Address, r bot.Reply)
}

// alert tells the admins, each in their private chat: those who are admins by
// now or, where the store does not say, those who were.
func (s *service) alert(to teller, admins []int64) func(context.Context, operation.Alert) {
	return func(ctx context.Context, a operation.Alert) {
		asking, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if now, err := s.admins(asking); err == nil {
			admins = now
		}
		s.log.Info("admins are told", slog.String("of", a.Words), slog.Int("admins", len(admins)))
		text := news.Say(a.Words)
		if a.Hint != "" {
			text = append(text, news.Run{Words: " "}, news.Run{Words: a.Hint, Style: news.Code})
		}
		for _, id := range admins {
			to.Tell(ctx, news.Address{Chat: id}, bot.Reply{Blocks: []news.Block{{Kind: news.Note, Text: text}}})
		}
	}
}

// exitBy is how a program ends that cannot end in order.
func exitBy(given func(int)) func(int) {
	if given != nil {
		return given
	}
	return os.Exit
}

// operator tells the bot of the program.
type operator struct {
	watch *operation.Watch
	clock func() time.Time
	rate  func() float64
}

// Vitals implements bot.Operation.
func (o operator) Vitals(ctx context.Context) bot.Vitals {
	r := o.watch.Report(ctx)
	return bot.Vitals{
		State: r.State, Reasons: r.Reasons, Leading: r.Leading(), Parts: r.Parts, Warnings: r.Warnings, Errors: r.Errors,
		Started: o.shown(r.Started), Polled: o.shown(r.Polled), Messaged: o.shown(r.Messaged), Slowed: o.shown(r.Slowed),
		Wait: time.Duration(r.WaitSeconds) * time.Second, Rate: o.rate(),
	}
}

// shown is a moment of this machine's on the clock of the readers.
func (o operator) shown(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return o.clock().Add(-time.Since(at))
}

// Warnings implements bot.Operation.
func (o operator) Warnings() []bot.Warning {
	var all []bot.Warning
	for _, w := range o.watch.Warnings.Last() {
		all = append(all, bot.Warning{At: w.At, Error: w.Error, Text: w.Text})
	}
	return all
}

// Version implements bot.Operation.
func (operator) Version() string {
	return fmt.Sprintf("%s (%s, %s/%s)", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
