package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"readout/bot/telegram"
	"readout/configs"
	"readout/storage"
	"readout/storage/sqlite"
)

// checkCommand looks at everything that the program needs and changes
// nothing.
type checkCommand struct {
	Quick  bool `help:"Leave out what reads the network."`
	Health bool `help:"Ask only whether the program that runs with these settings goes on."`
	settingsFlags
}

func (c checkCommand) Run(ctx context.Context, sys system) error {
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	r := findingsOf{out: sys.out}
	if c.Health {
		r.health(ctx, config)
		return r.verdict()
	}
	r.good("configuration", fmt.Sprintf("%d feeds, %d topics, zone %s", len(config.Feeds), len(config.Topics), config.Zone))
	r.store(ctx, config)
	if config.Token == "" {
		r.good("token", "none; the terminal needs none")
	}
	if !c.Quick {
		r.token(ctx, sys, config)
		r.feeds(ctx, sys, config)
	}
	return r.verdict()
}

// findingsOf is the report of a check, a line for each thing looked at.
type findingsOf struct {
	out io.Writer
	bad int
}

// verdict is an error where a fault was found, which has been told.
func (r *findingsOf) verdict() error {
	if r.bad > 0 {
		return errSilent
	}
	return nil
}

func (r *findingsOf) good(what, says string) { fmt.Fprintf(r.out, "ok    %s: %s\n", what, says) }

func (r *findingsOf) fault(what, says, mend string) {
	r.bad++
	fmt.Fprintf(r.out, "FAIL  %s: %s\n      %s\n", what, says, mend)
}

// doubt is nothing that keeps the program from its work.
func (r *findingsOf) doubt(what, says, mend string) {
	fmt.Fprintf(r.out, "warn  %s: %s\n      %s\n", what, says, mend)
}

// token asks Telegram whose the token is.
func (r *findingsOf) token(ctx context.Context, sys system, c configs.Config) {
	if c.Token == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	client, err := telegram.Connect(ctx, telegram.Options{Token: c.Token, URL: c.Telegram.APIURL, HTTP: sys.api})
	switch {
	case errors.Is(err, telegram.ErrToken):
		r.fault("token", err.Error(), "look for a typing error, or ask @BotFather for a new one")
	case err != nil:
		r.fault("token", err.Error(), "see that "+c.Telegram.APIURL+" may be reached from here")
	default:
		r.good("token", "the bot is @"+client.Name())
	}
}

func (r *findingsOf) store(ctx context.Context, c configs.Config) {
	kind, path, err := configs.ParseStore(c.Store)
	if err != nil || kind != configs.SQLite {
		r.server(ctx, c.Store)
		return
	}
	if _, err := os.Stat(path); os.IsNotExist(err) {
		r.good("store", path+" is not there yet; readout chat makes it")
		return
	}
	if err := isFile(path); err != nil {
		r.fault("store", path+" is a folder", "name a file in it with --store, such as sqlite:"+filepath.Join(path, "readout.db"))
		return
	}
	store, err := sqlite.OpenReader(ctx, path)
	if err != nil {
		r.fault("store", err.Error(), "name another with --store, or move this file away")
		return
	}
	defer store.Close()
	if err := store.Check(ctx); err != nil {
		r.fault("store", err.Error(), "restore the last backup of "+path)
		return
	}
	r.count(ctx, store, path)
}

// count tells what a store holds.
func (r *findingsOf) count(ctx context.Context, store storage.Store, name string) {
	goOn, err := store.Unfinished(ctx)
	if err == nil && goOn != "" {
		r.fault("store", name+" "+partOnly, "to go on with it: "+shown(goOn))
		return
	}
	stats, err := store.Stats(ctx)
	if err != nil {
		r.fault("store", err.Error(), "restore the last backup of "+name)
		return
	}
	r.good("store", fmt.Sprintf("%s, whole: %d articles, %d meetings, %d statements, %d visits",
		name, stats.Reports, stats.Meetings, stats.Statements, stats.Visits))
}

func (r *findingsOf) feeds(ctx context.Context, sys system, c configs.Config) {
	reader := newReader(c, sys.clock)
	for _, f := range c.Feeds {
		if got, remarks := check(ctx, reader, f.URL, sys.clock()); got.Error != "" {
			r.fault("feed "+f.ID, got.Error, strings.Join(append(remarks, "correct or remove "+f.URL), "; "))
		} else {
			r.good("feed "+f.ID, fmt.Sprintf("%d items", len(got.Items)))
		}
	}
	if len(c.Feeds) == 0 {
		r.good("feeds", "the configuration names none; readout chat --sample needs none")
	}
}
