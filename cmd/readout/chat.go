package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"readout/bot"
	"readout/bot/console"
	"readout/configs"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// chatCommand is the whole bot in a terminal.
type chatCommand struct {
	Sample bool `help:"Use sample news, without the network. Everything is kept in memory, unless --store names a file."`
	settingsFlags
	clockFlag
}

func (c chatCommand) Run(ctx context.Context, sys system) error {
	clock, err := c.clock(sys.clock)
	if err != nil {
		return err
	}
	if c.Sample {
		// The store that the machine is set to is for real news.
		sys.env = unset(sys.env, "READOUT_STORE")
	}
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	log, finish, err := newLog(sys, config)
	if err != nil {
		return err
	}
	defer finish()
	store, err := c.openStore(ctx, config)
	if err != nil {
		return err
	}
	defer store.Close()
	room := chatroom{store: store, clock: clock, log: log, config: config, kept: c.Store, shared: isShared(store)}
	open := room.open
	if c.Sample {
		open = room.openSample
	}
	if err := open(ctx); err != nil {
		return err
	}
	return room.talk(ctx, console.New(console.Options{
		In: sys.in, Out: sys.out, Styled: sys.env("NO_COLOR") == "", Keep: keep,
	}))
}

// openStore opens the store for the conversation: in memory for the sample,
// unless a file was asked for.
func (c chatCommand) openStore(ctx context.Context, config configs.Config) (storage.Store, error) {
	if c.Sample && c.Store == "" {
		return sqlite.OpenMemory(ctx)
	}
	return openStore(ctx, config.Store)
}

// unset is an environment without one of its variables.
func unset(env func(string) string, name string) func(string) string {
	return func(asked string) string {
		if asked == name {
			return ""
		}
		return env(asked)
	}
}

// chatroom is what a conversation in the terminal runs on.
type chatroom struct {
	store  storage.Store
	clock  func() time.Time
	log    *slog.Logger
	config configs.Config
	// kept is the store that the command line names; "" is none.
	kept string
	// shared tells that other processes may work on the store. Deliveries are
	// left to them then, so that a terminal never holds up Telegram's readers.
	shared  bool
	desk    *digest.Desk
	welcome []news.Block
}

// open works on the feeds of the configuration.
func (r *chatroom) open(ctx context.Context) error {
	r.welcome = welcome(len(r.config.Feeds))
	r.desk = newDesk(r.store, newReader(r.config, r.clock), r.log, r.config)
	return seed(ctx, r.store, r.config, r.clock())
}

// openSample works on the sample news, which it reads as if the bot had been
// running while it came in.
func (r *chatroom) openSample(ctx context.Context) error {
	r.welcome = welcomeSample(r.kept)
	config, err := configs.Parse(sampleConfig)
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	now := r.clock()
	wire, err := newSampleWire(now)
	if err != nil {
		return err
	}
	r.desk = newDesk(r.store, wire, r.log, config)
	if err := seed(ctx, r.store, config, now); err != nil {
		return err
	}
	for _, a := range wire.articles {
		if a.Published.After(now) {
			break
		}
		if err := dueAt(ctx, r.store, a.Published); err != nil {
			return fmt.Errorf("sample: %w", err)
		}
		wire.clock = func() time.Time { return a.Published }
		if _, err := r.desk.Ingest(ctx, wire.clock); err != nil {
			return fmt.Errorf("sample: %w", err)
		}
	}
	wire.clock = r.clock
	return dueAt(ctx, r.store, now)
}

// talk answers until the conversation ends, while the desk works in the
// background.
func (r *chatroom) talk(ctx context.Context, c *console.Console) error {
	ctx, cancel := context.WithCancel(ctx)
	var work sync.WaitGroup
	defer work.Wait()
	defer cancel()
	if c.Interactive() {
		c.Show(bot.Reply{Blocks: r.welcome})
	} else {
		r.awaitReading(ctx, &work)
	}
	work.Go(func() {
		if r.shared {
			r.desk.Read(ctx, r.clock)
			return
		}
		r.desk.Run(ctx, r.clock, c)
	})
	b := bot.New(bot.Options{Store: r.store, Desk: r.desk, Zone: r.config.Zone, Log: r.log, Admins: []int64{console.User().ID}, Files: folder{}})
	return c.Run(ctx, func(ctx context.Context, m bot.Message) bot.Reply {
		return b.Answer(ctx, r.clock(), m)
	})
}

// firstReading is how long a script waits for the feeds before it is answered.
const firstReading = 20 * time.Second

// awaitReading reads the feeds that are due before the first answer: a script
// cannot look again, as a person would. Feeds that take longer are read on in
// the background.
func (r *chatroom) awaitReading(ctx context.Context, work *sync.WaitGroup) {
	done := make(chan struct{})
	work.Go(func() {
		defer close(done)
		if _, err := r.desk.Ingest(ctx, r.clock); err != nil && ctx.Err() == nil {
			r.log.Error("feeds not read", slog.Any("error", err))
		}
	})
	select {
	case <-done:
	case <-time.After(firstReading):
	case <-ctx.Done():
	}
}
