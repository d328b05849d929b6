package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"readout/configs"
	"readout/digest"
	"readout/digest/feed"
	"readout/digest/news"
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

func newDesk(store storage.Store, f digest.Fetcher, log *slog.Logger, c configs.Desk) *digest.Desk {
	return digest.New(store, f, log, deskOptions(c))
}

func deskOptions(c configs.Desk) digest.Options {
	return digest.Options{
		Every:    time.Duration(c.Every),
		Lookback: time.Duration(c.Lookback),
		Stale:    time.Duration(c.Stale),
		CatchUp:  time.Duration(c.CatchUp),
		Workers:  c.Workers,
		Leave:    c.Unsure == "leave",
		Owner:    owner(),
	}
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

// seed brings the feeds and topics of the configuration into the store. What
// was added otherwise stays, and so does what an admin changed in the chat.
func seed(ctx context.Context, store storage.Store, c configs.Config, now time.Time) error {
	for _, f := range c.Feeds {
		s := news.Source{ID: news.SourceID(f.ID), URL: f.URL, Title: f.Title, Folders: f.Folders, Added: now}
		if old, err := store.Source(ctx, s.ID); err == nil {
			if old.State.MovedFrom == s.URL {
				s.URL = old.URL // It was followed to where it lives now.
			}
			s.Added = old.Added
			if old.ReadAs == "" || old.URL == s.URL {
				s.Paused, s.PausedSince, s.ReadAs = old.Paused, old.PausedSince, old.ReadAs
			}
			if s.Title == "" {
				s.Title = old.Title
			}
		}
		if err := store.SaveSource(ctx, s); err != nil {
			return fmt.Errorf("save feed %s: %w", s.ID, err)
		}
	}
	for _, entry := range c.Topics {
		if err := seedTopic(ctx, store, topicOf(entry)); err != nil {
			return fmt.Errorf("save topic %s: %w", entry.Name, err)
		}
	}
	return nil
}

// seedTopic saves a topic of the configuration, unless it was saved from the
// very same entry before: then what an admin has made of it since stands.
func seedTopic(ctx context.Context, store storage.Topics, t news.Topic) error {
	old, err := store.Topic(ctx, t.ID)
	switch {
	case err == nil && old.Configured == t.Configured:
		return nil
	case err != nil && !errors.Is(err, storage.ErrNotFound):
		return err
	}
	return store.SaveTopic(ctx, t)
}

func topicOf(t configs.Topic) news.Topic {
	topic := news.Topic{
		ID: news.TopicIDOf(t.Name), Name: t.Name, About: t.About,
		Any: t.Any, All: t.All, None: t.None, People: t.People, Places: t.Places,
	}
	for _, id := range t.Feeds {
		topic.Sources = append(topic.Sources, news.SourceID(id))
	}
	topic.Configured = entryOf(topic)
	return topic
}

// entryOf tells one entry of the configuration from another.
func entryOf(t news.Topic) string {
	text, err := json.Marshal(t)
	if err != nil {
		panic("a topic is plain data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
