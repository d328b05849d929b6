package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// digest shows what the next digest would hold, or a past one as it was sent.
func (b *Bot) digest(ctx context.Context, c call) (Reply, error) {
	date, slot, past := parsePast(c)
	if past && date > c.today() {
		return Reply{}, complain(say("*%s* is still to come.", dayIn(date, c.today())), say("`/digest` shows what the next digest would hold now."), row(press("The next digest", "/digest")))
	}
	if past {
		return b.sent(ctx, c, date, slot)
	}
	request, err := b.asked(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	return b.preview(ctx, c, request)
}

// asked reads what the digest is to hold: topics, how far back, or both.
func (b *Bot) asked(ctx context.Context, c call) (digest.Request, error) {
	request := digest.Request{Reader: c.reader}
	names, span := parseReach(c.arg)
	if names != "" {
		c.arg = names
		topics, _, err := b.named(ctx, c, "/digest ")
		if mendable := (complaint{}); errors.As(err, &mendable) && span == 0 && isTimely(names) {
			return request, noSpan(names)
		}
		if err != nil {
			return request, err
		}
		request = topicRequest(c, topics)
	}
	if span > 0 {
		request.Since = c.now.Add(-span)
	}
	return request, nil
}

func noSpan(typed string) error {
	return complain(say("*%s* is not understood as a span of time or a day.", echo(typed)),
		say("For example: `/digest 24h`, `/digest 7d` or `/digest yesterday`; a topic can stand before it."),
		row(press("The last 24 hours", "/digest 24h"), press("All topics", "/topics")))
}

// parseReach parts "fisheries 2 weeks", or "2 weeks fisheries", into a span of
// time and the rest; 0 is none.
func parseReach(arg string) (names string, span time.Duration) {
	fields := strings.Fields(arg)
	for n := min(3, len(fields)); n > 0; n-- {
		last := len(fields) - n
		for _, parts := range [][2][]string{{fields[last:], fields[:last]}, {fields[:n], fields[n:]}} {
			if span, ok := parseSpan(strings.Join(parts[0], " ")); ok {
				return strings.Trim(strings.Join(parts[1], " "), ", "), span
			}
		}
	}
	return arg, 0
}

// isTimely reports whether words hold a number, as those for a time do.
func isTimely(arg string) bool {
	return slices.ContainsFunc(strings.Fields(arg), func(word string) bool {
		word = strings.TrimLeft(word, "+-−")
		return word != "" && '0' <= word[0] && word[0] <= '9'
	})
}

// parsePast reads "yesterday", "2023-11-14 08:00" and the like. The last
// result is false where the argument is no date.
func parsePast(c call) (date news.Day, slot string, ok bool) {
	if date, ok = parseDay(c.arg, c.today(), false); ok {
		return date, "", true
	}
	if n := len("2006-01-02"); len(c.arg) > n+1 {
		date, ok = news.ParseDay(c.arg[:n])
		return date, c.arg[n+1:], ok
	}
	return "", "", false
}

// topicRequest asks for chosen topics: since the last digest where they are
// all the reader's own, else for the last day.
func topicRequest(c call, topics []news.Topic) digest.Request {
	r := digest.Request{Reader: c.reader}
	for _, t := range topics {
		r.Topics = append(r.Topics, t.ID)
		if !slices.Contains(c.reader.Topics, t.ID) {
			r.Since = c.now.Add(-24 * time.Hour)
		}
	}
	return r
}

// preview shows what would be sent. A chat without topics is shown all of
// them for the last day.
func (b *Bot) preview(ctx context.Context, c call, r digest.Request) (Reply, error) {
	if len(r.Topics)+len(c.reader.Topics)+len(c.reader.Followed) == 0 {
		all, err := b.offered(ctx, c)
		if err != nil {
			return Reply{}, err
		}
		since := r.Since
		r = topicRequest(c, all)
		if !since.IsZero() {
			r.Since = since
		}
	}
	made, err := b.desk.Preview(ctx, r, c.now)
	if err != nil {
		return Reply{}, err
	}
	reply, err := b.show(ctx, c, made.Blocks, made.More)
	if err != nil || made.Lines > 0 {
		return reply, err
	}
	return reply.with(row(press("The last 24 hours", "/digest 24h"), press("The last 7 days", "/digest 7d"))), nil
}

// sent shows again what was sent on a date of the reader's wall.
func (b *Bot) sent(ctx context.Context, c call, date news.Day, slot string) (Reply, error) {
	var that []news.Delivery
	var others []Button
	for d, err := range b.store.DeliveriesTo(ctx, c.At) {
		if err != nil {
			return Reply{}, fmt.Errorf("deliveries to %s: %w", c.At, err)
		}
		switch {
		case d.Key.Date == date && len(that) == 0 && (slot == "" || slot == d.Key.Slot):
			that = append(that, d)
		case len(others) < 4:
			others = append(others, press(shortDay(d.Key.Date, c.today())+", "+d.Key.Slot, "/digest "+string(d.Key.Date)+" "+d.Key.Slot))
		}
	}
	if len(that) == 0 {
		return Reply{}, complain(say("No digest was sent here on *%s*.", dayIn(date, c.today())), say("What the last 24 hours brought: `/digest 24h`"), append(grid(others, 2), row(press("The last 24 hours", "/digest 24h")))...)
	}
	e, err := b.store.Edition(ctx, that[0].Edition)
	if errors.Is(err, storage.ErrNotFound) {
		return Reply{}, complain(say("The digest of *%s* is no longer kept.", dayIn(date, c.today())), say("Its news may still be found: `/search`"))
	}
	if err != nil {
		return Reply{}, fmt.Errorf("edition %s: %w", that[0].Edition, err)
	}
	reply, err := b.shown(ctx, c, e)
	return reply.with(grid(others, 2)...), err
}
