package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"readout/digest/news"
)

// settings shows one panel for everything. Its buttons send it back with the
// state wanted ("/settings length short"), and it is edited in place.
func (b *Bot) settings(ctx context.Context, c call) (Reply, error) {
	key, value := parseSetting(c.arg)
	if key == "" {
		return panel(c), nil
	}
	s, err := b.set(ctx, c, key, value)
	if err != nil {
		return Reply{}, err
	}
	return panel(c.with(s)), nil
}

// parseSetting reads "length short" into its two words; "under way on" is the
// section "under way".
func parseSetting(arg string) (key, value string) {
	words := strings.Fields(plain(arg))
	if len(words) == 0 {
		return "", ""
	}
	key = words[0]
	if last := len(words) - 1; last > 0 && (words[last] == "on" || words[last] == "off") {
		return strings.Join(words[:last], " "), words[last]
	}
	return key, strings.Join(words[1:], " ")
}

// set brings one setting into the state wanted.
func (b *Bot) set(ctx context.Context, c call, key, value string) (news.Subscriber, error) {
	switch key {
	case "time", "times":
		return b.setTimes(ctx, c, value)
	case "days":
		return b.setDays(ctx, c, value)
	case "timezone", "zone":
		return b.setZone(ctx, c, value)
	case "quiet":
		return b.setQuiet(ctx, c, value)
	}
	adjust, ok := adjustment(key, value)
	if !ok {
		return news.Subscriber{}, complain(say("There is no setting *%s*.", echo(c.arg)),
			say("For example: `/settings length short`, `/settings said off`, `/settings empty nothing`, `/settings silent on`"), row(press("All settings", "/settings")))
	}
	return b.change(ctx, c, func(s *news.Subscriber) error {
		adjust(s)
		return nil
	})
}

// adjustment is what brings about one of the settings that have no command of
// their own; the second result is false where there is no such state.
func adjustment(key, value string) (func(*news.Subscriber), bool) {
	section := news.Section(key)
	switch on := value == "on"; {
	case key == "length" && slices.Contains(lengths(), news.Length(value)):
		return func(s *news.Subscriber) { s.Length = news.Length(value) }, true
	case key == "empty" && (value == string(news.OneLine) || value == string(news.Nothing)):
		return func(s *news.Subscriber) { s.Empty = news.Empty(value) }, true
	case key == "silent" && (on || value == "off"):
		return func(s *news.Subscriber) { s.Silent = on }, true
	case slices.Contains(news.Sections(), section) && (on || value == "off"):
		return func(s *news.Subscriber) {
			s.Off = slices.DeleteFunc(slices.Clone(s.Off), func(o news.Section) bool { return o == section })
			if !on {
				s.Off = append(s.Off, section)
			}
		}, true
	}
	return nil, false
}

func lengths() []news.Length { return []news.Length{news.Short, news.Normal, news.Full} }

// panel is all settings as they stand, each with the states it can take.
func panel(c call) Reply {
	s := c.reader
	length, empty := cmp.Or(s.Length, news.Normal), cmp.Or(s.Empty, news.OneLine)
	r := answer(
		say("Times: *%s*, %s", timesIn(s.Schedule), daysIn(s.Schedule.Days)),
		say("Clock: *%s*, now %s", cityOf(s.Schedule.Zone), c.now.In(s.Schedule.Location()).Format("15:04")),
		say("Length: *%s*. Sections: *%s*", string(length), sectionsOn(s)),
		say("When nothing is new: *%s*. Sound: *%s*; late digests make none: *%s*", emptyIn(empty), soundIn(s.Silent), quietIn(s.Quiet)),
		next(s, c.now),
		say("For other values: `/time 7:30 18:00`, `/days mon, wed`, `/timezone Tbilisi`, `/follow`, `/hide`"),
	).titled(say("Settings"))
	r.Edit = c.Pressed
	return r.with(clockRows(s)...).with(lengthRow(length)).with(sectionRows(s)...).with(
		row(press(chosen(empty == news.OneLine, "Say when nothing is new"), "/settings empty line"), press(chosen(empty == news.Nothing, "Say nothing then"), "/settings empty nothing")),
		row(press(chosen(!s.Silent, "With sound"), "/settings silent off"), press(chosen(s.Silent, "Silently"), "/settings silent on")),
		quietRow(s),
		row(press("Topics", "/topics"), press("City", "/timezone"), pauseOr(c)))
}

func clockRows(s news.Subscriber) [][]Button {
	var times, days []Button
	for _, t := range []string{"07:00", "08:00", "18:00", "08:00 18:00"} {
		times = append(times, press(chosen(timesIn(s.Schedule) == strings.Replace(t, " ", " and ", 1), t), "/settings time "+t))
	}
	days = append(days,
		press(chosen(s.Schedule.Days == news.Daily, "Daily"), "/settings days daily"),
		press(chosen(s.Schedule.Days == news.Weekdays, "Weekdays"), "/settings days weekdays"))
	return [][]Button{times, days}
}

func lengthRow(now news.Length) []Button {
	var buttons []Button
	for _, l := range lengths() {
		buttons = append(buttons, press(chosen(l == now, capital(string(l))), "/settings length "+string(l)))
	}
	return buttons
}

func sectionRows(s news.Subscriber) [][]Button {
	var buttons []Button
	for _, section := range news.Sections() {
		on := !slices.Contains(s.Off, section)
		state := " on"
		if on {
			state = " off"
		}
		buttons = append(buttons, press(chosen(on, capital(string(section))), "/settings "+string(section)+state))
	}
	return grid(buttons, 3)
}

func sectionsOn(s news.Subscriber) string {
	var on []string
	for _, section := range news.Sections() {
		if !slices.Contains(s.Off, section) {
			on = append(on, string(section))
		}
	}
	if len(on) == len(news.Sections()) {
		return "all"
	}
	if len(on) == 0 {
		return "none"
	}
	return list(on, "and")
}

func emptyIn(e news.Empty) string {
	if e == news.Nothing {
		return "no message, unless a feed is unread"
	}
	return "one line"
}

func soundIn(silent bool) string {
	if silent {
		return "off"
	}
	return "on"
}

func pauseOr(c call) Button {
	if paused(c.reader, c.now) {
		return press("Resume", "/resume")
	}
	return press("Pause", "/pause")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
