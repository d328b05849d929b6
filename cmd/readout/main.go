// Command readout reads news feeds, keeps who met whom, who said what and who
// travels where, and delivers digests of it. Each subcommand has its file;
// wire.go puts the rooms together.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // Zones load on machines that have none.

	"readout/storage"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], system{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, clock: time.Now,
	})
	stop()
	os.Exit(code)
}

// system is what the program has of the machine it runs on.
type system struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	clock    func() time.Time
	// tap, if there is one, stands between the bot and its store: in tests that
	// kill the program at a chosen step.
	tap func(storage.Store) storage.Store
}

// Exit codes.
const (
	fine   = 0
	failed = 1
	usage  = 2
)
