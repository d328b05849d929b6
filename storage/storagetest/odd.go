package storagetest

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var odd = []exam{
	{"S3 odd names are kept as they are", examOddNames},
	{"S3 odd ids are kept apart", examOddIDs},
}

// oddNames are what breaks keys, patterns, lines and scripts, in letters.
func oddNames() []string {
	all := append(hostile(), "a:b", "a::b", "a b", "a\nb", "a\r\nb", "a|b", "a/b", "../a", "{7}", "}{", "topics:*", "?", "h[ae]llo", "\x1b[2J", "$1", "?1", "--", "\u202e")
	for i, name := range all {
		all[i] = string([]rune(name)) // Whatever is no letter shows as one.
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func examOddNames(t *testing.T, s storage.Store) {
	var readers []news.Subscriber
	var guests []news.Guest
	for i, name := range oddNames() {
		chat := int64(i + 1)
		readers = append(readers, got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), news.Address{Chat: chat}, func(r *news.Subscriber) error {
			r.Name, r.Kind, r.Hidden, r.Followed, r.Topics = name, name, []string{name}, []string{name}, []news.TopicID{news.TopicID(name)}
			return nil
		})))
		same(t, "the name of a reader", readers[i].Name, name)
		guests = append(guests, news.Guest{ID: chat, Name: name, Standing: news.Allowed, Since: noon, Invitation: name})
		must(t, s.SaveGuest(t.Context(), guests[i]))
		keys := storage.Keyboard{ID: fmt.Sprint("k", i), Address: news.Address{Chat: chat}, Message: name, Commands: []string{name}, Made: noon}
		must(t, s.SaveKeyboard(t.Context(), keys))
		same(t, "a keyboard", got[storage.Keyboard](t)(s.Keyboard(t.Context(), keys.ID)), keys)
	}
	same(t, "readers", collect(t, s.AllSubscribers(t.Context())), readers)
	same(t, "guests", collect(t, s.AllGuests(t.Context())), guests)
}

// examOddIDs keeps one of each kind under every id, takes one away, and finds
// all others as they were.
func examOddIDs(t *testing.T, s storage.Store) {
	ids := oddNames()
	for _, id := range ids {
		must(t, s.SaveTopic(t.Context(), news.Topic{ID: news.TopicID(id), Name: id, Any: []string{id}}))
		must(t, s.SaveSource(t.Context(), news.Source{ID: news.SourceID(id), URL: "https://bell.example/" + fmt.Sprint(len(id)), Title: id, Folders: []string{id}}))
		must(t, s.SaveAlias(t.Context(), news.Alias{Name: id, Of: id, Made: noon}))
		must(t, s.SaveNotice(t.Context(), news.Notice{ID: id, Told: noon}))
	}
	gone := ids[len(ids)/2]
	must(t, s.DeleteTopic(t.Context(), news.TopicID(gone)))
	must(t, s.DeleteSource(t.Context(), news.SourceID(gone)))
	must(t, s.DeleteAlias(t.Context(), gone))
	must(t, s.DeleteNotice(t.Context(), gone))
	left := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == gone })
	sameIDs(t, "topics", s.AllTopics(t.Context()), func(x news.Topic) [2]string { return [2]string{string(x.ID), x.Name} }, left)
	sameIDs(t, "sources", s.AllSources(t.Context()), func(x news.Source) [2]string { return [2]string{string(x.ID), x.Title} }, left)
	sameIDs(t, "aliases", s.AllAliases(t.Context()), func(x news.Alias) [2]string { return [2]string{x.Name, x.Of} }, left)
	sameIDs(t, "notices", s.AllNotices(t.Context()), func(x news.Notice) [2]string { return [2]string{x.ID, x.ID} }, left)
	for _, id := range left {
		topic := got[news.Topic](t)(s.Topic(t.Context(), news.TopicID(id)))
		source := got[news.Source](t)(s.Source(t.Context(), news.SourceID(id)))
		if topic.Name != id || source.Title != id {
			t.Errorf("under %.20q are %.20q and %.20q", id, topic.Name, source.Title)
		}
	}
}

// sameIDs compares the ids of a list, each with a name that is the same, with
// those wanted.
func sameIDs[T any](t *testing.T, what string, list iter.Seq2[T, error], names func(T) [2]string, want []string) {
	t.Helper()
	short := func(s string) string { return fmt.Sprintf("%.20q %d", s, len(s)) }
	var found []string
	for _, x := range collect(t, list) {
		if two := names(x); two[0] == two[1] {
			found = append(found, short(two[0]))
		} else {
			t.Errorf("%s: %.20q is called %.20q", what, two[0], two[1])
		}
	}
	// The order of ids is each list's own affair here.
	slices.Sort(found)
	wanted := mapped(want, short)
	slices.Sort(wanted)
	same(t, what, strings.Join(found, "\n"), strings.Join(wanted, "\n"))
}
