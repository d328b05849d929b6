package telegram

import (
	"encoding/json"
	"log/slog"
)

// Part is something of a message without which it may be sent.
type Part string

// What a message is sent without where Telegram will not have it.
const (
	// Markup: the bare words are sent instead.
	Markup Part = "markup"
	// Times: moments are no more than words. A server of one's own may be too old
	// for them.
	Times Part = "times"
	// Links are those among the buttons.
	Links   Part = "links"
	Buttons Part = "buttons"
	// Thread: it goes to the rest of the forum.
	Thread Part = "thread"
	// Reply: it stands by itself.
	Reply Part = "reply"
	// Edit: it is a message of its own.
	Edit Part = "edit"
)

// level is how loudly it is told: what this program has made wrong is an error
// of its own, what has gone meanwhile is none.
func (p Part) level() slog.Level {
	switch p {
	case Markup, Links, Buttons:
		return slog.LevelError
	}
	return slog.LevelWarn
}

// mended is the letter as it may be taken after a failure, and what it lacks
// then; "" where there is nothing to be mended.
func (l letter) mended(f *failure) (letter, Part) {
	if f.code != 400 || f.unreadable || f.to != 0 {
		return l, ""
	}
	without := l.blamed(f)
	before := l
	switch without {
	case Times:
		l.timeless = true
	case Markup:
		l.bare = true
	case Links:
		l.keys = withoutLinks(l.keys)
	case Buttons:
		l.keys = ""
	case Thread:
		l.to.Thread = 0
	case Reply:
		l.replyTo = 0
	case Edit:
		l.edit = 0
	}
	if l == before {
		return l, ""
	}
	return l, without
}

// blamed is the part of a letter that a failure is about; "" for none.
func (l letter) blamed(f *failure) Part {
	switch {
	case f.says("button url") && withoutLinks(l.keys) != l.keys:
		return Links
	case f.says("button", "reply markup", "inline keyboard"):
		return Buttons
	case f.says(`unsupported start tag "tg-time"`) && !l.timeless:
		return Times
	case f.says("can't parse entities", "entities too long", "is too long", "text must be non-empty", "text is empty"):
		return Markup
	case f.says("message thread not found") && !l.bound:
		return Thread
	case f.says("message to be replied not found"):
		return Reply
	case f.says("message to edit not found", "message can't be edited"):
		return Edit
	}
	return ""
}

// withoutLinks is a keyboard without the buttons that lead to the web.
func withoutLinks(keyboard string) string {
	var all, kept keys
	if json.Unmarshal([]byte(keyboard), &all) != nil {
		return keyboard
	}
	for _, row := range all.Rows {
		var left []key
		for _, k := range row {
			if k.URL == "" {
				left = append(left, k)
			}
		}
		if len(left) > 0 {
			kept.Rows = append(kept.Rows, left)
		}
	}
	if len(kept.Rows) == 0 {
		return ""
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return keyboard
	}
	return string(text)
}
