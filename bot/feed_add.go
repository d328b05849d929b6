package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"readout/digest"
	"readout/digest/news"
)

// feedAdd shows what the feeds at some addresses would give, and adds them
// when told to. The address of a page leads to its feeds. Only admins come
// here: nothing is fetched on a stranger's word.
func (b *Bot) feedAdd(ctx context.Context, c call) (Reply, error) {
	a, err := parseAddresses(c.arg)
	if err != nil {
		return Reply{}, err
	}
	if len(a.urls) == 0 {
		return answer(say("Which feed? The address of a page will do as well: `/feed_add https://harbourpost.example`"),
			say("Several addresses, parted by blanks, are fine. You see what each would give before anything is added.")), nil
	}
	probes := b.probeAll(ctx, a.urls)
	if a.save {
		return b.addFeeds(ctx, c, probes)
	}
	known, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	var r Reply
	var good []string
	for _, p := range probes {
		shown, urls := p.show(c, known)
		r.Blocks = append(r.Blocks, shown.Blocks...)
		r = r.with(shown.Buttons...)
		good = append(good, urls...)
	}
	heading := "What would be added"
	if len(good) == 0 {
		heading = "Nothing to add"
	}
	r = r.titled(say(heading))
	if a.left > 0 {
		r = r.and(say("*%s* more were left out: %s at a time, please.", a.left, mostAdded))
	}
	if command := "/feed_add " + strings.Join(good, " ") + " save"; len(good) > 1 && len(command) <= longestCommand {
		r = r.with(row(press("Add all "+fmt.Sprint(len(good)), command)))
	}
	return r, nil
}

// sameFeed is the feed that is read from an address, whatever its scheme.
func sameFeed(known []news.Source, address string) (news.Source, bool) {
	at := slices.IndexFunc(known, func(s news.Source) bool { return news.SameAddress(s.URL, address) })
	if at < 0 {
		return news.Source{}, false
	}
	return known[at], true
}

// addFeeds adds the first feed that each address led to.
func (b *Bot) addFeeds(ctx context.Context, c call, found []finding) (Reply, error) {
	var r Reply
	for _, f := range found {
		at := slices.IndexFunc(f.probes, func(p digest.Probe) bool { return p.Trouble == "" })
		if at < 0 {
			why, advice := f.trouble, f.advice
			if len(f.probes) > 0 {
				why, advice = f.probes[0].Trouble, f.probes[0].Advice
			}
			r = r.and(say("*%s* is not added: %s", shorten(f.address, 120), shorten(why, 200)), hint(advice))
			continue
		}
		line, err := b.addFeed(ctx, c, f.probes[at].Source)
		if err != nil {
			return Reply{}, err
		}
		r = r.and(line)
	}
	return r.with(row(press("All feeds", "/feeds"), press("Add a topic", "/topic_add"))), nil
}

func (b *Bot) addFeed(ctx context.Context, c call, s news.Source) (news.Text, error) {
	known, err := b.sources(ctx)
	if err != nil {
		return nil, err
	}
	if same, is := sameFeed(known, s.URL); is && same.Listing != news.Dropped {
		return isThere(same), nil
	}
	s.Title = shorten(oneLine(clean(s.Title)), 100)
	list := []news.Source{s}
	if _, err := digest.Adopt(ctx, b.store, list, c.now); err != nil {
		return nil, err
	}
	return say("*%s* is added as `%s`. It is read within a minute or two.", titleOf(list[0]), string(list[0].ID)), nil
}

// isThere says of a feed that it need not be added, and whether it is read.
func isThere(s news.Source) news.Text {
	switch {
	case s.ReadAs != "":
		return say("*%s* is there already, as `%s`; it is read as `%s`, which leads to the same address.", titleOf(s), string(s.ID), string(s.ReadAs))
	case s.Paused, s.State.Suspended:
		return say("*%s* is there already, as `%s`, but it is not read (%s): `/feed_resume %s`", titleOf(s), string(s.ID), s.Health(time.Time{}).Reason, string(s.ID))
	}
	return say("*%s* is read already, as `%s`.", titleOf(s), string(s.ID))
}
