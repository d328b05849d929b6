package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// coverageSpan is how far back is looked where nobody says.
	coverageSpan = 7 * 24 * time.Hour
	// oneOutage is how far apart the gaps of several feeds may begin and end,
	// for one reason, and be one outage: they are not all asked at once.
	oneOutage = 20 * time.Minute
	// holesShown is how many outages a page holds, holesNamed how many feeds of
	// one are named.
	holesShown = 10
	holesNamed = 4
)

// hole is a gap that some feeds have in common.
type hole struct {
	news.Gap
	feeds []string
}

// coverage tells which feed was unread when, and why: of all feeds, or of those
// whose names hold a word, over a while, the latest first.
func (b *Bot) coverage(ctx context.Context, c call) (Reply, error) {
	word, span, page, err := parseCoverage(c)
	if err != nil {
		return Reply{}, err
	}
	all, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return b.feeds(ctx, c)
	}
	some := slices.DeleteFunc(slices.Clone(all), func(s news.Source) bool { return !named(s, word) })
	if len(some) == 0 {
		return Reply{}, noFeed(word, all, "/coverage ")
	}
	holes, whole := holesOf(some, c.now.Add(-span), c.now)
	page = min(page, max(len(holes)-1, 0)/holesShown)
	r := answer(say("*%s* over *%s*: *%s* read whenever due, *%s* with gaps.", count(len(some), "feed"), spell(span), fmt.Sprint(whole), fmt.Sprint(len(some)-whole)))
	if span == news.GapsKept {
		r = r.and(say("~What was not read is kept for %s.~", spell(span)))
	}
	for _, h := range holes[page*holesShown : min((page+1)*holesShown, len(holes))] {
		r = r.and(h.text(c, len(some)))
	}
	r.Edit = c.Pressed
	back := strings.Join(strings.Fields(fmt.Sprintf("/coverage %s %dh", word, int(span.Hours()))), " ")
	again := func(label, span string) Button {
		return press(label, strings.Join(strings.Fields("/coverage "+word+" "+span), " "))
	}
	return r.with(turns(back, page, holesShown, len(holes)), row(again("24 hours", "24h"), again("7 days", "7d"), again("90 days", "90d")), row(press("Feeds", "/feeds"))), nil
}

// named reports whether a feed has a word in its names; "" is any.
func named(s news.Source, word string) bool {
	return strings.Contains(plain(s.Title+" "+string(s.ID)+" "+strings.Join(s.Folders, " ")), plain(word))
}

// parseCoverage reads how far back is looked, a page and a word of a feed's
// name, in any order: "harbour 30d", "since:2023-11-01", "last week 2". What is
// no longer kept is not looked for.
func parseCoverage(c call) (word string, span time.Duration, page int, err error) {
	arg, page := parseTopics(c.arg)
	span = coverageSpan
	var words []string
	for fields := strings.Fields(arg); len(fields) > 0; fields = fields[1:] {
		w := fields[0]
		if len(fields) > 1 {
			one := map[string]string{"last": "a", "past": "a"}[plain(w)]
			if d, ok := parseSpan(cmp.Or(one, w) + fields[1]); ok {
				span, fields = d, fields[1:]
				continue
			}
		}
		back, is, wrong := parseBack(c, w)
		switch {
		case wrong != nil:
			return "", 0, 0, wrong
		case is:
			span = back
		case !isFiller(w):
			words = append(words, w)
		}
	}
	return strings.Join(words, " "), min(span, news.GapsKept), page, nil
}

// parseBack reads how far back is looked: a length of time, or a day since when.
func parseBack(c call, word string) (back time.Duration, is bool, wrong error) {
	value, since := strings.CutPrefix(plain(word), "since:")
	if d, ok := parseSpan(value); ok {
		return d, true, nil
	}
	if day, ok := parseDay(value, c.today(), false); ok {
		if back = c.now.Sub(news.Instant(day, 0, c.reader.Schedule.Location())); back > 0 {
			return back, true, nil
		}
		since = true
	}
	bare := strings.TrimRight(strings.TrimLeft(value, "-+"), "abcdefghijklmnopqrstuvwxyz")
	if _, err := strconv.Atoi(bare); err == nil && parsesAsUnit(strings.TrimLeft(value, "-+0123456789")) {
		since = true
	}
	if since {
		return 0, false, complain(say("*%s* is no time that I can look back over.", echo(word)), say("For example: `/coverage 7d`, `/coverage yesterday`, `/coverage since:2023-11-14`"))
	}
	return 0, false, nil
}

func parsesAsUnit(word string) bool {
	_, ok := unitOf(word)
	return ok
}

// isFiller tells words that say nothing beside a time, a page or a name.
func isFiller(word string) bool {
	switch plain(word) {
	case "all", "for", "in", "last", "of", "over", "page", "past", "since", "the":
		return true
	}
	return false
}

// holesOf are the gaps of feeds that reach beyond a moment, the latest first,
// and how many feeds have none.
func holesOf(feeds []news.Source, since, now time.Time) (holes []hole, whole int) {
	for _, s := range feeds {
		gaps := s.Gaps(since, now)
		if len(gaps) == 0 {
			whole++
		}
		for _, g := range gaps {
			at := slices.IndexFunc(holes, func(h hole) bool { return h.holds(g) })
			if at < 0 {
				holes = append(holes, hole{Gap: g, feeds: []string{titleOf(s)}})
				continue
			}
			holes[at].add(g, titleOf(s))
		}
	}
	slices.SortStableFunc(holes, func(a, b hole) int {
		if a.Until.IsZero() != b.Until.IsZero() {
			return map[bool]int{true: -1, false: 1}[a.Until.IsZero()]
		}
		return b.Since.Compare(a.Since)
	})
	return holes, whole
}

// holds reports whether a gap is a part of the same outage.
func (h hole) holds(g news.Gap) bool {
	near := func(a, b time.Time) bool { return a.IsZero() == b.IsZero() && a.Sub(b).Abs() < oneOutage }
	return h.Reason == g.Reason && near(h.Since, g.Since) && near(h.Until, g.Until)
}

func (h *hole) add(g news.Gap, feed string) {
	h.feeds = append(h.feeds, feed)
	if g.Since.Before(h.Since) {
		h.Since = g.Since
	}
	if g.Until.After(h.Until) {
		h.Until = g.Until
	}
	h.Times, h.Torn = max(h.Times, g.Times), h.Torn || g.Torn
}

// text is an outage in a line: who, from when to when, how often, and why.
func (h hole) text(c call, of int) news.Text {
	who := list(h.feeds, "and")
	switch n := len(h.feeds); {
	case n == of && n > 1:
		who = "All " + count(n, "feed")
	case n > holesNamed:
		who = strings.Join(h.feeds[:holesNamed], ", ") + " and " + fmt.Sprint(n-holesNamed) + " more"
	}
	t := say("*%s*: %s", shorten(who, 200), h.when(c))
	if h.Times > 1 {
		t = append(t, say(", on and off (*%s*)", count(h.Times, "time"))...)
	}
	t = append(t, say("%s", inBrackets(h.Reason))...)
	if h.Torn {
		t = append(t, say("; some articles may have been missed")...)
	}
	return t
}

// when is "Tue 7 Nov, 08:00 – 09:15", or "since Tue 7 Nov, 08:00".
func (h hole) when(c call) string {
	zone := c.reader.Schedule.Location()
	moment := func(t time.Time) string { return dayIn(c.day(t), c.today()) + ", " + t.In(zone).Format("15:04") }
	switch {
	case h.Since.IsZero():
		return "not read" // Put aside by a version that did not note when.
	case h.Until.IsZero():
		return "not read since " + moment(h.Since)
	case c.day(h.Since) == c.day(h.Until):
		return moment(h.Since) + " – " + h.Until.In(zone).Format("15:04")
	}
	return moment(h.Since) + " – " + moment(h.Until)
}
