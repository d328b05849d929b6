package bot

import (
	"context"

	"readout/digest/news"
)

// setQuiet sets the hours in which a digest that comes late makes no sound;
// "off" is none.
func (b *Bot) setQuiet(ctx context.Context, c call, value string) (news.Subscriber, error) {
	hours, err := news.ParseHours(value)
	if err != nil && value != "off" {
		what := say("*%s* are no hours.", echo(value))
		if value == "" {
			what = say("In quiet hours a digest that comes late makes no sound. Yours: *%s*.", quietIn(c.reader.Quiet))
		}
		return news.Subscriber{}, complain(what, say("For example: `/settings quiet 22:00-07:00`, or `/settings quiet off`"), row(press("All settings", "/settings")))
	}
	return b.change(ctx, c, func(s *news.Subscriber) error {
		s.Quiet = hours
		return nil
	})
}

func quietIn(h news.Hours) string {
	if h == (news.Hours{}) {
		return "never"
	}
	return h.String()
}

func quietRow(s news.Subscriber) []Button {
	night := news.Hours{From: 22 * 60, Until: 7 * 60}
	return row(press(chosen(s.Quiet == night, "Quiet 22:00–07:00"), "/settings quiet 22:00-07:00"), press(chosen(s.Quiet == (news.Hours{}), "No quiet hours"), "/settings quiet off"))
}
