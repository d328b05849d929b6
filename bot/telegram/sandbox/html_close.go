package sandbox

import (
	"regexp"
	"strconv"
	"strings"
)

// styles are the tags that mean a style and nothing else.
func style(tag string) string {
	switch tag {
	case "b", "strong":
		return "bold"
	case "i", "em":
		return "italic"
	case "u", "ins":
		return "underline"
	case "s", "strike", "del":
		return "strikethrough"
	case "tg-spoiler", "span":
		return "spoiler"
	}
	return ""
}

// close makes the entity of an element that is not empty.
func (p *parser) close(e element) *flaw {
	made := Entity{Type: style(e.tag), Offset: e.offset, Length: p.units - e.offset}
	switch e.tag {
	case "a":
		p.link(e, made)
		return nil
	case "pre", "code":
		p.program(e, made)
		return nil
	case "blockquote":
		made.Type = "blockquote"
		if e.argument != "" {
			made.Type = "expandable_blockquote"
		}
	case "tg-emoji":
		id, err := strconv.ParseInt(e.argument, 10, 64)
		if err != nil || id == 0 || strings.HasPrefix(e.argument, "+") {
			return flawf("Invalid custom emoji identifier specified")
		}
		made.Type, made.EmojiID = "custom_emoji", strconv.FormatInt(id, 10)
	case "tg-time":
		return p.moment(e, made)
	}
	p.found = append(p.found, made)
	return nil
}

// link makes a link or a mention. What is no address leaves its words alone.
func (p *parser) link(e element, made Entity) {
	address := e.argument
	if address == "" {
		address = string(p.out[e.begin:])
	}
	if id := userOf(address); id != 0 {
		made.Type, made.User = "text_mention", &User{ID: id}
	} else if address, ok := checkedLink(address); ok {
		made.Type, made.URL = "text_link", address
	} else {
		return
	}
	p.found = append(p.found, made)
}

// program makes code or pre; both over the same words are one pre, with the
// language that the code names.
func (p *parser) program(e element, made Entity) {
	made.Type, made.Language = e.tag, e.argument
	if n := len(p.found) - 1; n >= 0 {
		last := &p.found[n]
		same := last.Offset == made.Offset && last.Length == made.Length
		if same && (last.Type == "code" && e.tag == "pre" || last.Type == "pre" && e.tag == "code" && last.Language == "") &&
			last.Language+made.Language != "" {
			last.Type, last.Language = "pre", last.Language+made.Language
			return
		}
	}
	p.found = append(p.found, made)
}

var timeFormat = regexp.MustCompile(`^(r|[tTdDw]*)$`)

// moment makes a time that every reader sees in a zone of its own.
func (p *parser) moment(e element, made Entity) *flaw {
	unix, err := strconv.ParseInt(e.unix, 10, 32)
	if err != nil || unix <= 0 {
		return nil
	}
	if !timeFormat.MatchString(e.argument) {
		return flawf("Invalid date format used")
	}
	made.Type, made.UnixTime, made.Format = "date_time", unix, timeOrder(e.argument)
	p.found = append(p.found, made)
	return nil
}

// timeOrder writes a format as it is read back: weekday, date, time, each
// once, the longer where both are asked for.
func timeOrder(format string) string {
	var b strings.Builder
	for _, choice := range []string{"r", "w", "Dd", "Tt"} {
		if i := strings.IndexAny(choice, format); i >= 0 && format != "" {
			b.WriteByte(choice[i])
		}
	}
	return b.String()
}
