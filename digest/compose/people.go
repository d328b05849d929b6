package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
)

// who is a person, or a group with a name of its own, as a line shows it.
type who struct {
	name  string // the fullest form
	short string // the one word by which the reports go on; "" if none
	roles []string
}

// whoIs gathers what the pages tell of the bearer of a name. The first page
// with a role gives the roles.
func (v *view) whoIs(name string, pages []*page) who {
	w := who{name: name}
	for _, p := range pages {
		for _, person := range p.Facts.People {
			if !v.names.agree(v.names.called(person.Name), name) {
				continue
			}
			w.name = fuller(w.name, v.names.called(person.Name))
			if len(w.roles) == 0 {
				w.roles = person.Roles
			}
			if w.short == "" {
				w.short = shortIn(p, person)
			}
		}
	}
	if !slices.Contains(strings.Fields(w.name), w.short) {
		w.short = ""
	}
	return w
}

// shortIn is the one word of a longer name by which a page mentions a person.
func shortIn(p *page, person news.Person) string {
	for _, span := range person.Mentions {
		word := p.Words(span)
		if word != person.Name && word != "" && !strings.ContainsAny(word, " \n") {
			return word
		}
	}
	return ""
}

const maxRoles = 2

// rolesWords writes the roles as printed, "" where there are none.
func (w who) rolesWords() string {
	var roles []string
	for _, r := range w.roles[:min(maxRoles, len(w.roles))] {
		if r = cut(clean(r), 90); r != "" {
			roles = append(roles, r)
		}
	}
	return strings.Join(roles, "; ")
}

// scribe writes lines in their final order and remembers whom it introduced.
type scribe struct {
	*view
	introduced, everybody register // everybody are all whom the digest names
	// visible are the lines of the meetings before the reader's eyes.
	visible map[*event]*line
}

// met reports whether a person was introduced, and introduces them.
func (s *scribe) met(w who) bool {
	if s.introduced.has(w.name) {
		return true
	}
	s.introduced.add(w.name)
	return false
}

// short is how a person who was introduced is called from then on: by the one
// word that the reports use, unless another bears it.
func (s *scribe) short(w who) string {
	if w.short == "" || s.everybody.othersCalled(lastWord(w.short), w.name) {
		return clean(w.name)
	}
	return clean(w.short)
}

// person writes a name, with roles when it comes first.
func (s *scribe) person(w who) news.Text {
	if s.met(w) {
		return news.Text{{Words: s.short(w), Style: news.Bold}}
	}
	out := news.Text{{Words: clean(w.name), Style: news.Bold}}
	if roles := w.rolesWords(); roles != "" {
		out = append(out, news.Run{Words: " (" + roles + ")"})
	}
	return out
}

// persons writes a list of people, at most so many of them.
func (s *scribe) persons(all []who, limit int) news.Text {
	var out news.Text
	for i, w := range all {
		if i == limit {
			return append(out, news.Run{Words: " and " + counted(len(all)-limit, "other")})
		}
		if i > 0 {
			out = append(out, news.Run{Words: ", "})
		}
		out = append(out, s.person(w)...)
	}
	return out
}

// eventName names a meeting by its sides and its day.
func (s *scribe) eventName(e *event) string {
	told := s.told(e)
	var names []string
	for _, side := range s.sidesOf(e) {
		names = append(names, s.nameOnly(side, pagesOf(told)))
	}
	if len(names) < 2 && len(told) > 0 {
		names = append(names, told[0].fact.Groups...)
	}
	out := cut(clean(strings.Join(names, " – ")), 120)
	if place := clean(placed(told).Place); place != "" {
		out += ", " + cut(place, 80)
	}
	if day := dated(told).Day; day != "" {
		out += ", " + s.dayWords(day)
	}
	return out
}

// nameOnly writes a name without introducing its bearer.
func (s *scribe) nameOnly(name string, pages []*page) string {
	w := s.whoIs(name, pages)
	if s.introduced.has(w.name) {
		return s.short(w)
	}
	return clean(w.name)
}

// creditedAbove reports whether the line of a meeting before the reader's eyes
// names the outlet of a page, and no other.
func (s *scribe) creditedAbove(e *event, p *page) bool {
	l := s.visible[e]
	if l == nil {
		return false
	}
	outlets := outletsOf(l.pages)
	return len(outlets) == 1 && outlets[0] == outletOf(p)
}
