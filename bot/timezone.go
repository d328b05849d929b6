package bot

import (
	"context"
	"strings"

	"readout/digest/news"
)

// timezone sets whose clock counts.
func (b *Bot) timezone(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return answer(
			say("Your clock is that of *%s*; it shows *%s*.", cityOf(c.reader.Schedule.Zone), c.now.In(c.reader.Schedule.Location()).Format("15:04")),
			say("Choose, or send a city: `/timezone Tbilisi`"),
		).with(cityButtons()...), nil
	}
	s, err := b.setZone(ctx, c, c.arg)
	if err != nil {
		return Reply{}, err
	}
	return answer(
		say("Your clock is now that of *%s*; it shows *%s*.", cityOf(s.Schedule.Zone), c.now.In(s.Schedule.Location()).Format("15:04")),
		next(s, c.now)), nil
}

func (b *Bot) setZone(ctx context.Context, c call, arg string) (news.Subscriber, error) {
	p, err := parsePlace(arg)
	if err != nil {
		return news.Subscriber{}, err
	}
	return b.change(ctx, c, func(s *news.Subscriber) error {
		s.Schedule.Zone, s.ZoneChosen = p.zone, true
		return nil
	})
}

// parsePlace reads a city or an IANA zone. Where several cities share the
// name, it asks.
func parsePlace(typed string) (place, error) {
	found := findPlaces(typed)
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		var buttons []Button
		for _, p := range found {
			buttons = append(buttons, press(p.String(), "/timezone "+p.zone))
		}
		return place{}, complain(say("There are several places called *%s*.", found[0].city), say("Which one?"), grid(buttons, 2)...)
	}
	if isOffset(typed) {
		return place{}, complain(say("A difference in hours knows no summer time."), say("Name a city instead: `/timezone Tbilisi`"), cityButtons()...)
	}
	var buttons []Button
	for _, city := range nearPlaces(typed, 3) {
		buttons = append(buttons, press(city, "/timezone "+city))
	}
	hint := say("Try a larger city of the same zone, or an IANA name: `/timezone Asia/Tbilisi`")
	if len(buttons) > 0 {
		hint = say("Did you mean one of these?")
	}
	return place{}, complain(say("No clock is known for *%s*.", echo(typed)), hint, buttons)
}

// isOffset reports whether what was typed is a difference from UTC.
func isOffset(typed string) bool {
	s := strings.TrimLeft(strings.ToUpper(strings.TrimSpace(typed)), "UTCGM ")
	return s != "" && strings.Trim(s, "+-−:0123456789") == ""
}

// cityButtons offer a city for each of the zones that most readers live in.
func cityButtons() [][]Button {
	var buttons []Button
	for _, zone := range []string{
		"Europe/London", "Europe/Berlin", "Europe/Istanbul", "Asia/Baku", "Asia/Dubai", "Asia/Kolkata",
		"Asia/Singapore", "Asia/Tokyo", "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo",
	} {
		buttons = append(buttons, press(cityOf(zone), "/timezone "+zone))
	}
	return grid(buttons, 4)
}
