package feed

import (
	"bytes"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// channel is a feed as it stands, nothing cleaned yet.
type channel struct {
	title, link, language string
	entries               []entry
}

// entry is one item of it.
type entry struct {
	guid, link, title, content, summary, language string
	// outlet is whom the item is taken from, where that is not the feed.
	outlet string
	// published is zero where the feed does not say, or nonsense.
	published time.Time
}

// readSound reads a document that is well-formed enough for the parser. The
// parser is made anew for every document, as it may not be shared.
func readSound(doc []byte) (c channel, err error) {
	err = guarded("feed", func() error {
		p := gofeed.NewParser()
		p.KeepOriginalFeed = true
		p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
		f, err := p.Parse(bytes.NewReader(doc))
		if err == nil {
			c = channelOf(f)
		}
		return err
	})
	return c, err
}

func channelOf(f *gofeed.Feed) channel {
	c := channel{title: f.Title, link: f.Link, language: f.Language}
	if c.language == "" && f.DublinCoreExt != nil && len(f.DublinCoreExt.Language) > 0 {
		c.language = f.DublinCoreExt.Language[0]
	}
	for _, i := range f.Items {
		if i != nil {
			c.entries = append(c.entries, entryOf(i))
		}
	}
	addOriginals(c.entries, f.OriginalFeed())
	return c
}

func entryOf(i *gofeed.Item) entry {
	e := entry{
		guid: i.GUID, link: i.Link, title: i.Title,
		content: i.Content, summary: i.Description,
		published: dateOf(i),
	}
	if i.DublinCoreExt != nil && len(i.DublinCoreExt.Language) > 0 {
		e.language = i.DublinCoreExt.Language[0]
	}
	return e
}

// addOriginals adds what the universal form of an item leaves out.
func addOriginals(entries []entry, original any) {
	switch f := original.(type) {
	case *rss.Feed:
		for i, item := range f.Items {
			if item.Source != nil {
				entries[i].outlet = item.Source.Title
			}
			// Many ids are said to be links, by default, and are none.
			if entries[i].link == "" && item.GUID != nil && item.GUID.IsPermalink != "false" && isLink(item.GUID.Value) {
				entries[i].link = item.GUID.Value
			}
		}
	case *atom.Feed:
		for i, item := range f.Entries {
			if item.Source != nil {
				entries[i].outlet = item.Source.Title
			}
		}
	}
}

func isLink(guid string) bool { return strings.HasPrefix(guid, "http") || strings.HasPrefix(guid, "/") }
