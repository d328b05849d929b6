package bot

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"readout/digest/feed/opml"
	"readout/digest/news"
)

// feedsExport hands the list of feeds over to another feed reader, with their
// folders. What is read as another feed is that one, and what was dropped is
// none.
func (b *Bot) feedsExport(ctx context.Context, c call) (Reply, error) {
	all, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	all = slices.DeleteFunc(all, func(s news.Source) bool { return !s.Stands() })
	var list bytes.Buffer
	if err := opml.Write(&list, "Readout", all); err != nil {
		return Reply{}, fmt.Errorf("write list of feeds: %w", err)
	}
	r := answer(say("*%s*, as a list that feed readers take (OPML). `readout feeds import` takes it as well.", count(len(all), "feed")))
	r.File = &File{Name: "feeds.opml", Bytes: list.Bytes()}
	return r.with(row(press("All feeds", "/feeds"), press("Add a feed", "/feed_add"))), nil
}
