package compose

import (
	"slices"
	"strings"
	"time"

	"readout/digest/news"
	"readout/digest/text"
)

// event is one occasion on which people met, as told by several reports: what
// was announced, held or cancelled are its stages.
type event struct {
	number   int
	tellings []telling[news.Meeting]
	accounts []account
	days     []news.Day // all that the tellings give
}

// account is what a report says of a meeting, as far as it tells one occasion
// from another.
type account struct {
	people    []string
	groups    []string
	offices   []string
	kind      news.MeetingKind
	status    news.Status
	place     string
	day       news.Day
	exact     bool // the day is stated
	sited     bool // the place is stated
	main      bool // the report is about this meeting
	published time.Time
}

// Many outlets tell one meeting in few different ways; beyond these bounds
// accounts add nothing but work.
const (
	maxAccounts = 48
	maxPaired   = 8
)

// events finds the occasion that a report tells among those known.
type events struct {
	names *names
	all   []*event
	index map[string][]*event
	tried once
}

func newEvents(n *names) events { return events{names: n, index: map[string][]*event{}} }

// add gives the occasion that the meeting of a report is, with its telling
// among the others.
func (es *events) add(p *page, m news.Meeting) *event {
	a := es.account(p, m)
	e := es.find(a)
	if e == nil {
		e = &event{number: len(es.all)}
		es.all = append(es.all, e)
	}
	m.Participants = a.people
	e.tellings = append(e.tellings, telling[news.Meeting]{page: p, fact: m, proof: m.Evidence})
	if m.Day != "" && !slices.Contains(e.days, m.Day) {
		e.days = append(e.days, m.Day)
	}
	if len(e.accounts) < maxAccounts {
		e.accounts = append(e.accounts, a)
		es.note(e, a)
	}
	return e
}

func (es *events) account(p *page, m news.Meeting) account {
	a := account{
		people: es.names.allCalled(m.Participants), groups: bareGroups(m.Groups),
		kind: m.Kind, status: m.Status, place: m.Place, day: m.Day,
		exact: m.DayBasis == news.Stated, sited: m.PlaceBasis == news.Stated, main: m.Main,
		published: p.Article.Published,
	}
	for _, name := range a.principals() {
		a.offices = append(a.offices, rolesOf(p, es.names, name)...)
	}
	return a
}

func rolesOf(p *page, n *names, name string) []string {
	for _, person := range p.Facts.People {
		if n.called(person.Name) == name {
			return person.Roles
		}
	}
	return nil
}

// principals are the first named participants, one of each side.
func (a account) principals() []string { return a.people[:min(2, len(a.people))] }

// find is the known occasion that agrees best with the account, the latest of
// equals; nil where none does.
func (es *events) find(a account) *event {
	var best *event
	most := 0
	es.tried.begin(len(es.all))
	for _, key := range es.probes(a) {
		for _, e := range slices.Backward(es.index[key]) {
			if !es.tried.first(e.number) {
				continue
			}
			if score := es.score(e, a); score > most {
				best, most = e, score
			}
		}
	}
	return best
}

// score is how well an account fits an occasion, 0 where it does not.
func (es *events) score(e *event, a account) int {
	most := 0
	for _, b := range e.accounts {
		if !sameOccasion(a, b) {
			return 0
		}
		if !es.sameSides(a, b) {
			continue
		}
		score := 1 + 2*es.shared(a.people, b.people)
		if a.day != "" && a.day == b.day {
			score += 8
		}
		if a.place != "" && a.place == b.place {
			score += 4
		}
		most = max(most, score)
	}
	return most
}

// sameOccasion reports whether kind, day and place of two accounts do not
// contradict each other. On one and the same known day a place that only the
// dateline gives yields to one that the text states, and a city may lie in any
// country.
func sameOccasion(a, b account) bool {
	if a.kind != b.kind || !sameDay(a, b) {
		return false
	}
	if samePlace(a.place, b.place) {
		return true
	}
	return a.day != "" && a.day == b.day && (a.sited != b.sited || isCountry(a.place) != isCountry(b.place))
}

// sameSides reports whether two accounts have both sides in common: the
// principals of one are all among the participants of the other, or the one
// name they share faced a group that agrees.
func (es *events) sameSides(a, b account) bool {
	if len(a.people) > 1 && es.among(a.principals(), b.people) || len(b.people) > 1 && es.among(b.principals(), a.people) {
		return true
	}
	if len(a.people) > 1 && len(b.people) > 1 {
		return false
	}
	if len(a.people)+len(b.people) == 0 {
		return len(a.groups) > 1 && len(b.groups) > 1 && sameGroups(a.groups[:1], b.groups) && sameGroups(a.groups[1:], b.groups)
	}
	return es.shared(a.people, b.people) > 0 && es.sameOther(a, b)
}

// sameOther compares the unnamed side: by its phrase, or with the office of
// whom the other account names there ("the President of France").
func (es *events) sameOther(a, b account) bool {
	return sameGroups(a.groups, b.groups) || holdsOffice(a.groups, b.offices) || holdsOffice(b.groups, a.offices)
}

func holdsOffice(groups, offices []string) bool {
	return slices.ContainsFunc(groups, func(g string) bool {
		words := strings.Fields(g)
		return len(words) > 1 && slices.ContainsFunc(offices, func(o string) bool { return sameWords(words, text.Tokens(o)) })
	})
}

func sameWords[W comparable](some, all []W) bool {
	return !slices.ContainsFunc(some, func(w W) bool { return !slices.Contains(all, w) })
}

func (es *events) among(some, all []string) bool { return es.shared(some, all) == len(some) }

// shared counts the names of a that agree with one of b, each with another.
func (es *events) shared(a, b []string) int {
	taken := make([]bool, len(b))
	n := 0
	for _, x := range a {
		for i, y := range b {
			if !taken[i] && es.names.agree(x, y) {
				taken[i] = true
				n++
				break
			}
		}
	}
	return n
}

// note makes the occasion found by the participants of an account.
func (es *events) note(e *event, a account) {
	for _, key := range es.marks(a) {
		if list := es.index[key]; len(list) == 0 || list[len(list)-1] != e {
			es.index[key] = append(list, e)
		}
	}
}

// marks are the keys under which an account is found: each pair of named
// participants; each principal; one name alone; the words of a group.
func (es *events) marks(a account) []string {
	if len(a.people) == 0 {
		return groupMarks(a.groups)
	}
	marks := es.pairs(a.people)
	for _, p := range a.principals() {
		marks = append(marks, es.names.key(p)+"|any")
		if len(a.people) == 1 {
			marks = append(marks, es.names.key(p)+"|alone")
		}
	}
	return marks
}

// probes are the keys under which an agreeing account may stand.
func (es *events) probes(a account) []string {
	if len(a.people) == 0 {
		return groupMarks(a.groups)
	}
	probes := es.pairs(a.people)
	for _, p := range a.principals() {
		if len(a.people) == 1 {
			return []string{es.names.key(p) + "|any"}
		}
		probes = append(probes, es.names.key(p)+"|alone")
	}
	return probes
}

// groupMarks are the words of the first side's phrase.
func groupMarks(groups []string) []string {
	if len(groups) == 0 {
		return nil
	}
	var marks []string
	for word := range strings.FieldsSeq(groups[0]) {
		marks = append(marks, word+"|group")
	}
	return marks
}

func (es *events) pairs(people []string) []string {
	people = people[:min(len(people), maxPaired)]
	var keys []string
	for i, p := range people {
		for _, q := range people[:i] {
			a, b := es.names.key(p), es.names.key(q)
			keys = append(keys, min(a, b)+"|"+max(a, b))
		}
	}
	return keys
}
