package main

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"readout/configs"
	"readout/digest"
	"readout/digest/feed"
	"readout/storage"
)

// settingsFlags are those of every command that works with the configuration.
type settingsFlags struct {
	Config string `help:"The configuration file (READOUT_CONFIG)." placeholder:"FILE"`
	Store  string `help:"Where everything is kept (READOUT_STORE)." placeholder:"sqlite:FILE"`
}

// load reads the configuration with what the flags put above it.
func (f settingsFlags) load(sys system) (configs.Config, error) {
	if f.Store != "" {
		if _, _, err := configs.ParseStore(f.Store); err != nil {
			return configs.Config{}, usageError{"--store: " + err.Error()}
		}
	}
	c, err := configs.Load(f.Config, sys.env)
	if err != nil {
		return c, fmt.Errorf("configuration: %w", err)
	}
	c.Store = cmp.Or(f.Store, c.Store)
	return c, nil
}

// allowed are the hosts of READOUT_ALLOW_HOSTS, for commands that read no
// configuration.
func allowed(env func(string) string) []string {
	return strings.FieldsFunc(env("READOUT_ALLOW_HOSTS"), func(r rune) bool { return r == ',' || r == ' ' })
}

// newReader makes the reader of feeds.
func newReader(c configs.Config, clock func() time.Time) *feed.Reader {
	return feed.New(feed.Options{Allow: c.AllowHosts, Contact: c.Contact, Now: clock})
}

func newDesk(store storage.Store, f digest.Fetcher, log *slog.Logger, c configs.Config) *digest.Desk {
	return digest.New(store, f, log, deskOptions(c))
}

// paidChats is how many chats are sent to side by side where Telegram takes 500
// messages a second: each takes half a second at most.
const paidChats = 256

func deskOptions(c configs.Config) digest.Options {
	d := c.Desk
	options := digest.Options{
		Every:    time.Duration(d.Every),
		Lookback: time.Duration(d.Lookback),
		Stale:    time.Duration(d.Stale),
		CatchUp:  time.Duration(d.CatchUp),
		Workers:  d.Workers,
		Leave:    d.Unsure == "leave",
		Owner:    owner(),
	}
	if c.Telegram.PaidBroadcast {
		options.Chats = paidChats
	}
	return options
}

// owner names this process in claims and leases. Host and number are for people;
// containers may share both, so a random word tells them apart.
func owner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:8])
}
