package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
)

// mostTimes is how many digests a day a reader can have.
const mostTimes = 4

// time sets when the digest comes.
func (b *Bot) time(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return answer(
			say("Your digest comes at *%s*, %s.", timesIn(c.reader.Schedule), zoneIn(c.reader.Schedule)),
			say("Choose, or send up to four times: `/time 7:30 18:00`"),
		).with(timeButtons("/time")...), nil
	}
	s, err := b.setTimes(ctx, c, c.arg)
	if err != nil {
		return Reply{}, err
	}
	another, err := b.another(ctx, s)
	if err != nil {
		return Reply{}, err
	}
	return answer(say("Digests now come at *%s*.", timesIn(s.Schedule)), next(s, c.now), another), nil
}

func (b *Bot) setTimes(ctx context.Context, c call, arg string) (news.Subscriber, error) {
	times, err := parseTimes(arg)
	if err != nil {
		return news.Subscriber{}, err
	}
	return b.change(ctx, c, func(s *news.Subscriber) error {
		s.Schedule.Times = times
		return nil
	})
}

func timeButtons(command string) [][]Button {
	var buttons []Button
	for _, t := range []string{"06:30", "07:00", "08:00", "12:00", "18:00", "21:00"} {
		buttons = append(buttons, press(t, command+" "+t))
	}
	return append(grid(buttons, 3), row(press("08:00 and 18:00", command+" 08:00 18:00")))
}

// parseTimes reads one to four times of day, parted by blanks, commas or
// "and". They come back ascending, each once.
func parseTimes(arg string) ([]news.TimeOfDay, error) {
	s := strings.NewReplacer(",", " ", ";", " ", " and ", " ", " at ", " ").Replace(" " + plain(arg) + " ")
	s = strings.NewReplacer(" am", "am", " pm", "pm").Replace(s)
	var times []news.TimeOfDay
	for word := range strings.FieldsSeq(s) {
		t, err := news.ParseTimeOfDay(word)
		if err != nil {
			return nil, complain(say("*%s* is not a time of day.", echo(word)), say("Times look like this: `/time 7:30` or `/time 8:00 18:00`"), row(press("07:30", "/time 07:30"), press("08:00", "/time 08:00"), press("18:00", "/time 18:00")))
		}
		times = append(times, t)
	}
	slices.Sort(times)
	times = slices.Compact(times)
	if len(times) == 0 || len(times) > mostTimes {
		return nil, complain(say("Between one and four times a day are possible; that was *%s*.", count(len(times), "time")), say("For example: `/time 8:00 18:00`"))
	}
	return times, nil
}

func timesIn(s news.Schedule) string {
	var times []string
	for _, t := range s.Times {
		times = append(times, t.String())
	}
	if len(times) == 0 {
		times = []string{usual.String()}
	}
	return list(times, "and")
}

func zoneIn(s news.Schedule) string { return fmt.Sprintf("%s time", cityOf(s.Zone)) }
