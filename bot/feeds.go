package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
	"readout/storage"
)

const (
	// feedsShown is how many feeds a page holds.
	feedsShown = 8
	// quietAfter is how long a feed brings nothing before it is called quiet.
	quietAfter = 7 * 24 * time.Hour
)

// feedState is how a feed is doing, in a word.
type feedState string

const (
	isOK      feedState = "ok"
	isQuiet   feedState = "quiet"
	isFailing feedState = "failing"
	isPaused  feedState = "paused"
	isNew     feedState = "not read yet"
)

// feeds lists the feeds with how they are doing: all, those of a state, or
// those whose names hold a word.
func (b *Bot) feeds(ctx context.Context, c call) (Reply, error) {
	word, page := parseTopics(c.arg)
	all, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return answer(say("There are no feeds yet. To add one: `/feed_add URL`")).with(row(press("Add a feed", "/feed_add"))), nil
	}
	infos, err := b.feedInfos(ctx, c, all)
	if err != nil {
		return Reply{}, err
	}
	some := slices.DeleteFunc(infos, func(f feedInfo) bool { return !f.answers(word) })
	page = min(page, max(len(some)-1, 0)/feedsShown)
	r := answer(say("*%s*: %s.", count(len(all), "feed"), tallyOf(infos)))
	for _, f := range some[page*feedsShown : min((page+1)*feedsShown, len(some))] {
		r.Blocks = append(r.Blocks, answer(f.text(c)).Blocks...)
	}
	if len(some) == 0 {
		r.Blocks = append(r.Blocks, answer(say("None of them is *%s*.", echo(word))).Blocks...)
	}
	r.Edit = c.Pressed
	return r.with(turns("/feeds "+word, page, feedsShown, len(some)),
		row(press("Failing", "/feeds failing"), press("Quiet", "/feeds quiet"), press("All", "/feeds")),
		row(press("Add", "/feed_add"), press("Check", "/feed_check"), press("Remove", "/feed_remove"))), nil
}

// feedInfo is a feed with what the archive tells of it.
type feedInfo struct {
	news.Source
	state feedState
	// week is how many articles of the last seven days it brought, up to 100.
	week int
}

// feedInfos looks at the feeds one by one.
func (b *Bot) feedInfos(ctx context.Context, c call, sources []news.Source) ([]feedInfo, error) {
	var all []feedInfo
	for _, s := range sources {
		page, err := b.store.Search(ctx, storage.Query{Sources: []news.SourceID{s.ID}, Since: c.now.Add(-quietAfter), Limit: 100})
		if err != nil {
			return nil, fmt.Errorf("articles of feed %s: %w", s.ID, err)
		}
		f := feedInfo{Source: s, week: len(page.Reports)}
		f.state = stateOf(s, f.week > 0)
		all = append(all, f)
	}
	return all, nil
}

func stateOf(s news.Source, lively bool) feedState {
	switch {
	case s.Paused:
		return isPaused
	case s.Unread():
		return isFailing
	case s.State.Read.IsZero():
		return isNew
	case !lively:
		return isQuiet
	}
	return isOK
}

// answers reports whether a feed is of a state, or has a word in its names; a
// "" is any.
func (f feedInfo) answers(word string) bool {
	return plain(word) == string(f.state) || !slices.Contains([]string{string(isOK), string(isQuiet), string(isFailing), string(isPaused)}, plain(word)) &&
		strings.Contains(plain(f.Title+" "+string(f.ID)+" "+strings.Join(f.Folders, " ")), plain(word))
}

// text is a feed in a few lines: state and reason, last success, how much it
// brings, and when it is read next.
func (f feedInfo) text(c call) news.Text {
	line := say("*%s* – %s", shorten(titleOf(f.Source), 60), string(f.state))
	line = append(line, say("%s", inBrackets(f.State.Reason))...)
	if f.Title != "" {
		line = append(line, say(" · `%s`", string(f.ID))...)
	}
	line = append(line, say("\n%s · %s", f.lastRead(c), f.daily())...)
	if next := f.State.Next; !f.Paused && next.After(c.now) {
		line = append(line, say(" · next try in %s", next.Sub(c.now).Round(time.Minute).String())...)
	}
	return line
}

func (f feedInfo) lastRead(c call) string {
	if f.State.Read.IsZero() {
		return "never read yet"
	}
	at := f.State.Read.In(c.reader.Schedule.Location())
	return "last read " + dayIn(c.day(at), c.today()) + ", " + at.Format("15:04")
}

func (f feedInfo) daily() string {
	if f.week >= 100 {
		return "more than 14 articles a day"
	}
	return fmt.Sprintf("%.1f articles a day", float64(f.week)/7)
}

// tally counts feeds by what their states tell without the archive.
func tally(now time.Time, sources []news.Source) news.Text {
	var infos []feedInfo
	for _, s := range sources {
		infos = append(infos, feedInfo{Source: s, state: stateOf(s, true)})
	}
	return tallyOf(infos)
}

// tallyOf counts feeds by state: "3 ok, 1 failing".
func tallyOf(infos []feedInfo) news.Text {
	n := map[feedState]int{}
	for _, f := range infos {
		n[f.state]++
	}
	var words []news.Text
	for _, s := range []feedState{isOK, isQuiet, isFailing, isPaused, isNew} {
		if n[s] > 0 {
			words = append(words, say("*%s* %s", fmt.Sprint(n[s]), string(s)))
		}
	}
	if len(words) == 0 {
		return say("none is read")
	}
	return join(words, ", ")
}

// isSource reports whether a name means a feed: its id, its title or its
// address.
func isSource(s news.Source, name string) bool {
	return plain(string(s.ID)) == plain(name) || s.Title != "" && plain(s.Title) == plain(name) || s.URL == name
}

// sourceNamed is the feed that a name means.
func (b *Bot) sourceNamed(ctx context.Context, name, command string) (news.Source, error) {
	all, err := b.sources(ctx)
	if err != nil {
		return news.Source{}, err
	}
	at := slices.IndexFunc(all, func(s news.Source) bool { return isSource(s, name) })
	if at < 0 {
		return news.Source{}, noFeed(name, all, command)
	}
	return all[at], nil
}

// noFeed is the complaint about a name that means no feed, with near ones.
func noFeed(name string, all []news.Source, command string) error {
	var names []string
	of := map[string]news.SourceID{}
	for _, s := range all {
		for _, n := range []string{titleOf(s), string(s.ID)} {
			names, of[n] = append(names, n), s.ID
		}
	}
	var buttons []Button
	for _, n := range nearest(name, names, 3) {
		buttons = append(buttons, press(n, command+string(of[n])))
	}
	return complain(say("There is no feed *%s*.", echo(name)), say("`/feeds` shows all %s.", count(len(all), "feed")), append(grid(buttons, 2), row(press("All feeds", "/feeds")))...)
}

// feedPicker offers feeds for a command, those in trouble first.
func (b *Bot) feedPicker(ctx context.Context, question news.Text, command string) (Reply, error) {
	all, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	slices.SortStableFunc(all, func(x, y news.Source) int { return y.State.Failures - x.State.Failures })
	var buttons []Button
	for _, s := range all[:min(len(all), 12)] {
		buttons = append(buttons, press(shorten(titleOf(s), 30), command+string(s.ID)))
	}
	return answer(question).with(grid(buttons, 2)...).with(row(press("All feeds", "/feeds"), press("Add a feed", "/feed_add"))), nil
}
