package storagetest

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var instants = []exam{
	{"every instant of every noun is kept to the millisecond in UTC", examEveryInstant},
	{"no instant stays none", examNoInstant},
}

// An instant as it is given, and as it is to come back.
var (
	given  = time.Date(2031, 3, 4, 16, 0, 0, 4_567_890, time.FixedZone("east", 4*3600))
	wanted = noon.Add(4 * time.Millisecond)
)

// filled is a noun with every instant that it can hold set, those of its
// lists' elements included.
func filled[T any](noun T) T {
	set(reflect.ValueOf(&noun).Elem())
	return noun
}

var instantType = reflect.TypeFor[time.Time]()

func set(v reflect.Value) {
	switch {
	case v.Type() == instantType:
		v.Set(reflect.ValueOf(given))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			set(v.Field(i))
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct && v.Type().Elem() != reflect.TypeFor[news.Span]():
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			set(v.Index(i))
		}
	}
}

// look calls at for every instant of a value.
func look(path string, v reflect.Value, at func(path string, t time.Time)) {
	switch {
	case v.Type() == instantType:
		at(path, v.Interface().(time.Time))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			look(path+"."+v.Type().Field(i).Name, v.Field(i), at)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			look(fmt.Sprintf("%s[%d]", path, i), v.Index(i), at)
		}
	}
}

// keeps wants back, for a noun that was filled, all its instants rounded.
func keeps[T any](t *testing.T, what string, came ...T) {
	t.Helper()
	want, n := 0, 0
	look("", reflect.ValueOf(filled(*new(T))), func(string, time.Time) { want++ })
	for _, x := range came {
		n = 0
		look(what, reflect.ValueOf(x), func(path string, at time.Time) {
			if n++; !at.Equal(wanted) || at.Location() != time.UTC {
				t.Errorf("%s: %v, want %v", path, at, wanted)
			}
		})
	}
	if n < want || want == 0 {
		t.Errorf("%s: %d instants of %d came back", what, n, want)
	}
}

func examEveryInstant(t *testing.T, s storage.Store) {
	ctx := t.Context()
	instantsOfReading(t, s)
	instantsOfReaders(t, s)
	must(t, s.SaveNotice(ctx, filled(news.Notice{ID: "a"})))
	keeps(t, "notice", collect(t, s.AllNotices(ctx))...)
	must(t, s.SaveAlias(ctx, filled(news.Alias{Name: "a", Of: "b"})))
	keeps(t, "alias", collect(t, s.AllAliases(ctx))...)
	must(t, s.SaveGuest(ctx, filled(news.Guest{ID: 1, Standing: news.Allowed})))
	keeps(t, "guest", append(collect(t, s.AllGuests(ctx)), got[news.Guest](t)(s.Guest(ctx, 1)))...)
	must(t, s.SaveInvitation(ctx, filled(news.Invitation{Code: "i", Uses: 1})))
	keeps(t, "invitation", collect(t, s.AllInvitations(ctx))...)
	keeps(t, "admitted", got[news.Guest](t)(s.Admit(ctx, "i", filled(news.Guest{ID: 2}), hours(-1))))
	fill := func(d *news.Duty) error { *d = filled(*d); return nil }
	keeps(t, "duty", got[news.Duty](t)(s.UpdateDuty(ctx, fill)), got[news.Duty](t)(s.Duty(ctx)))
	must(t, s.SaveKeyboard(ctx, filled(storage.Keyboard{ID: "k", Address: chat(1)})))
	keeps(t, "keyboard", append(collect(t, s.AllKeyboards(ctx)), got[storage.Keyboard](t)(s.Keyboard(ctx, "k")))...)
	keeps(t, "lease", got[storage.Lease](t)(s.TakeLease(ctx, "poll", "a", given.Add(-lease), lease)), got[storage.Lease](t)(s.Lease(ctx, "poll")))
}

// instantsOfReading are those of sources and reports.
func instantsOfReading(t *testing.T, s storage.Store) {
	ctx := t.Context()
	source := func(what string) {
		keeps(t, what, append(collect(t, s.AllSources(ctx)), got[news.Source](t)(s.Source(ctx, "bell")))...)
	}
	must(t, s.SaveSource(ctx, filled(news.Source{ID: "bell", URL: "u"})))
	source("source")
	keeps(t, "claimed source", got[[]news.Source](t)(s.ClaimSources(ctx, hours(1), lease, 1))...)
	must(t, s.SavePolling(ctx, "bell", filled(news.Polling{Failures: 1})))
	source("source tried")
	r := filled(write("r", 0, "T").Report)
	got[storage.Saved](t)(s.SaveReports(ctx, storage.Intake{Source: "bell", State: filled(news.Polling{ETag: "e"}), Reports: []news.Report{r}}))
	source("source read")
	r = filled(write("restored", 0, "T").Report)
	r.Article.Seq = 7
	must(t, s.RestoreReports(ctx, []news.Report{r}))
	keeps(t, "report", got[news.Report](t)(s.Report(ctx, "r")), got[news.Report](t)(s.Report(ctx, "restored")))
	keeps(t, "reports", append(collect(t, s.AllReports(ctx, 0)), got[storage.Page](t)(s.Search(ctx, storage.Query{Words: "T"})).Reports...)...)
}

// instantsOfReaders are those of subscribers and of what they are sent.
func instantsOfReaders(t *testing.T, s storage.Store) {
	ctx := t.Context()
	keeps(t, "updated", got[news.Subscriber](t)(s.UpdateSubscriber(ctx, chat(1), func(sub *news.Subscriber) error {
		*sub = filled(*sub)
		return nil
	})))
	must(t, s.RestoreSubscribers(ctx, []news.Subscriber{filled(news.Subscriber{Address: chat(2)})}))
	keeps(t, "subscriber", append(collect(t, s.AllSubscribers(ctx)), got[news.Subscriber](t)(s.Subscriber(ctx, chat(1))))...)
	claims := claim(t, s, given, 9)
	keeps(t, "claimed", claims[0].Subscriber, claims[1].Subscriber)
	own := claims[slices.IndexFunc(claims, func(c storage.Claim) bool { return c.Subscriber.Address == chat(1) })]
	e := filled(news.Edition{ID: "e", Blocks: []news.Block{{Kind: news.Item}}})
	d := filled(news.Delivery{Key: news.DeliveryKey{Address: chat(1), Date: "2031-03-04", Slot: "08:00"}, Edition: "e"})
	keeps(t, "begun", got[news.Delivery](t)(s.BeginDelivery(ctx, own, d, e)))
	must(t, s.FinishDelivery(ctx, own, d.Key, given, func(sub *news.Subscriber) error { *sub = filled(*sub); return nil }))
	keeps(t, "finished", got[news.Subscriber](t)(s.Subscriber(ctx, chat(1))))
	d.Key.Address = chat(2)
	must(t, s.RestoreDeliveries(ctx, []news.Delivery{d}))
	keeps(t, "delivery", append(collect(t, s.AllDeliveries(ctx)), got[news.Delivery](t)(s.Delivery(ctx, d.Key)))...)
	keeps(t, "deliveries", collect(t, s.DeliveriesTo(ctx, chat(1)))...)
	e.ID = "other"
	must(t, s.SaveEdition(ctx, e))
	must(t, s.RestoreEditions(ctx, []news.Edition{filled(news.Edition{ID: "third"})}))
	keeps(t, "edition", append(collect(t, s.AllEditions(ctx)), got[news.Edition](t)(s.Edition(ctx, "e")))...)
	must(t, s.MarkShown(ctx, filled(storage.Shown{Address: chat(1), Message: "m", Edition: "e"})))
	must(t, s.RestoreShown(ctx, []storage.Shown{filled(storage.Shown{Address: chat(2), Message: "m", Edition: "e"})}))
	keeps(t, "shown", append(collect(t, s.AllShown(ctx)), got[storage.Shown](t)(s.LastShown(ctx, chat(1), "")))...)
}

func examNoInstant(t *testing.T, s storage.Store) {
	must(t, s.SaveGuest(t.Context(), news.Guest{ID: 3}))
	must(t, s.SaveSource(t.Context(), news.Source{ID: "bell", URL: "u"}))
	none := func(path string, at time.Time) {
		if at != (time.Time{}) {
			t.Errorf("%s: no time became %v", path, at)
		}
	}
	look("guest", reflect.ValueOf(got[news.Guest](t)(s.Guest(t.Context(), 3))), none)
	look("source", reflect.ValueOf(got[news.Source](t)(s.Source(t.Context(), "bell"))), none)
}
