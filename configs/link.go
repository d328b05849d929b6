package configs

import (
	"fmt"
	"slices"
)

// link fills the ids that the file left out, and checks what one part of the
// file says about another.
func (c *Config) link() error {
	if err := c.linkFeeds(); err != nil {
		return err
	}
	seen := map[string]string{}
	for i := range c.Topics {
		t := &c.Topics[i]
		if t.Name == "" {
			return fmt.Errorf("topic %d has no name: add the line name: ...", i+1)
		}
		if other, found := seen[slug(t.Name)]; found {
			return fmt.Errorf("topics %q and %q are told apart by nothing: rename one", other, t.Name)
		}
		seen[slug(t.Name)] = t.Name
		feeds, err := c.feedsOf(*t)
		if err != nil {
			return err
		}
		t.Feeds = feeds
	}
	return nil
}

func (c *Config) linkFeeds() error {
	ids, urls := map[string]bool{}, map[string]bool{}
	for i := range c.Feeds {
		f := &c.Feeds[i]
		if f.URL == "" {
			return fmt.Errorf("feed %d has no address: add the line url: https://...", i+1)
		}
		if f.ID == "" {
			f.ID = FeedID(f.URL)
		}
		if urls[f.URL] {
			return fmt.Errorf("feed %s is there twice: remove one", f.URL)
		}
		if ids[f.ID] {
			return fmt.Errorf("two feeds have the id %q: give one an id of its own", f.ID)
		}
		ids[f.ID], urls[f.URL] = true, true
	}
	return nil
}

// feedsOf is the ids that a topic names, itself or by folder.
func (c *Config) feedsOf(t Topic) ([]string, error) {
	var ids, known []string
	for _, name := range t.Feeds {
		found := false
		for _, f := range c.Feeds {
			known = append(append(known, f.ID), f.Folders...)
			if f.ID != name && !slices.Contains(f.Folders, name) {
				continue
			}
			found = true
			if !slices.Contains(ids, f.ID) {
				ids = append(ids, f.ID)
			}
		}
		if !found {
			return nil, fmt.Errorf("topic %q: no feed or folder %q%s", t.Name, name, meant(name, known))
		}
	}
	return ids, nil
}

func meant(name string, known []string) string {
	if near := nearest(name, known); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ": add it to feeds, or remove it here"
}
