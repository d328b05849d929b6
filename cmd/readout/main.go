// Command readout reads news feeds, keeps who met whom, who said what and who
// travels where, and delivers digests of it. Each subcommand has its file;
// wire.go puts the rooms together.
package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // Zones load on machines that have none.

	"readout/storage"
	"readout/storage/redis"
)

func main() {
	os.Exit(start(system{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, clock: time.Now}))
}

// start carries out the command line of this process, which a signal asks to
// end. A second one ends it at once.
func start(sys system) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	// What the driver of Redis has to say comes back as errors of the store.
	redis.LogDriver(slog.New(slog.DiscardHandler))
	return run(ctx, os.Args[1:], sys)
}

// system is what the program has of the machine it runs on.
type system struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	clock    func() time.Time
	// tap stands between the bot and its store, and api between the bot and
	// Telegram, in tests that kill the program at a chosen step; both may be
	// nil.
	tap func(storage.Store) storage.Store
	api *http.Client
	// lease is how long a process that vanished keeps others waiting; 0 is the
	// ordinary time.
	lease time.Duration
	// exit ends the process at once; nil is os.Exit.
	exit func(code int)
}

// Exit codes.
const (
	fine   = 0
	failed = 1
	usage  = 2
)
