package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
)

// maxUnread is how many unread feeds are named.
const maxUnread = 8

// outage is the feeds that are unread since one moment for one reason.
type outage struct {
	since, reason string
	names         []string
}

// unread writes "Unread since Tue 14:05: Ida Post, Hill Post (no answer); VPA
// (403)." for each moment since which feeds are unread, in the order in which
// the feeds come.
func (v *view) unread() []string {
	var words []string
	outages := v.outages()
	for i, o := range outages {
		piece := strings.Join(o.names, ", ")
		if o.reason != "" {
			piece += " (" + o.reason + ")"
		}
		if i > 0 && outages[i-1].since == o.since {
			words[len(words)-1] += "; " + piece
			continue
		}
		words = append(words, "Unread"+o.since+": "+piece)
	}
	for i := range words {
		words[i] += "."
	}
	if more := len(v.reader.Unread) - maxUnread; more > 0 {
		words = append(words, counted(more, "more feed")+" unread.")
	}
	return words
}

// outages gathers the feeds that are named, those of one moment together and
// among them those of one reason.
func (v *view) outages() []outage {
	var all []outage
	for _, s := range v.reader.Unread[:min(len(v.reader.Unread), maxUnread)] {
		one := outage{reason: briefly(s.State.Reason), names: []string{nameOf(s)}}
		if !s.State.FailingSince.IsZero() {
			one.since = " since " + v.momentWords(s.State.FailingSince)
		}
		if i := slices.IndexFunc(all, func(o outage) bool { return o.since == one.since && o.reason == one.reason }); i >= 0 {
			all[i].names = append(all[i].names, one.names...)
			continue
		}
		at := len(all)
		for i, o := range all {
			if o.since == one.since {
				at = i + 1
			}
		}
		all = slices.Insert(all, at, one)
	}
	return all
}

func nameOf(s news.Source) string {
	if name := cut(clean(s.Title), 80); name != "" {
		return name
	}
	return cut(clean(string(s.ID)), 80)
}

// briefly is a reason as readers are told it. Which host there is not is for
// those who run the bot.
func briefly(reason string) string {
	if strings.HasPrefix(reason, "there is no host ") {
		return "no host"
	}
	return cut(clean(reason), 80)
}
