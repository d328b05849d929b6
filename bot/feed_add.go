package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"readout/digest"
	"readout/digest/news"
)

const (
	// mostAdded is how many addresses one message is read for.
	mostAdded = 10
	// probeTime bounds the reading of all of them.
	probeTime = 45 * time.Second
	// longestURL is how long an address can be.
	longestURL = 1000
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
	r := Reply{}.titled(say("What would be added"))
	var good []string
	for _, p := range probes {
		shown, urls := p.show(c, known)
		r.Blocks = append(r.Blocks, shown.Blocks...)
		r = r.with(shown.Buttons...)
		good = append(good, urls...)
	}
	if a.left > 0 {
		r.Blocks = append(r.Blocks, answer(say("*%s* more were left out: %s at a time, please.", a.left, mostAdded)).Blocks...)
	}
	if len(good) > 1 {
		r = r.with(row(press("Add all "+fmt.Sprint(len(good)), "/feed_add "+strings.Join(good, " ")+" save")))
	}
	return r, nil
}

// addresses are what was typed after /feed_add.
type addresses struct {
	urls []string
	// save tells to go through with it; left counts addresses over the bound.
	save bool
	left int
}

// parseAddresses reads web addresses parted by blanks or commas, and the word
// "save". An address without a scheme is taken for https.
func parseAddresses(arg string) (addresses, error) {
	var a addresses
	for _, word := range strings.FieldsFunc(arg, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		if word == "save" {
			a.save = true
			continue
		}
		address, err := parseAddress(word)
		if err != nil {
			return a, err
		}
		switch {
		case slices.Contains(a.urls, address):
		case len(a.urls) == mostAdded:
			a.left++
		default:
			a.urls = append(a.urls, address)
		}
	}
	return a, nil
}

// parseAddress reads one web address; nothing else is ever opened for a chat.
func parseAddress(typed string) (string, error) {
	word := typed
	if !strings.Contains(word, "://") {
		word = "https://" + word
	}
	u, err := url.Parse(word)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.ContainsAny(u.Hostname(), ".:") && u.Hostname() != "localhost" || len(word) > longestURL || u.User != nil {
		return "", complain(say("*%s* is no web address.", echo(typed)), say("For example: `https://harbourpost.example/feed`"))
	}
	u.Fragment = ""
	return u.String(), nil
}

// finding is what one address led to.
type finding struct {
	address string
	probes  []digest.Probe
	trouble string
}

// probeAll looks at addresses side by side, and keeps their order.
func (b *Bot) probeAll(ctx context.Context, urls []string) []finding {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	found := make([]finding, len(urls))
	var group sync.WaitGroup
	for i, u := range urls {
		group.Go(func() { found[i] = b.probe(ctx, u) })
	}
	group.Wait()
	return found
}

func (b *Bot) probe(ctx context.Context, address string) finding {
	probes, err := b.desk.Probe(ctx, address)
	f := finding{address: address, probes: probes}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		f.trouble = "it takes too long"
	case err != nil:
		f.trouble = shorten(err.Error(), 200)
	}
	return f
}

// show lays out what an address led to. It returns as well what can be added.
func (f finding) show(c call, known []news.Source) (r Reply, urls []string) {
	if f.trouble != "" {
		return answer(say("*%s*: %s", shorten(f.address, 120), f.trouble)), nil
	}
	for _, p := range f.probes {
		r.Blocks = append(r.Blocks, answer(probeLines(c, p)...).Blocks...)
		if same, is := sameFeed(known, p.Source.URL); is {
			r.Blocks = append(r.Blocks, answer(say("It is read already, as `%s`.", string(same.ID))).Blocks...)
			continue
		}
		if p.Trouble == "" {
			urls = append(urls, p.Source.URL)
			r = r.with(row(press("Add "+shorten(titleOf(p.Source), 40), "/feed_add "+p.Source.URL+" save")))
		}
	}
	return r, urls
}

// probeLines say what a feed would give: title, items, newest, problems.
func probeLines(c call, p digest.Probe) []news.Text {
	head := news.Text{{Words: shorten(titleOf(p.Source), 80), Style: news.Bold, Link: web(p.Source.URL)}}
	if p.Trouble != "" {
		return []news.Text{append(head, say(": %s", shorten(p.Trouble, 200))...)}
	}
	items := p.Batch.Articles
	head = append(head, say(" · *%s*", count(len(items), "item"))...)
	lines := []news.Text{head}
	for i := len(items) - 1; i >= max(len(items)-3, 0); i-- {
		a := items[i]
		lines = append(lines, say("· %s ~(%s, %s of text)~", shorten(a.Title, 120), dayIn(c.day(a.Published), c.today()), sizeOf(len(a.Text))))
	}
	if len(items) == 0 {
		lines = append(lines, say("It holds nothing at present."))
	}
	if len(p.Batch.Skipped) > 0 {
		lines = append(lines, say("Skipped: %s.", skipped(p.Batch.Skipped)))
	}
	return lines
}

func sizeOf(bytes int) string {
	if bytes < 1000 {
		return fmt.Sprintf("%d bytes", bytes)
	}
	return fmt.Sprintf("%d KB", (bytes+500)/1000)
}

// skipped lists reasons with how often, most often first.
func skipped(reasons map[string]int) string {
	var words []string
	for why, n := range reasons {
		words = append(words, fmt.Sprintf("%d %s", n, why))
	}
	slices.Sort(words)
	return shorten(list(words, "and"), 200)
}

// sameFeed is the feed that is read from an address, whatever its scheme.
func sameFeed(known []news.Source, address string) (news.Source, bool) {
	bare := func(a string) string {
		_, rest, _ := strings.Cut(a, "://")
		return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	}
	at := slices.IndexFunc(known, func(s news.Source) bool { return bare(s.URL) == bare(address) })
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
			why := f.trouble
			if len(f.probes) > 0 {
				why = f.probes[0].Trouble
			}
			r.Blocks = append(r.Blocks, answer(say("*%s* is not added: %s", shorten(f.address, 120), shorten(why, 200))).Blocks...)
			continue
		}
		line, err := b.addFeed(ctx, c, f.probes[at].Source)
		if err != nil {
			return Reply{}, err
		}
		r.Blocks = append(r.Blocks, answer(line).Blocks...)
	}
	return r.with(row(press("All feeds", "/feeds"), press("Add a topic", "/topic_add"))), nil
}

func (b *Bot) addFeed(ctx context.Context, c call, s news.Source) (news.Text, error) {
	known, err := b.sources(ctx)
	if err != nil {
		return nil, err
	}
	if same, is := sameFeed(known, s.URL); is {
		return say("*%s* is read, as `%s`.", titleOf(same), string(same.ID)), nil
	}
	s.ID, s.Added, s.Title = freeID(known, s.URL), c.now, shorten(oneLine(clean(s.Title)), 100)
	if err := b.store.SaveSource(ctx, s); err != nil {
		return nil, fmt.Errorf("save feed %s: %w", s.ID, err)
	}
	return say("*%s* is added as `%s`. It is read within a minute or two.", titleOf(s), string(s.ID)), nil
}

// freeID is the id of an address, with a piece of its digest behind where
// another feed has that id.
func freeID(known []news.Source, address string) news.SourceID {
	id := news.SourceIDOf(address)
	if slices.ContainsFunc(known, func(s news.Source) bool { return s.ID == id }) {
		id += "-" + news.SourceID(news.IdentityOf("", address)[:6])
	}
	return id
}
