package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
)

// maxUnread is how many feeds are named that were not read.
const maxUnread = 8

// outage is the feeds of which the same is to be told: since when or for which
// time they were not read, and for one reason.
type outage struct {
	told, reason string
	names        []string
}

// unread writes "Unread since Tue 14:05: Ida Post, Hill Post (no answer); VPA
// (403)." for each moment since which feeds are unread, in the order in which
// the feeds come.
func (v *view) unread() []string {
	var all []outage
	for _, s := range named(v.reader.Unread) {
		g, _ := s.Unread(v.window.At)
		told := "Unread"
		if !g.Since.IsZero() {
			told += " since " + v.momentWords(g.Since)
		}
		all = gathered(all, outage{told, briefly(g.Reason), []string{nameOf(s)}})
	}
	return outagesIn(all, v.reader.Unread, "unread")
}

// torn writes "May lack news of Tue 14:05 to Wed 09:40: VPA (403)." for feeds
// that are read again.
func (v *view) torn() []string {
	var all []outage
	for _, s := range named(v.reader.Torn) {
		for _, g := range s.State.Gaps {
			if g.Torn && g.Until.After(v.window.Since) {
				told := "May lack news of " + v.momentWords(g.Since) + " to " + v.momentWords(g.Until)
				all = gathered(all, outage{told, briefly(g.Reason), []string{nameOf(s)}})
			}
		}
	}
	return outagesIn(all, v.reader.Torn, "may lack news")
}

// named are the feeds that are named; the others are counted.
func named(sources []news.Source) []news.Source { return sources[:min(len(sources), maxUnread)] }

// gathered adds an outage to the same one of other feeds, or behind those told
// alike.
func gathered(all []outage, one outage) []outage {
	if i := slices.IndexFunc(all, func(o outage) bool { return o.told == one.told && o.reason == one.reason }); i >= 0 {
		all[i].names = append(all[i].names, one.names...)
		return all
	}
	at := len(all)
	for i, o := range all {
		if o.told == one.told {
			at = i + 1
		}
	}
	return slices.Insert(all, at, one)
}

// outagesIn writes a sentence for all that is told alike, and how many feeds of
// some are not named.
func outagesIn(all []outage, of []news.Source, what string) []string {
	var words []string
	for i, o := range all {
		piece := strings.Join(o.names, ", ")
		if o.reason != "" {
			piece += " (" + o.reason + ")"
		}
		if i > 0 && all[i-1].told == o.told {
			words[len(words)-1] += "; " + piece
			continue
		}
		words = append(words, o.told+": "+piece)
	}
	for i := range words {
		words[i] += "."
	}
	if more := len(of) - maxUnread; more > 0 {
		words = append(words, counted(more, "more feed")+" "+what+".")
	}
	return words
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
