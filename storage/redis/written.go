package redis

import (
	"time"

	"readout/digest/news"
	"readout/storage"
)

// written is a subscriber as it stands in the store: its version, its due and
// its settings, of which the first two have sixteen characters each. Its
// address is told by where it stands.
type written string

const (
	versionLength = 16
	dueLength     = 16
)

// noDue stands for a due that is none: as long as one, and no number.
const noDue = "----------------"

// write writes a subscriber under a new version.
func write(sub news.Subscriber) written {
	sub = storage.KeptSubscriber(sub)
	due := noDue
	if !sub.Due.At.IsZero() {
		due = ordered(millis(sub.Due.At))
	}
	var p packing
	packSettings(&p, &sub)
	return written(mark() + due + string(p.written))
}

func (w written) version() string { return string(w[:min(versionLength, len(w))]) }

// read reads the subscriber at an address.
func (w written) read(at news.Address) (news.Subscriber, error) {
	sub := news.Subscriber{Address: at}
	if len(w) < versionLength+dueLength {
		return sub, errDamaged
	}
	p := packing{reading: true, raw: string(w[versionLength+dueLength:])}
	packSettings(&p, &sub)
	return sub, p.end()
}

// due is when the subscriber is due; false for never.
func (w written) due() (time.Time, bool) {
	if len(w) < versionLength+dueLength {
		return time.Time{}, false
	}
	return dueOf(string(w[versionLength:]))
}

// dueOf reads the due with which a member of the index begins.
func dueOf(member string) (time.Time, bool) {
	if len(member) < dueLength {
		return time.Time{}, false
	}
	n, err := unordered(member[:dueLength])
	return instant(n), err == nil
}

// packSettings names what is kept of a subscriber, its address aside. A number
// never gets another meaning; a field that is new has the next one.
func packSettings(p *packing, s *news.Subscriber) {
	packText(p, 1, &s.Kind)
	packText(p, 2, &s.Name)
	packInstant(p, 3, &s.Joined)
	packTexts(p, 4, &s.Topics)
	packNumbers(p, 5, &s.Schedule.Times)
	packText(p, 6, &s.Schedule.Zone)
	packNumber(p, 7, &s.Schedule.Days)
	packFlag(p, 8, &s.ZoneChosen)
	packText(p, 9, &s.Length)
	packTexts(p, 10, &s.Off)
	packText(p, 11, &s.Empty)
	packFlag(p, 12, &s.Silent)
	packNumber(p, 13, &s.Quiet.From)
	packNumber(p, 14, &s.Quiet.Until)
	packText(p, 15, &s.Language)
	packTexts(p, 16, &s.Followed)
	packTexts(p, 17, &s.Hidden)
	packFlag(p, 18, &s.Paused)
	packInstant(p, 19, &s.PausedUntil)
	packText(p, 20, &s.Gone)
	packInstant(p, 21, &s.Doubtful)
	packNumber(p, 22, &s.Lost)
	packFlag(p, 23, &s.Again)
	packNumber(p, 24, &s.Cursor)
	packInstant(p, 25, &s.Since)
	packText(p, 26, &s.Due.Date)
	packNumber(p, 27, &s.Due.Time)
	packInstant(p, 28, &s.Due.At)
}
