package storagetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"readout/digest/news"
	"readout/storage"
)

var models = []exam{
	{"any run of acts on subscribers, claims and deliveries", examModel},
}

// examModel makes random runs of acts on the store and on a plain model, and
// compares the two after each act.
func examModel(t *testing.T, s storage.Store) {
	rapid.Check(t, func(r *rapid.T) {
		m := &model{T: t, r: r, s: s, now: noon, readers: map[news.Address]*modelReader{}, deliveries: map[news.DeliveryKey]news.Delivery{}}
		for i := range 3 {
			must(r, s.DeleteSubscriber(t.Context(), chat(int64(i))))
		}
		r.Repeat(map[string]func(*rapid.T){
			"update":  m.update,
			"erase":   m.erase,
			"move":    m.move,
			"wait":    m.wait,
			"claim":   m.claim,
			"release": m.release,
			"begin":   m.begin,
			"mark":    m.mark,
			"finish":  m.finish,
			"":        m.compare,
		})
	})
}

type modelReader struct {
	news.Subscriber
	held  time.Time
	fence int64
}

type model struct {
	*testing.T
	r          *rapid.T
	s          storage.Store
	now        time.Time
	fence      int64
	readers    map[news.Address]*modelReader
	deliveries map[news.DeliveryKey]news.Delivery
	claims     []storage.Claim // every one that was ever given out
}

func (m *model) address(r *rapid.T) news.Address { return chat(rapid.Int64Range(0, 2).Draw(r, "chat")) }

func (m *model) moment(r *rapid.T) time.Time {
	return m.now.Add(time.Duration(rapid.IntRange(-120, 120).Draw(r, "seconds")) * time.Second)
}

// anyClaim is one of those ever given out, and whether it still holds.
func (m *model) anyClaim(r *rapid.T) (storage.Claim, *modelReader) {
	if len(m.claims) == 0 {
		r.Skip("no claim yet")
	}
	c := m.claims[len(m.claims)-1-min(rapid.IntRange(0, 3).Draw(r, "claim"), len(m.claims)-1)]
	reader := m.readers[c.Subscriber.Address]
	if reader == nil || reader.fence != c.Fence {
		return c, nil
	}
	return c, reader
}

// lost checks an answer under a claim; it is true where nothing was done.
func (m *model) lost(r *rapid.T, reader *modelReader, err error) bool {
	if reader == nil && !errors.Is(err, storage.ErrLost) {
		r.Fatalf("a lost claim: %v", err)
	}
	return reader == nil
}

func (m *model) key(r *rapid.T, at news.Address) news.DeliveryKey {
	return news.DeliveryKey{Address: at, Date: "2031-03-04", Slot: rapid.SampledFrom([]string{"08:00", "20:00"}).Draw(r, "slot")}
}

func (m *model) update(r *rapid.T) {
	at, due := m.address(r), m.moment(r)
	if rapid.Bool().Draw(r, "never") {
		due = time.Time{}
	}
	change := func(sub *news.Subscriber) error {
		sub.Due = slotAt(due)
		sub.Cursor++
		return nil
	}
	if m.readers[at] == nil {
		m.readers[at] = &modelReader{Subscriber: news.Subscriber{Address: at}}
	}
	must(r, change(&m.readers[at].Subscriber))
	saved := got[news.Subscriber](r)(m.s.UpdateSubscriber(m.Context(), at, change))
	same(r, "saved", saved, m.readers[at].Subscriber)
}

func (m *model) erase(r *rapid.T) {
	at := m.address(r)
	must(r, m.s.DeleteSubscriber(m.Context(), at))
	delete(m.readers, at)
	for key := range m.deliveries {
		if key.Address == at {
			delete(m.deliveries, key)
		}
	}
}

func (m *model) move(r *rapid.T) {
	from, to := m.address(r), m.address(r)
	must(r, m.s.MoveChat(m.Context(), from.Chat, to.Chat))
	if from == to {
		return
	}
	if reader := m.readers[from]; reader != nil && m.readers[to] == nil {
		reader.Address, reader.held, reader.fence = to, time.Time{}, 0
		m.readers[to] = reader
	}
	delete(m.readers, from)
	for key, d := range m.deliveries {
		if key.Address != from {
			continue
		}
		delete(m.deliveries, key)
		d.Key.Address = to
		if _, ok := m.deliveries[d.Key]; !ok {
			m.deliveries[d.Key] = d
		}
	}
}

func (m *model) wait(r *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(r, "seconds")) * time.Second)
}

func (m *model) claim(r *rapid.T) {
	limit := rapid.IntRange(1, 3).Draw(r, "limit")
	var want []*modelReader
	for _, reader := range m.readers {
		if !reader.Due.IsZero() && !reader.Due.At.After(m.now) && !reader.held.After(m.now) {
			want = append(want, reader)
		}
	}
	byDue := func(a, b *modelReader) int { return a.Due.At.Compare(b.Due.At) }
	slices.SortFunc(want, func(a, b *modelReader) int {
		return cmp.Or(byDue(a, b), cmp.Compare(a.Address.Chat, b.Address.Chat))
	})
	claims := got[[]storage.Claim](r)(m.s.ClaimDue(m.Context(), m.now, "model", lease, limit))
	if len(claims) != min(limit, len(want)) {
		r.Fatalf("%d claims, want %d of %d", len(claims), limit, len(want))
	}
	for _, c := range claims {
		i := slices.IndexFunc(want, func(reader *modelReader) bool { return reader.Address == c.Subscriber.Address })
		if i < 0 || byDue(want[0], want[i]) != 0 {
			r.Fatalf("%s was given out of turn", c.Subscriber.Address)
		}
		if c.Fence <= m.fence {
			r.Fatalf("fence %d after %d", c.Fence, m.fence)
		}
		same(r, "claimed", c.Subscriber, want[i].Subscriber)
		m.fence, want[i].fence, want[i].held = c.Fence, c.Fence, c.Until
		want = slices.Delete(want, i, i+1)
	}
	m.claims = append(m.claims, claims...)
}

func (m *model) release(r *rapid.T) {
	c, reader := m.anyClaim(r)
	until := m.moment(r)
	must(r, m.s.ReleaseClaim(m.Context(), c, until))
	if reader != nil {
		reader.held, reader.fence = until, 0
	}
}

func (m *model) begin(r *rapid.T) {
	c, reader := m.anyClaim(r)
	e := edition(rapid.IntRange(0, 3).Draw(r, "edition"), noon)
	d := deliveryOf(c.Subscriber.Address, "2031-03-04", e, m.now)
	d.Key = m.key(r, c.Subscriber.Address)
	begun, err := m.s.BeginDelivery(m.Context(), c, d, e)
	if m.lost(r, reader, err) {
		return
	}
	must(r, err)
	if _, ok := m.deliveries[d.Key]; !ok {
		m.deliveries[d.Key] = d
	}
	same(r, "begun", begun, m.deliveries[d.Key])
}

func (m *model) mark(r *rapid.T) {
	c, reader := m.anyClaim(r)
	key, n := m.key(r, c.Subscriber.Address), rapid.IntRange(0, 1).Draw(r, "part")
	p := news.Part{From: n, To: n + 1, State: rapid.SampledFrom([]news.PartState{news.Sending, news.Sent, news.Unknown}).Draw(r, "state")}
	err := m.s.MarkPart(m.Context(), c, key, n, p)
	if m.lost(r, reader, err) || m.missing(r, key, err) {
		return
	}
	must(r, err)
	d := m.deliveries[key]
	d.Parts = slices.Clone(d.Parts)
	d.Parts[n] = p
	m.deliveries[key] = d
}

// missing checks the answer to an act on a delivery; it is true where there
// is none.
func (m *model) missing(r *rapid.T, key news.DeliveryKey, err error) bool {
	_, ok := m.deliveries[key]
	if !ok && !errors.Is(err, storage.ErrNotFound) {
		r.Fatalf("%s is not there: %v", key, err)
	}
	return !ok
}

func (m *model) finish(r *rapid.T) {
	c, reader := m.anyClaim(r)
	key := m.key(r, c.Subscriber.Address)
	if rapid.Bool().Draw(r, "nothing") {
		key = news.DeliveryKey{}
	}
	change := func(sub *news.Subscriber) error {
		sub.Cursor += 100
		sub.Due = slotAt(m.now.Add(time.Minute))
		return nil
	}
	err := m.s.FinishDelivery(m.Context(), c, key, m.now, change)
	if m.lost(r, reader, err) || key != (news.DeliveryKey{}) && m.missing(r, key, err) {
		return
	}
	must(r, err)
	must(r, change(&reader.Subscriber))
	reader.held, reader.fence = time.Time{}, 0
	if d, ok := m.deliveries[key]; ok {
		d.Finished = m.now
		m.deliveries[key] = d
	}
}

func (m *model) compare(r *rapid.T) {
	var next time.Time
	var readers []news.Subscriber
	for i := range 3 {
		reader := m.readers[chat(int64(i))]
		if reader == nil {
			continue
		}
		readers = append(readers, reader.Subscriber)
		if due := reader.Due.At; !due.IsZero() && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	same(r, "subscribers", collect(r, m.s.AllSubscribers(m.Context())), readers)
	same(r, "next due", got[time.Time](r)(m.s.NextDue(m.Context())), next)
	all := collect(r, m.s.AllDeliveries(m.Context()))
	same(r, "number of deliveries", len(all), len(m.deliveries))
	for _, d := range all {
		same(r, fmt.Sprint("delivery ", d.Key), d, m.deliveries[d.Key])
	}
}
