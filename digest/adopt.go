package digest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// Adopt adds the feeds of a list, and notes in the list the id under which each
// is kept. One that is read at the same address already takes on the folders,
// and is read again if the configuration had dropped it. It returns how many
// are new. To adopt a list again, or in parts, is the same as once.
func Adopt(ctx context.Context, store storage.Sources, list []news.Source, now time.Time) (added int, err error) {
	all, err := collect(store.AllSources(ctx))
	if err != nil {
		return 0, fmt.Errorf("list feeds: %w", err)
	}
	ids, at := map[news.SourceID]bool{}, map[string]news.Source{}
	for _, s := range all {
		ids[s.ID] = true
		at[news.AddressKey(s.URL)] = s
	}
	for i := range list {
		s := &list[i]
		key := news.AddressKey(s.URL)
		old, known := at[key]
		if known {
			s.ID = old.ID
			at[key], err = adoptAgain(ctx, store, old, s.Folders, now)
		} else {
			s.ID, s.Added = freeID(s.URL, ids), now
			ids[s.ID] = true
			added++
			at[key], err = *s, store.SaveSource(ctx, *s)
		}
		if err != nil {
			return added, fmt.Errorf("save feed %s: %w", s.ID, err)
		}
	}
	return added, nil
}

// adoptAgain is a known feed with folders from a list.
func adoptAgain(ctx context.Context, store storage.Sources, s news.Source, folders []string, now time.Time) (news.Source, error) {
	all := union(s.Folders, folders)
	dropped := s.Listing == news.Dropped
	if !dropped && len(all) == len(s.Folders) {
		return s, nil
	}
	s.Folders = all
	if dropped {
		s.Resume(now)
		if err := store.SavePolling(ctx, s.ID, s.State); err != nil {
			return s, err
		}
	}
	return s, store.SaveSource(ctx, s)
}

// freeID is the id of an address, with a piece of its digest behind where
// another feed has that id.
func freeID(address string, taken map[news.SourceID]bool) news.SourceID {
	id := news.SourceIDOf(address)
	if taken[id] || id == "" {
		id += "-" + news.SourceID(news.IdentityOf("", address)[:6])
	}
	return id
}

// AdoptFolders makes a topic of every folder of adopted feeds, or adds its
// feeds to the topic of that name; one that takes in all feeds stays so. It
// returns how many topics that are.
func AdoptFolders(ctx context.Context, store storage.Topics, list []news.Source) (int, error) {
	var names []string
	folders := map[string][]news.SourceID{}
	for _, s := range list {
		for _, name := range s.Folders {
			if news.TopicIDOf(name) == "" {
				continue
			}
			if folders[name] == nil {
				names = append(names, name)
			}
			folders[name] = append(folders[name], s.ID)
		}
	}
	for _, name := range names {
		t, err := store.Topic(ctx, news.TopicIDOf(name))
		switch {
		case errors.Is(err, storage.ErrNotFound):
			t = news.Topic{ID: news.TopicIDOf(name), Name: name, Sources: folders[name]}
		case err != nil:
			return 0, fmt.Errorf("topic %s: %w", name, err)
		case len(t.Sources) > 0:
			t.Sources = union(t.Sources, folders[name])
		}
		if err := store.SaveTopic(ctx, t); err != nil {
			return 0, fmt.Errorf("save topic %s: %w", name, err)
		}
	}
	return len(names), nil
}

// union is the first list with what only the second has behind it.
func union[T comparable](a, b []T) []T {
	all, has := slices.Clone(a), map[T]bool{}
	for _, x := range a {
		has[x] = true
	}
	for _, x := range b {
		if !has[x] {
			has[x] = true
			all = append(all, x)
		}
	}
	return all
}
