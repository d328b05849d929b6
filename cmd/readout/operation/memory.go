package operation

import (
	"context"
	"maps"

	"readout/digest/news"
)

// memory keeps in the store what was told. While the store does not answer,
// what is told is remembered here, and kept when it answers again.
type memory struct {
	store Store
	told  *alarms
	// read tells that the store has said what was told before; kept is what it
	// holds.
	read bool
	kept map[string]news.Notice
}

// alarms remembers what was told by this process and, as soon as the store
// says, by those before it.
func (m *memory) alarms(ctx context.Context) *alarms {
	if m.told == nil {
		m.told = newAlarms(nil)
	}
	if m.read {
		return m.told
	}
	var before []news.Notice
	for n, err := range m.notices(ctx) {
		if err != nil {
			return m.told
		}
		before = append(before, n)
	}
	now := m.told
	m.told, m.read, m.kept = newAlarms(before), true, map[string]news.Notice{}
	for _, n := range before {
		m.kept[n.ID] = n
	}
	maps.Copy(m.told.standing, now.standing)
	maps.Copy(m.told.begun, now.begun)
	maps.Copy(m.told.ended, now.ended)
	return m.told
}

func (m *memory) notices(ctx context.Context) func(func(news.Notice, error) bool) {
	return func(yield func(news.Notice, error) bool) {
		ctx, cancel := context.WithTimeout(ctx, storeTime)
		defer cancel()
		m.store.AllNotices(ctx)(yield)
	}
}

// keep brings what the store holds up to what stands. What fails is tried
// again the next time.
func (m *memory) keep(ctx context.Context) {
	if !m.read {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	for id, n := range m.told.standing {
		if m.kept[id] == n {
			continue
		}
		if m.store.SaveNotice(ctx, n) != nil {
			return
		}
		m.kept[id] = n
	}
	for id := range m.kept {
		if _, stands := m.told.standing[id]; stands {
			continue
		}
		if m.store.DeleteNotice(ctx, id) != nil {
			return
		}
		delete(m.kept, id)
	}
}
