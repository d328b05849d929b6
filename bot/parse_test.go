package bot_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readout/bot"
	"readout/digest/news"
)

func TestParseCommand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, name, to, arg string
		is                  bool
	}{
		{"/time 7:30", "time", "", "7:30", true},
		{"/Time@ReadoutBot  7:30 ", "time", "ReadoutBot", "7:30", true},
		{"/search\nborder talks", "search", "", "border talks", true},
		{"/", "", "", "", true},
		{"/@Other", "", "Other", "", true},
		{"who is it", "", "", "", false},
		{"", "", "", "", false},
	} {
		name, to, arg, is := bot.ParseCommand(c.text)
		if name != c.name || to != c.to || arg != c.arg || is != c.is {
			t.Errorf("%q gives %q %q %q %v", c.text, name, to, arg, is)
		}
	}
}

func TestParseTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ arg, want string }{
		{"7:30", "07:30"},
		{"18:00 8", "08:00 18:00"},
		{"8 pm, 8:00 and 20.00", "08:00 20:00"},
		{"0800", "08:00"},
		{"at 6am", "06:00"},
		{"24:00", ""}, {"7:60", ""}, {"-1", ""}, {"soon", ""}, {"", ""}, {"1 2 3 4 5", ""},
	} {
		times, err := bot.ParseTimes(c.arg)
		var got []string
		for _, at := range times {
			got = append(got, at.String())
		}
		if strings.Join(got, " ") != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q gives %q, %v", c.arg, got, err)
		}
	}
}

func TestParseDays(t *testing.T) {
	t.Parallel()
	on := func(days ...time.Weekday) news.Days {
		var d news.Days
		for _, w := range days {
			d |= 1 << w
		}
		return d
	}
	for _, c := range []struct {
		arg  string
		want news.Days
	}{
		{"daily", news.Daily},
		{"Weekdays", news.Weekdays},
		{"mon,wed,fri", on(time.Monday, time.Wednesday, time.Friday)},
		{"Mondays and Thursdays", on(time.Monday, time.Thursday)},
		{"thurs", on(time.Thursday)},
		{"fri-mon", on(time.Friday, time.Saturday, time.Sunday, time.Monday)},
		{"weekends", on(time.Saturday, time.Sunday)},
		{"weekdays weekends", news.Daily},
	} {
		if got, err := bot.ParseDays(c.arg); got != c.want || err != nil {
			t.Errorf("%q gives %b, %v", c.arg, got, err)
		}
	}
	for _, arg := range []string{"someday", "mo", "mon-", "-", "mon-funday"} {
		if got, err := bot.ParseDays(arg); err == nil {
			t.Errorf("%q gives %b", arg, got)
		}
	}
}

func TestParseSpan(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string]time.Duration{
		"3d": 72 * time.Hour, "2 weeks": 14 * 24 * time.Hour, "24h": 24 * time.Hour, "a week": 7 * 24 * time.Hour, "for 3 Days": 72 * time.Hour,
		"": 0, "d": 0, "0d": 0, "-3d": 0, "3": 0, "3x": 0, "99999999999999999999d": 0, "3651d": 0, "600w": 0, "week": 0,
	} {
		if got, ok := bot.ParseSpan(arg); got != want && ok || ok != (want != 0) {
			t.Errorf("%q gives %v, %v", arg, got, ok)
		}
	}
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	const today = "2023-11-15"
	for _, c := range []struct {
		typed, behind, ahead news.Day
	}{
		{"today", today, today},
		{"Yesterday", "2023-11-14", "2023-11-14"},
		{"2023-11-01", "2023-11-01", "2023-11-01"},
		{"monday", "2023-11-13", "2023-11-20"},
		{"wed", "2023-11-08", "2023-11-22"},
		{"24 dec", "2022-12-24", "2023-12-24"},
		{"1 November", "2023-11-01", "2024-11-01"},
		{"Feb 29", "2020-02-29", "2024-02-29"},
		{"14.11.", "2023-11-14", "2024-11-14"},
		{"14/11/2023", "2023-11-14", "2023-11-14"},
		{"31 Feb", "", ""}, {"2023-13-01", "", ""}, {"mo", "", ""}, {"", "", ""},
	} {
		behind, okBehind := bot.ParseDay(string(c.typed), today, false)
		ahead, okAhead := bot.ParseDay(string(c.typed), today, true)
		if behind != c.behind || ahead != c.ahead || okBehind != (c.behind != "") || okAhead != (c.ahead != "") {
			t.Errorf("%q gives %q and %q", c.typed, behind, ahead)
		}
	}
}

func TestParsePause(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ arg, want string }{
		{"3d", "2023-11-18T06:00:00Z"},
		{"monday", "2023-11-19T20:00:00Z"},
		{"until 24 dec", "2023-12-23T20:00:00Z"},
		{"until resume", "0001-01-01T00:00:00Z"},
		{"today", ""}, {"2020-01-01", ""}, {"3 years", ""}, {"400d", ""}, {"x", ""},
	} {
		got, err := bot.ParsePause(c.arg, "Asia/Baku", now)
		if (err == nil) != (c.want != "") || err == nil && got.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%q gives %v, %v", c.arg, got, err)
		}
	}
}

func TestParsePlace(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Baku": "Asia/Baku", "europe/PARIS": "Europe/Paris", "new york": "America/New_York", "New_York": "America/New_York",
		"Zürich": "Europe/Zurich", "the hague": "Europe/Amsterdam", "Kiev": "Europe/Kyiv", "utc": "UTC",
		"Portland (Oregon)": "America/Los_Angeles", "Portland": "", "Atlantis": "",
		"est": "EST", "Etc/GMT+5": "Etc/GMT+5", "etc/gmt-3": "Etc/GMT-3", "US/Eastern": "US/Eastern", "“Asia/Baku”": "Asia/Baku",
		"St. Petersburg": "Europe/Moscow", "saint petersburg": "Europe/Moscow", "St Johns": "America/St_Johns", "Asia/Port Louis": "", "port louis": "Indian/Mauritius", "Yaoundé": "Africa/Douala",
		"localtime": "", "right/Europe/London": "", "posix/Europe/London": "", "Factory": "", "/": "", "a//b": "", "a/b/c/d": "", "UTC+4": "", "../etc": "", "Local": "", "": "",
	} {
		if got, err := bot.ParsePlace(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q, %v", typed, got, err)
		}
	}
}

func TestEveryZoneOfferedHasAClock(t *testing.T) {
	t.Parallel()
	for _, zone := range bot.Zones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Errorf("%s: %v", zone, err)
		}
	}
}

func TestParseFilter(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string]bot.Filtered{
		"border talks":             {Words: "border talks", Again: "border talks"},
		`"border talks" mines`:     {Words: `"border talks" mines`, Again: `"border talks" mines`},
		`person:"Ana Prado" mines`: {Words: "mines", Person: "Ana Prado", Again: `person:"Ana Prado" mines`},
		"PLACE:Baku from: Courier": {Place: "Baku", From: "Courier", Again: "place:Baku from:Courier"},
		"mines since:7d after:123": {Words: "mines", After: "123", Since: now.AddDate(0, 0, -7), Again: "mines since:7d"},
		"12:30 http://x.example":   {Words: "12:30 http://x.example", Again: "12:30 http://x.example"},
		"topic:":                   {Again: "topic:"},
		`person:"open`:             {Person: "open", Again: "person:open"},
		"«quoted words» x":         {Words: `"quoted words" x`, Again: `"quoted words" x`},
	} {
		got, err := bot.ParseFilter(arg, now)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", arg, err, diff)
		}
	}
	if _, err := bot.ParseFilter("since:whenever", now); err == nil {
		t.Error("since:whenever is taken")
	}
}

func TestParseSmallThings(t *testing.T) {
	t.Parallel()
	t.Run("number of a line", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string]int{"3": 3, "#3": 3, "3?": 3, "3.": 3, "0042": 42, "12345": -1, "": -1, "#": -1, "3a": -1, "-3": -1, "٣": -1} {
			if got, ok := bot.ParseNumber(s); ok != (want >= 0) || ok && got != want {
				t.Errorf("%q gives %d, %v", s, got, ok)
			}
		}
	})
	t.Run("page", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string]int{"": 1, "2": 2, "-1": 1, "x": 1, "99999999999": 1} {
			if got := bot.ParsePage(s); got != want {
				t.Errorf("%q gives %d", s, got)
			}
		}
	})
	t.Run("payload", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string]news.TopicID{
			"topic_energy": "energy", "south-caucasus": "south-caucasus", "": "", "../../etc": "", "a b": "", "_": "", "topic_": "", strings.Repeat("x", 65): "", "é": "",
		} {
			if got, ok := bot.ParsePayload(s); got != want || ok != (want != "") {
				t.Errorf("%q gives %q, %v", s, got, ok)
			}
		}
	})
	t.Run("setting", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string][2]string{
			"": {}, "length short": {"length", "short"}, "under way OFF": {"under way", "off"}, "time 8:00 18:00": {"time", "8:00 18:00"}, "on": {"on", ""},
		} {
			if key, value := bot.ParseSetting(s); key != want[0] || value != want[1] {
				t.Errorf("%q gives %q %q", s, key, value)
			}
		}
	})
	t.Run("page of topics", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string]int{"": 0, "energy": 0, "2": 1, "energy 3": 2, "-1": 0, "99999": 0} {
			if _, page := bot.ParseTopics(s); page != want {
				t.Errorf("%q gives page %d", s, page)
			}
		}
	})
	t.Run("past digest", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string]string{
			"yesterday": "2023-11-14 ", "2023-11-14 08:00": "2023-11-14 08:00", "2023-11-14": "2023-11-14 ", "24h": "", "energy": "", "": "", "a topic with words": "",
		} {
			date, slot, ok := bot.ParsePast(s, now)
			if ok != (want != "") || ok && string(date)+" "+slot != want {
				t.Errorf("%q gives %s %s %v", s, date, slot, ok)
			}
		}
	})
	t.Run("two names", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[string][][2]string{
			"Prado, Reyes":    {{"Prado", "Reyes"}},
			"Prado and Reyes": {{"Prado", "Reyes"}},
			"Ana Prado Reyes": {{"Ana", "Prado Reyes"}, {"Ana Prado", "Reyes"}},
			"Prado":           nil,
			",":               nil,
		} {
			if diff := cmp.Diff(want, bot.ParseTwo(s)); diff != "" {
				t.Errorf("%q: %s", s, diff)
			}
		}
	})
}

func TestParseQuestion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"What did Prado say about mines?": "/said Prado mines",
		"what has Ana Prado said":         "/said Ana Prado",
		"what was said about mines":       "/said mines",
		"who is X":                        "/who X",
		"Who's Ana Prado?":                "/who Ana Prado",
		"where is Prado going":            "/visits Prado",
		"when does Prado travel next?":    "/visits Prado",
		"who is visiting Baku":            "/visits Baku",
		"whom did Prado meet":             "/met Prado",
		"Who met Prado?":                  "/met Prado",
		"Who met in Baku?":                "/met place:\"Baku\"",
		"Who did Prado meet in Baku?":     "/met Prado place:\"Baku\"",
		"did Prado meet with Reyes?":      "/met Prado, Reyes",
		"when did Prado meet Reyes?":      "/met Prado, Reyes",
		"good morning":                    "",
		"who":                             "",
		"tell me more":                    "",
	} {
		if got, ok := bot.ParseQuestion(text); got != want || ok != (want != "") {
			t.Errorf("%q gives %q, %v", text, got, ok)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"time", "timezone", "topics", "stop"}
	for typed, want := range map[string][]string{
		"tmie": {"time"}, "tim": {"time", "timezone"}, "topic": {"topics"}, "stopp": {"stop"}, "quantum": nil, "": nil,
	} {
		if diff := cmp.Diff(want, bot.Nearest(typed, words, 2)); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"abc", "acb", 1}, {"kitten", "sitting", 3}, {"a", "b", 1}} {
		if got := bot.Distance(c.a, c.b); got != c.want {
			t.Errorf("distance of %q and %q is %d", c.a, c.b, got)
		}
	}
}

func TestCleanKeepsWordsAndDropsTricks(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"  a\x00b\x1b[31m ": "a b [31m",
		"\u202egnp.exe":     "gnp.exe",
		"a\xffb":            "a b",
		"Səfər":             "Səfər",
		"":                  "",
	} {
		if got := bot.Clean(in); got != want {
			t.Errorf("%q gives %q", in, got)
		}
	}
	if got := bot.Clean(strings.Repeat("ə", 10_000)); utf8.RuneCountInString(got) != 4096 || !utf8.ValidString(got) {
		t.Errorf("%d characters are kept", utf8.RuneCountInString(got))
	}
}

func TestSayNeverReadsValuesAsMarkup(t *testing.T) {
	t.Parallel()
	got := bot.Say("*%s* is `%s` ~%s~%s", "a*b", "c`d", "%s", news.Say("*"))
	want := news.Text{{Words: "a*b", Style: news.Bold}, {Words: " is "}, {Words: "c`d", Style: news.Code}, {Words: " "}, {Words: "%s", Style: news.Faint}, {Words: "*"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
