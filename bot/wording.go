package bot

import (
	"fmt"
	"strings"

	"readout/digest/news"
)

// The rules of the wording: short, warm, exact; one idea a line; no
// exclamation marks; names and numbers bold; a hint says what to send.

// say marks up words for people: *bold*, `to type`, ~small print~. Values take
// the place of %s in turn and are never read as markup; a news.Text keeps its
// own.
func say(format string, values ...any) news.Text {
	var t news.Text
	style := news.Plain
	for format != "" {
		at := strings.IndexAny(format, "*`~%")
		if at < 0 {
			return put(t, format, style)
		}
		t = put(t, format[:at], style)
		mark, rest := format[at], format[at+1:]
		if mark != '%' {
			style = switched(style, mark)
			format = rest
			continue
		}
		t = fill(t, values[0], style)
		values, format = values[1:], strings.TrimPrefix(rest, "s")
	}
	return t
}

func switched(now news.Style, mark byte) news.Style {
	if now != news.Plain {
		return news.Plain
	}
	return map[byte]news.Style{'*': news.Bold, '`': news.Code, '~': news.Faint}[mark]
}

func fill(t news.Text, value any, style news.Style) news.Text {
	if own, ok := value.(news.Text); ok {
		return append(t, own...)
	}
	return put(t, fmt.Sprint(value), style)
}

func put(t news.Text, words string, style news.Style) news.Text {
	if words == "" {
		return t
	}
	if last := len(t) - 1; last >= 0 && t[last].Style == style && t[last].Link == "" {
		t[last].Words += words
		return t
	}
	return append(t, news.Run{Words: words, Style: style})
}

// join puts texts one after the other with words between them.
func join(texts []news.Text, between string) news.Text {
	var t news.Text
	for i, more := range texts {
		if i > 0 {
			t = put(t, between, news.Plain)
		}
		t = append(t, more...)
	}
	return t
}

// list writes "a", "a and b", "a, b and c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// count writes "1 feed", "2 feeds", "no feeds".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	number := fmt.Sprint(n)
	if n == 0 {
		number = "no"
	}
	if stem, ok := strings.CutSuffix(noun, "ry"); ok {
		return number + " " + stem + "ries"
	}
	return number + " " + noun + "s"
}

// shorten cuts words to at most n characters, and shows that it did.
func shorten(words string, n int) string {
	runes := []rune(words)
	if len(runes) <= n {
		return words
	}
	cut := strings.TrimRight(string(runes[:n]), " ,;:")
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)*2/3 {
		cut = cut[:at]
	}
	return cut + "…"
}

// echo is what a reader typed, fit to be shown back in a line.
func echo(typed string) string {
	return shorten(strings.Join(strings.Fields(typed), " "), 60)
}

// dayIn writes a day as "Wed 15 Nov", with the year where it is not today's.
func dayIn(d, today news.Day) string { return dateIn(d, today, "Mon 2 Jan") }

// shortDay writes a day as "15 Nov", with the year where it is not today's.
func shortDay(d, today news.Day) string { return dateIn(d, today, "2 Jan") }

func dateIn(d, today news.Day, layout string) string {
	t := d.Time()
	if t.IsZero() {
		return "day not given"
	}
	if t.Year() != today.Time().Year() {
		layout += " 2006"
	}
	return t.Format(layout)
}

// dayFrom writes a day with its nearness: "tomorrow, Thu 16 Nov".
func dayFrom(d, today news.Day) string {
	near := ""
	switch d {
	case today:
		near = "today, "
	case today.Add(1):
		near = "tomorrow, "
	case today.Add(-1):
		near = "yesterday, "
	}
	return near + dayIn(d, today)
}

// cityOf is a zone in a word for people: "Asia/Baku" gives "Baku".
func cityOf(zone string) string {
	if zone == "" {
		return "UTC"
	}
	city := strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
	if east, ok := strings.CutPrefix(city, "GMT-"); ok {
		// The database counts these hours westward, people eastward.
		return "UTC+" + east
	}
	if west, ok := strings.CutPrefix(city, "GMT+"); ok {
		return "UTC-" + west
	}
	return city
}
