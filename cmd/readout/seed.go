package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"readout/configs"
	"readout/digest/news"
	"readout/storage"
)

// seed brings the feeds and topics of the configuration into the store. What
// was added otherwise stays, and so does what an admin changed in the chat. A
// feed that the configuration names no more is put aside: nobody loses what it
// brought or who reads it by a slip of the editor.
func seed(ctx context.Context, store storage.Store, c configs.Config, now time.Time) error {
	known, err := listed(store.AllSources(ctx))
	if err != nil {
		return err
	}
	for _, f := range c.Feeds {
		if err := seedFeed(ctx, store, f, known, now); err != nil {
			return fmt.Errorf("save feed %s: %w", f.ID, err)
		}
	}
	for _, s := range known {
		if s.Listing != news.Listed || slices.ContainsFunc(c.Feeds, func(f configs.Feed) bool { return news.SourceID(f.ID) == s.ID }) {
			continue
		}
		s.Drop(now)
		if err := store.SaveSource(ctx, s); err != nil {
			return fmt.Errorf("put feed %s aside: %w", s.ID, err)
		}
	}
	for _, entry := range c.Topics {
		if err := seedTopic(ctx, store, topicOf(entry)); err != nil {
			return fmt.Errorf("save topic %s: %w", entry.Name, err)
		}
	}
	return nil
}

// seedFeed saves a feed of the configuration. One that was dropped is read
// again; one that lives elsewhere now is read there.
func seedFeed(ctx context.Context, store storage.Sources, f configs.Feed, known []news.Source, now time.Time) error {
	s := news.Source{ID: news.SourceID(f.ID), URL: f.URL, Title: f.Title, Folders: f.Folders, Added: now, Listing: news.Listed}
	at := slices.IndexFunc(known, func(k news.Source) bool { return k.ID == s.ID })
	if at < 0 {
		return store.SaveSource(ctx, s)
	}
	old := known[at]
	if old.Listing == news.Dropped {
		old.Resume(now)
		if err := store.SavePolling(ctx, old.ID, old.State); err != nil {
			return err
		}
	}
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
	return store.SaveSource(ctx, s)
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
