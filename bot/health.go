package bot

import (
	"context"
	"fmt"
	"time"

	"readout/digest/news"
)

// health says how the program fares: what is wrong first.
func (b *Bot) health(ctx context.Context, c call) (Reply, error) {
	if b.operation == nil {
		return Reply{}, elsewhere()
	}
	v := b.operation.Vitals(ctx)
	r := answer(say("Readout is *%s*.", v.State))
	for _, reason := range v.Reasons {
		r = r.and(say("– %s", reason))
	}
	r = r.and(runningIn(c, v), telegramIn(c, v), partsIn(v))
	// Where the store is in trouble, the rest is still worth telling.
	if due, err := b.store.NextDue(ctx); err == nil {
		r = r.and(dueIn(c, due))
	}
	if n, err := b.store.CountDue(ctx, c.now); err == nil && n > 0 {
		r = r.and(endIn(c, v, n))
	}
	if duty, err := b.store.Duty(ctx); err == nil && !duty.Held.IsZero() {
		if state, err := b.holdIn(ctx, c, duty); err == nil {
			r = r.and(state, say("To let them go on: `/hold off`"))
		}
	}
	if sources, err := b.sources(ctx); err == nil {
		r = r.and(feedsIn(sources, c.now))
	}
	r = r.and(say("Log: *%s*, *%s*.", count(v.Errors, "error"), count(v.Warnings, "warning")))
	r.Edit = c.Pressed
	return r.with(row(press("Errors", "/errors"), press("Feeds", "/feeds failing"), press("Stats", "/stats")), row(press("Look again", "/health"))), nil
}

// endIn says how many digests are due and when the last of them may leave.
func endIn(c call, v Vitals, due int) news.Text {
	if v.Rate <= 0 {
		return say("Due by now: *%s*.", count(due, "digest"))
	}
	end := c.now.Add(time.Duration(float64(due) / v.Rate * float64(time.Second)))
	return say("Due by now: *%s*; at *%s* a second the last leaves about *%s*.", count(due, "digest"), fmt.Sprintf("%.3g", v.Rate),
		end.In(c.reader.Schedule.Location()).Format("15:04"))
}

func runningIn(c call, v Vitals) news.Text {
	role := "speaks to Telegram"
	if !v.Leading {
		role = "leaves Telegram to another process"
	}
	return say("Running for *%s*; %s.", spell(c.now.Sub(v.Started)), role)
}

func telegramIn(c call, v Vitals) news.Text {
	t := say("Telegram: last answer %s, last message %s", ago(c.now, v.Polled), ago(c.now, v.Messaged))
	if !v.Slowed.IsZero() {
		t = append(t, say(", asked to wait %s, for *%s*", ago(c.now, v.Slowed), fmt.Sprintf("%.0f s", v.Wait.Seconds()))...)
	}
	return append(t, say(".")...)
}

// ago is how long something is past, for a line of figures.
func ago(now, then time.Time) news.Text {
	if then.IsZero() {
		return say("never")
	}
	if d := now.Sub(then); d < 90*time.Second {
		return say("*%s s* ago", fmt.Sprintf("%.0f", max(0, d.Seconds())))
	}
	return say("*%s* ago", spell(now.Sub(then)))
}

// partsIn counts the parts of digests by what became of them.
func partsIn(v Vitals) news.Text {
	var words []news.Text
	for _, is := range []struct {
		outcome news.Outcome
		means   string
	}{
		{news.Arrived, "sent"}, {news.Denied, "refused"}, {news.Unsure, "of unknown fate"}, {news.Later, "put off"}, {news.Lost, "to chats that are not found"},
		{news.Gone, "to chats that are gone"}, {news.Moved, "to chats that moved"},
	} {
		if n := v.Parts[is.outcome]; n > 0 {
			words = append(words, say("*%s* %s", fmt.Sprint(n), is.means))
		}
	}
	if len(words) == 0 {
		return say("Parts of digests since the start: none.")
	}
	return say("Parts of digests since the start: %s.", join(words, ", "))
}
