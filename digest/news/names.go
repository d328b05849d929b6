package news

import (
	"slices"
	"time"
)

// Names are everybody that the facts credit with something, people first and
// then speakers and visitors who are not people, each once.
func (f Facts) Names() []string {
	var names []string
	add := func(more ...string) {
		for _, n := range more {
			if n != "" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	for _, p := range f.People {
		add(p.Name)
	}
	for _, m := range f.Meetings {
		add(m.Participants...)
	}
	for _, v := range f.Visits {
		add(v.Visitors...)
	}
	for _, s := range f.Statements {
		add(s.Speaker)
	}
	return names
}

// Alias says that one spelling of a name means the person known by another.
type Alias struct {
	Name string    `json:"name"` // as some outlet writes it
	Of   string    `json:"of"`   // the name it stands for
	Made time.Time `json:"made"`
}
