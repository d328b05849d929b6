package storage

import (
	"cmp"
	"context"
	"fmt"
	"iter"

	"readout/digest/news"
)

// shelves are all that a store lists, those first that speak of others: a
// delivery comes before its edition, and the state of a source before the
// reports that it vouches for. Read in this order, whatever is spoken of is
// there, even where somebody goes on writing. Readers speak of everything.
func shelves() []shelf {
	return []shelf{
		readers.shelf("subscribers"),
		guests.shelf("guests"),
		invitations.shelf("invitations"),
		door.shelf("door"),
		notices.shelf("notices"),
		duty.shelf("duty"),
		deliveries.shelf("deliveries"),
		shown.shelf("messages"),
		keyboards.shelf("keyboards"),
		editions.shelf("editions"),
		topics.shelf("topics"),
		aliases.shelf("aliases"),
		sources.shelf("sources"),
		reports.shelf("reports"),
	}
}

var readers = keeping[news.Subscriber]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Subscriber, error] { return s.AllSubscribers(ctx) },
	put:   func(ctx context.Context, s Store, all []news.Subscriber) error { return s.RestoreSubscribers(ctx, all) },
	order: func(a, b news.Subscriber) int { return byAddress(a.Address, b.Address) },
	key:   func(sub news.Subscriber) string { return sub.Address.String() },
}

var guests = keeping[news.Guest]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Guest, error] { return s.AllGuests(ctx) },
	put:   oneByOne(func(ctx context.Context, s Store, g news.Guest) error { return s.SaveGuest(ctx, g) }),
	order: func(a, b news.Guest) int { return cmp.Compare(a.ID, b.ID) },
	key:   func(g news.Guest) string { return fmt.Sprint(g.ID) },
}

var invitations = keeping[news.Invitation]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Invitation, error] { return s.AllInvitations(ctx) },
	put:   oneByOne(func(ctx context.Context, s Store, i news.Invitation) error { return s.SaveInvitation(ctx, i) }),
	order: func(a, b news.Invitation) int { return cmp.Compare(a.Code, b.Code) },
	// The code itself lets people in, and is not for a list of differences.
	key: func(i news.Invitation) string { return "of " + i.Made.String() },
}

// door is a list of one, or of none where it was never set.
var door = keeping[news.Door]{
	list: func(ctx context.Context, s Store) iter.Seq2[news.Door, error] {
		return func(yield func(news.Door, error) bool) {
			if d, err := s.Door(ctx); d != "" || err != nil {
				yield(d, err)
			}
		}
	},
	put:   oneByOne(func(ctx context.Context, s Store, d news.Door) error { return s.SetDoor(ctx, d) }),
	order: func(news.Door, news.Door) int { return 0 },
	key:   func(d news.Door) string { return string(d) },
}

var notices = keeping[news.Notice]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Notice, error] { return s.AllNotices(ctx) },
	put:   oneByOne(func(ctx context.Context, s Store, n news.Notice) error { return s.SaveNotice(ctx, n) }),
	order: func(a, b news.Notice) int { return cmp.Compare(a.ID, b.ID) },
	key:   func(n news.Notice) string { return n.ID },
}

// duty is a list of one, or of none where nothing was ever delivered.
var duty = keeping[news.Duty]{
	list: func(ctx context.Context, s Store) iter.Seq2[news.Duty, error] {
		return func(yield func(news.Duty, error) bool) {
			if d, err := s.Duty(ctx); !d.IsZero() || err != nil {
				yield(d, err)
			}
		}
	},
	put: oneByOne(func(ctx context.Context, s Store, d news.Duty) error {
		_, err := s.UpdateDuty(ctx, func(was *news.Duty) error { *was = d; return nil })
		return err
	}),
	order: func(news.Duty, news.Duty) int { return 0 },
	key:   func(news.Duty) string { return "of the desk" },
}

var deliveries = keeping[news.Delivery]{
	list: func(ctx context.Context, s Store) iter.Seq2[news.Delivery, error] { return s.AllDeliveries(ctx) },
	put:  func(ctx context.Context, s Store, all []news.Delivery) error { return s.RestoreDeliveries(ctx, all) },
	order: func(a, b news.Delivery) int {
		return cmp.Or(byAddress(a.Key.Address, b.Key.Address), cmp.Compare(a.Key.Date, b.Key.Date), cmp.Compare(a.Key.Slot, b.Key.Slot))
	},
	key: func(d news.Delivery) string { return d.Key.String() },
}

// shown of one address are compared by their places in its list: the order is
// part of what is kept.
var shown = keeping[Shown]{
	list:  func(ctx context.Context, s Store) iter.Seq2[Shown, error] { return s.AllShown(ctx) },
	put:   func(ctx context.Context, s Store, all []Shown) error { return s.RestoreShown(ctx, all) },
	order: func(a, b Shown) int { return byAddress(a.Address, b.Address) },
	key:   func(sh Shown) string { return sh.Address.String() + " " + sh.Message },
	whole: true,
}

var keyboards = keeping[Keyboard]{
	list:  func(ctx context.Context, s Store) iter.Seq2[Keyboard, error] { return s.AllKeyboards(ctx) },
	put:   oneByOne(func(ctx context.Context, s Store, k Keyboard) error { return s.SaveKeyboard(ctx, k) }),
	order: func(a, b Keyboard) int { return cmp.Compare(a.ID, b.ID) },
	key:   func(k Keyboard) string { return k.ID },
}

var editions = keeping[news.Edition]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Edition, error] { return s.AllEditions(ctx) },
	put:   func(ctx context.Context, s Store, all []news.Edition) error { return s.RestoreEditions(ctx, all) },
	order: func(a, b news.Edition) int { return cmp.Compare(a.ID, b.ID) },
	key:   func(e news.Edition) string { return string(e.ID) },
}

var topics = keeping[news.Topic]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Topic, error] { return s.AllTopics(ctx) },
	put:   oneByOne(func(ctx context.Context, s Store, t news.Topic) error { return s.SaveTopic(ctx, t) }),
	order: func(a, b news.Topic) int { return cmp.Compare(a.ID, b.ID) },
	key:   func(t news.Topic) string { return string(t.ID) },
}

var aliases = keeping[news.Alias]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Alias, error] { return s.AllAliases(ctx) },
	put:   oneByOne(func(ctx context.Context, s Store, a news.Alias) error { return s.SaveAlias(ctx, a) }),
	order: func(a, b news.Alias) int { return cmp.Compare(a.Name, b.Name) },
	key:   func(a news.Alias) string { return a.Name },
}

var sources = keeping[news.Source]{
	list: func(ctx context.Context, s Store) iter.Seq2[news.Source, error] { return s.AllSources(ctx) },
	put: oneByOne(func(ctx context.Context, s Store, source news.Source) error {
		if err := s.SaveSource(ctx, source); err != nil {
			return err
		}
		// Saving leaves the state of one that is there as it was.
		return s.SavePolling(ctx, source.ID, source.State)
	}),
	order: func(a, b news.Source) int { return cmp.Compare(a.ID, b.ID) },
	key:   func(s news.Source) string { return string(s.ID) },
}

var reports = keeping[news.Report]{
	list:  func(ctx context.Context, s Store) iter.Seq2[news.Report, error] { return s.AllReports(ctx, 0) },
	put:   func(ctx context.Context, s Store, all []news.Report) error { return s.RestoreReports(ctx, all) },
	order: func(a, b news.Report) int { return cmp.Compare(a.Article.Seq, b.Article.Seq) },
	key:   func(r news.Report) string { return string(r.Article.ID) },
}

// oneByOne puts things back that are no one act together.
func oneByOne[T any](save func(context.Context, Store, T) error) func(context.Context, Store, []T) error {
	return func(ctx context.Context, s Store, all []T) error {
		for _, x := range all {
			if err := save(ctx, s, x); err != nil {
				return err
			}
		}
		return nil
	}
}

func byAddress(a, b news.Address) int {
	return cmp.Or(cmp.Compare(a.Chat, b.Chat), cmp.Compare(a.Thread, b.Thread))
}
