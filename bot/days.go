package bot

import (
	"context"
	"strings"
	"time"

	"readout/digest/news"
)

// days sets on which weekdays the digest comes.
func (b *Bot) days(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return answer(
			say("Your digest comes *%s*.", daysIn(c.reader.Schedule.Days)),
			say("Choose, or name the days: `/days mon, wed, fri`"),
		).with(row(press("Daily", "/days daily"), press("Weekdays", "/days weekdays"), press("Mon, Wed, Fri", "/days mon, wed, fri"), press("Saturdays", "/days sat"))), nil
	}
	s, err := b.setDays(ctx, c, c.arg)
	if err != nil {
		return Reply{}, err
	}
	return answer(say("Digests now come *%s*.", daysIn(s.Schedule.Days)), next(s, c.now)), nil
}

func (b *Bot) setDays(ctx context.Context, c call, arg string) (news.Subscriber, error) {
	days, err := parseDays(arg)
	if err != nil {
		return news.Subscriber{}, err
	}
	return b.change(ctx, c, func(s *news.Subscriber) error {
		s.Schedule.Days = days
		return nil
	})
}

// parseDays reads "daily", "weekdays", "weekends", names of days and runs of
// them ("mon-thu").
func parseDays(arg string) (news.Days, error) {
	s := strings.NewReplacer(",", " ", ";", " ", " and ", " ", " - ", "-", "–", "-").Replace(plain(arg))
	switch s {
	case "daily", "every day", "all", "everyday", "always":
		return news.Daily, nil
	}
	var days news.Days
	for word := range strings.FieldsSeq(s) {
		more, ok := parseDayRun(word)
		if !ok {
			return 0, complain(say("*%s* is not a day.", echo(word)), say("Days look like this: `/days weekdays` or `/days mon, wed, fri`"), row(press("Daily", "/days daily"), press("Weekdays", "/days weekdays")))
		}
		days |= more
	}
	if days == 1<<7-1 {
		return news.Daily, nil
	}
	return days, nil
}

func parseDayRun(word string) (news.Days, bool) {
	switch word {
	case "weekdays", "weekday", "workdays":
		return news.Weekdays, true
	case "weekend", "weekends":
		return 1<<time.Saturday | 1<<time.Sunday, true
	}
	from, to, isRun := strings.Cut(word, "-")
	first, ok := weekdayOf(strings.TrimSuffix(from, "s"))
	if !ok {
		first, ok = weekdayOf(from)
	}
	last, okLast := first, true
	if isRun {
		last, okLast = weekdayOf(to)
	}
	if !ok || !okLast {
		return 0, false
	}
	days := news.Days(1 << first)
	for d := first; d != last; {
		d = (d + 1) % 7
		days |= 1 << d
	}
	return days, true
}

// daysIn is a set of weekdays in words, to stand after "comes".
func daysIn(d news.Days) string {
	switch d {
	case news.Daily:
		return "every day"
	case news.Weekdays:
		return "on weekdays"
	}
	var names []string
	for i := range 7 {
		if w := time.Weekday((i + 1) % 7); d.Has(w) {
			names = append(names, w.String()[:3])
		}
	}
	return "on " + list(names, "and")
}
