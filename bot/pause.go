package bot

import (
	"context"
	"strings"
	"time"

	"readout/digest/news"
)

// longestPause is how long a pause with an end can last.
const longestPause = 366 * 24 * time.Hour

// meanwhile is what a pause does to the news.
const meanwhile = "News is read meanwhile; the first digest after a pause holds at most the last 48 hours, and older news stays in `/search`."

// pause stops digests for a while.
func (b *Bot) pause(ctx context.Context, c call) (Reply, error) {
	if !c.known {
		return answer(say("There is no digest here to pause."), next(c.reader, c.now)).with(row(press("Start", "/start"))), nil
	}
	if c.arg == "" {
		return answer(say("For how long? A day works as well: `/pause monday`"), say(meanwhile), next(c.reader, c.now)).with(
			row(press("1 day", "/pause 1d"), press("3 days", "/pause 3d"), press("1 week", "/pause 1w"), press("2 weeks", "/pause 2w")),
			row(press("Until I resume", "/pause until resume"))), nil
	}
	until, err := parsePause(c)
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error {
		s.Paused, s.PausedUntil = true, until
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	return answer(next(s, c.now), say(meanwhile)).with(row(press("Resume now", "/resume"))), nil
}

// parsePause reads how long: a span, a day (its first moment on the reader's
// wall), or "until resume" (the zero Time).
func parsePause(c call) (time.Time, error) {
	arg := strings.TrimSpace(strings.TrimPrefix(plain(c.arg), "until "))
	if arg == "resume" || arg == "i resume" {
		return time.Time{}, nil
	}
	var until time.Time
	if span, ok := parseSpan(arg); ok {
		until = c.now.Add(span)
	} else if day, ok := parseDay(arg, c.today(), true); ok {
		until = news.Instant(day, 0, c.reader.Schedule.Location())
	} else {
		return until, complain(say("*%s* is neither a span of time nor a day.", echo(c.arg)), say("For example: `/pause 3d`, `/pause monday` or `/pause 24 Dec`"), row(press("3 days", "/pause 3d"), press("1 week", "/pause 1w")))
	}
	if !until.After(c.now) {
		return until, complain(say("*%s* has begun already.", echo(c.arg)), say("A pause ends on a later day: `/pause tomorrow`"))
	}
	if until.Sub(c.now) > longestPause {
		return until, complain(say("A pause can last a year at most."), say("To pause until you say otherwise: `/pause until resume`"), row(press("Until I resume", "/pause until resume")))
	}
	return until, nil
}

// resume ends a pause. The desk merges what came meanwhile into the next
// digest.
func (b *Bot) resume(ctx context.Context, c call) (Reply, error) {
	if !paused(c.reader, c.now) {
		return answer(say("Nothing is paused."), next(c.reader, c.now)), nil
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error {
		s.Paused, s.PausedUntil = false, time.Time{}
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	return answer(say("Welcome back. One digest will hold what came meanwhile, at most the last 48 hours."), next(s, c.now)).
		with(row(press("Show it now", "/digest"))), nil
}
