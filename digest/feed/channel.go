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
	// gist and again stand for content and summary where those are not held:
	// what an item without a title begins with, and how to read it again.
	gist  string
	again func() entry
}

// maxGist bounds what stands for the title of an item without one.
const maxGist = 200

// gistOf is what an item begins with.
func gistOf(e entry) string {
	if e.again != nil {
		return e.gist
	}
	return clip(plain(e.content+" "+e.summary, 1000), maxGist)
}

// lighter is an entry that does not hold its words, of which a large feed may
// have more than memory; again reads it anew.
func lighter(e entry, again func() entry) entry {
	light := entry{language: e.language, published: e.published, again: again}
	for to, from := range map[*string]string{
		&light.guid: e.guid, &light.link: e.link, &light.title: e.title, &light.outlet: e.outlet,
	} {
		*to = strings.Clone(clip(from, maxField))
	}
	if strings.TrimSpace(e.title) == "" {
		light.gist = strings.Clone(gistOf(e))
	}
	return light
}

// words are the content and the summary of an entry.
func (e entry) words() (content, summary string) {
	if e.again != nil {
		e = e.again()
	}
	return e.content, e.summary
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
