package digest

import (
	"fmt"
	"sync"
	"time"

	"readout/digest/compose"
	"readout/digest/news"
)

// press makes one edition for all readers of a newsroom who would get the same,
// when the first of them is served. Where the making panics, it does so for each
// of them: none is taken for served.
type press struct {
	mu   sync.Mutex
	made map[string]func() print
}

// print is one edition.
type print struct {
	empty   bool // nothing is worth a message to those who want none then
	edition news.Edition
	parts   []news.Part
}

// order is what one digest is made of, beside the newsroom.
type order struct {
	reader   news.Subscriber
	window   news.Window
	next     time.Time
	late     news.Late
	zone     *time.Location
	now      time.Time
	doubtful time.Time
}

// print is the edition of an order, and how a courier parts it.
func (room newsroom) print(o order, courier Courier) print {
	key := room.sameness(o)
	made := room.press.of(key)
	if made == nil {
		made = room.press.add(string(key), room.making(o, courier))
	}
	return made()
}

// making makes the print of an order.
func (room newsroom) making(o order, courier Courier) func() print {
	return func() print {
		reader := room.reader(o)
		made := compose.Digest(reader, room.stories, o.window)
		edition := news.NewEdition(made.Blocks, made.More, o.now)
		return print{
			empty: made.Lines == 0 && len(reader.Unread)+len(reader.Torn) == 0, edition: edition, parts: courier.Parts(edition),
		}
	}
}

// of is what gives the print of a key; nil where nobody has named it yet.
func (p *press) of(key []byte) func() print {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.made[string(key)]
}

// add is of, where the print is made by whoever was first to name its key.
func (p *press) add(key string, by func() print) func() print {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.made[key] == nil {
		p.made[key] = sync.OnceValue(by)
	}
	return p.made[key]
}

// sameness is equal for two orders whose digests are the same: it holds all
// that compose is told of a reader.
func (room newsroom) sameness(o order) []byte {
	s := o.reader
	key := make([]byte, 0, 256)
	key = fmt.Appendf(key, "%q%q%q%q%s %s %d %d %d %d %d", s.Topics, s.Followed, s.Hidden, s.Off, s.Length, s.Schedule.Zone,
		o.window.After, o.window.Until, o.window.Left, o.window.Since.UnixNano(), o.window.At.UnixNano())
	key = fmt.Appendf(key, " %d %d %d %d %d %t", o.next.Unix(), o.doubtful.Unix(), o.late.Due.Unix(), o.late.Gap.From.Unix(), o.late.Gap.Until.Unix(), o.late.Gap.Held)
	for _, id := range s.Topics {
		if (room.topics[id].Owner != news.Address{}) {
			return fmt.Appendf(key, " %s", s.Address)
		}
	}
	return key
}
