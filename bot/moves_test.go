package bot_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest/news"
)

var code = regexp.MustCompile(`inv_[0-9a-f]{12}-[a-z0-9]+`)

// masked is an answer with the codes of invitations as CODE1, CODE2.
func (r *room) masked(answer string) string {
	return code.ReplaceAllStringFunc(answer, func(c string) string {
		if !slices.Contains(r.codes, c) {
			r.codes = append(r.codes, c)
		}
		return fmt.Sprintf("inv_CODE%d", slices.Index(r.codes, c)+1)
	})
}

func (r *room) unmasked(typed string) string {
	for i, c := range r.codes {
		typed = strings.ReplaceAll(typed, fmt.Sprintf("inv_CODE%d", i+1), c)
	}
	return strings.NewReplacer(`\n`, "\n").Replace(typed)
}

// persona is somebody to speak as: "Ada" and others in private, "member",
// "admin", "root here" and "thread" in the group, "channel" and whoever reads it.
func persona(t *testing.T, who string) bot.Message {
	t.Helper()
	ada := bot.User{ID: 42, Name: "Ada"}
	group := bot.Message{At: news.Address{Chat: -100}, Kind: "group", From: ada, Title: "Harbour Desk"}
	people := map[string]int64{"Ada": 42, "Bea": 77, "Cal": 78, "Dov": 79, "Root": root}
	switch who {
	case "member":
	case "admin":
		group.Admin = true
	case "thread":
		group.Admin, group.At.Thread = true, 7
	case "root here":
		group.From = bot.User{ID: root, Name: "Root"}
	case "banned here":
		group.From = bot.User{ID: 77, Name: "Bea"}
	case "anonymous":
		group.From, group.Admin = bot.User{ID: 1087968824, Name: "Group"}, true
	case "channel reader":
		return bot.Message{At: news.Address{Chat: -200}, Kind: "channel", From: bot.User{ID: 78, Name: "Cal"}, Title: "Harbour News"}
	case "channel":
		return bot.Message{At: news.Address{Chat: -200}, Kind: "channel", From: bot.User{}, Title: "Harbour News"}
	default:
		id, ok := people[who]
		if !ok {
			t.Fatalf("nobody is called %q", who)
		}
		return bot.Message{At: news.Address{Chat: id}, Kind: "private", From: bot.User{ID: id, Name: who}}
	}
	return group
}

// event is what befalls the chat where one speaks: "blocked", "added by Root",
// "migrated to -300".
func (r *room) event(what string) bot.Event {
	r.t.Helper()
	e := bot.Event{At: r.as.At, Kind: r.as.Kind, From: r.as.From, Title: r.as.Title}
	word, rest, _ := strings.Cut(what, " ")
	e.What = bot.Befell(word)
	if who, ok := strings.CutPrefix(rest, "by "); ok {
		e.From = persona(r.t, who).From
	}
	if to, ok := strings.CutPrefix(rest, "to "); ok {
		if _, err := fmt.Sscan(to, &e.To); err != nil {
			r.t.Fatal(err)
		}
	}
	return e
}

// befall lets something befall the chat.
func (r *room) befall(what string) bot.Reply {
	r.t.Helper()
	e := r.event(what)
	for range r.times {
		r.bot.Note(r.t.Context(), r.now, e)
	}
	return r.bot.Note(r.t.Context(), r.now, e)
}

// setup is "closed", "invitation" or "open" for the configuration's door, and
// "no admins" for a bot that waits to be claimed.
func (r *room) setup(what string) {
	r.t.Helper()
	if what == "no admins" {
		r.staff(bot.Options{Claim: "walnut-harbour-71"})
		return
	}
	if program, is := strings.CutPrefix(what, "program "); is {
		r.staff(bot.Options{Admins: []int64{root}, Door: news.Open, Operation: programs()[program]})
		return
	}
	r.staff(bot.Options{Admins: []int64{root}, Door: news.Door(what)})
}

func (r *room) pass(span string) {
	r.t.Helper()
	d, err := time.ParseDuration(span)
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = r.now.Add(d)
}
