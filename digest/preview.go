package digest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"readout/digest/compose"
	"readout/digest/news"
	"readout/storage"
)

// Request asks for a digest that is not delivered and moves no cursor.
type Request struct {
	Reader news.Subscriber
	// Topics are shown instead of the reader's own, if any are named.
	Topics []news.TopicID
	// Since is where the digest begins, instead of the reader's cursor, if
	// set: what was first seen from then on, within the look-back.
	Since time.Time
}

// Preview lays out what the next digest would hold if it were due now. Topics
// that are gone are left out.
func (d *Desk) Preview(ctx context.Context, r Request, now time.Time) (news.Digest, error) {
	s := r.Reader
	if len(r.Topics) > 0 {
		s.Topics = r.Topics
	}
	if !r.Since.IsZero() {
		since := latest(r.Since, now.Add(-d.options.Lookback))
		seq, err := d.store.SeqBefore(ctx, since)
		if err != nil {
			return news.Digest{}, fmt.Errorf("preview for %s: %w", s.Address, err)
		}
		s.Cursor, s.Since = seq, since
	}
	room, err := d.enter(ctx, now)
	if err != nil {
		return news.Digest{}, fmt.Errorf("preview for %s: %w", s.Address, err)
	}
	window := news.Window{After: s.Cursor, Until: room.head, Since: s.Since, At: now}
	o := order{reader: s, window: window, next: s.Due.At, zone: s.Schedule.Location(), now: now}
	return compose.Digest(room.reader(o), room.stories, window), nil
}

// newsroom is what every digest of one moment is made of.
type newsroom struct {
	head    int64
	press   *press
	stories []compose.Story
	topics  map[news.TopicID]news.Topic
	sources []news.Source
	stale   time.Duration
	now     time.Time
}

// enter is the newsroom of this moment.
func (d *Desk) enter(ctx context.Context, now time.Time) (newsroom, error) {
	room := newsroom{now: now, topics: map[news.TopicID]news.Topic{}, stale: d.options.Stale, press: &press{made: map[string]func() print{}}}
	var err error
	if room.head, room.stories, err = d.paper.stories(ctx, d.store, now); err != nil {
		return room, err
	}
	return room, d.furnish(ctx, &room)
}

func (d *Desk) furnish(ctx context.Context, room *newsroom) (err error) {
	if room.sources, err = collect(d.store.AllSources(ctx)); err != nil {
		return fmt.Errorf("read sources: %w", err)
	}
	for t, err := range d.store.AllTopics(ctx) {
		if err != nil {
			return fmt.Errorf("read topics: %w", err)
		}
		room.topics[t.ID] = t
	}
	return nil
}

// reader is what compose needs to know of whom an order is for.
func (room newsroom) reader(o order) news.Reader {
	s, since := o.reader, o.window.Since
	reader := news.Reader{
		Followed: s.Followed, Hidden: s.Hidden, Length: s.Length, Off: s.Off,
		Zone: o.zone, Next: o.next, Stale: room.stale, Late: o.late, Doubtful: o.doubtful,
	}
	for _, id := range s.Topics {
		if t, ok := room.topics[id]; ok && (t.Owner == news.Address{} || t.Owner == s.Address) {
			reader.Topics = append(reader.Topics, t)
		}
	}
	for _, source := range room.sources {
		if !reads(reader, source.ID) {
			continue
		}
		if _, is := source.Unread(room.now); is {
			reader.Unread = append(reader.Unread, source)
		} else if !since.IsZero() && source.Torn(since) {
			reader.Torn = append(reader.Torn, source)
		}
	}
	return reader
}

// reads reports whether a source can matter to a reader.
func reads(r news.Reader, id news.SourceID) bool {
	return len(r.Followed) > 0 || slices.ContainsFunc(r.Topics, func(t news.Topic) bool { return Reads(t, id) })
}

// windowFor is what a digest due at a slot covers: from the cursor on, but no
// further back than the slot before or the merged reach, whichever is further,
// so that a long silence ends in one digest of bearable length. It counts what
// it leaves.
func (d *Desk) windowFor(ctx context.Context, s news.Subscriber, head int64, now time.Time) (news.Window, error) {
	w := news.Window{After: s.Cursor, Until: head, Since: s.Since, At: now}
	// Most readers were served lately, which is told faster.
	if !s.Since.Before(s.Due.At.Add(-news.Merged)) {
		return w, nil
	}
	reach := s.Schedule.Reach(s.Due.At)
	if !s.Since.Before(reach) {
		return w, nil
	}
	seq, err := d.store.SeqBefore(ctx, reach)
	if err != nil {
		return w, fmt.Errorf("window: %w", err)
	}
	if seq > w.After {
		w.Left = seq - w.After
		w.After, w.Since = seq, reach
	}
	return w, nil
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func collect[T any](list func(func(T, error) bool)) ([]T, error) {
	var all []T
	for x, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

func missing(err error) bool { return errors.Is(err, storage.ErrNotFound) }
