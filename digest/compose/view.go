package compose

import (
	"slices"
	"sort"
	"time"

	"readout/digest/news"
)

const (
	// sure is the least confidence, in hundredths, of a fact that is shown.
	sure = 60
	// staleAfter is the default of news.Reader.Stale.
	staleAfter = 7 * 24 * time.Hour
)

// view is what one reader can see of the stories through one window.
type view struct {
	*lookback
	reader news.Reader
	window news.Window
	zone   *time.Location
	topics []*question
	hides  *question
	sights map[*page]sight // of the pages that were looked at
	known  map[string]bool // whom the reader follows, by name
	// today is the day of the digest; what is announced for a day up to soon
	// may call for a reminder.
	today, soon news.Day
}

// sight is how a page looks to the reader.
type sight struct {
	// topic is the first of the reader's topics that takes the page, or none.
	topic int
	// barred pages are not shown, whatever they tell: hidden, stale, or not
	// there yet at the end of the window.
	barred bool
	// late tells that only its age, or its being filed, bars the page. What
	// was there before its source was first read is history, and not late.
	late bool
}

// none is no topic; the group of what the reader follows comes before all.
const none = -1

func newView(r news.Reader, stories []Story, w news.Window) *view {
	v := &view{lookback: sharedBy(stories), reader: r, window: w, zone: r.Zone, sights: map[*page]sight{}, known: map[string]bool{}}
	if v.zone == nil {
		v.zone = time.UTC
	}
	if v.reader.Stale <= 0 {
		v.reader.Stale = staleAfter
	}
	for _, t := range r.Topics {
		v.topics = append(v.topics, v.topic(t))
	}
	v.hides = v.hidden(r.Hidden)
	v.today = v.day(w.At)
	v.soon = v.today.Add(2)
	return v
}

// sight looks at a page, once.
func (v *view) sight(p *page) sight {
	s, known := v.sights[p]
	if !known {
		s = v.look(p)
		v.sights[p] = s
	}
	return s
}

func (v *view) look(p *page) sight {
	if p.Article.Seq > v.window.Until || v.hides.of(p) {
		return sight{topic: none, barred: true}
	}
	s := sight{topic: slices.IndexFunc(v.topics, func(q *question) bool { return q.of(p) })}
	stale := p.Article.Seen.Sub(p.Article.Published) > v.reader.Stale && !p.Article.Published.IsZero()
	if stale || p.Article.Filed {
		s.barred, s.late = true, s.topic != none && !p.Article.Opening
	}
	return s
}

// follows reports whether a name, an office or a place is, or holds, one that
// the reader follows.
func (v *view) follows(name string) bool {
	if len(v.reader.Followed) == 0 || name == "" {
		return false
	}
	follows, known := v.known[name]
	if !known {
		follows = slices.ContainsFunc(v.reader.Followed, func(f string) bool { return v.names.means(name, f) })
		v.known[name] = follows
	}
	return follows
}

// followsAny asks for names as a page gives them, with their offices there.
func (v *view) followsAny(p *page, names ...string) bool {
	return len(v.reader.Followed) > 0 && slices.ContainsFunc(names, func(name string) bool {
		return v.follows(name) || slices.ContainsFunc(v.offices(p, name), v.follows)
	})
}

// offices are the roles of a person in a page.
func (v *view) offices(p *page, name string) []string {
	for _, person := range p.Facts.People {
		if v.names.called(person.Name) == name {
			return person.Roles
		}
	}
	return nil
}

// admits gives where a fact of a page belongs: 0 for what is followed, then the
// topics in the reader's order. The second result is false where the reader is
// not shown it.
func (v *view) admits(p *page, followed bool) (int, bool) {
	s := v.sight(p)
	if s.barred || !followed && s.topic == none {
		return 0, false
	}
	if followed {
		return 0, true
	}
	return s.topic + 1, true
}

// inWindow reports whether a page lies in the window.
func (v *view) inWindow(p *page) bool { return v.window.Holds(p.Article.Seq) }

// within are those of pages by ascending sequence that lie in the window.
func (v *view) within(pages []*page) []*page {
	bound := func(seq int64) int {
		return sort.Search(len(pages), func(i int) bool { return pages[i].Article.Seq > seq })
	}
	from := bound(v.window.After)
	return pages[from:max(from, bound(v.window.Until))]
}

// tells reports whether the window tells a fact whose tellings these are, by
// ascending sequence.
func tells[F any](v *view, tellings []telling[F]) bool {
	for i := range slices.Backward(tellings) {
		if p := tellings[i].page; p.Article.Seq <= v.window.Until {
			return v.inWindow(p)
		}
	}
	return false
}

// nears reports whether a reminder can be due of something that has one of
// these days.
func (v *view) nears(days []news.Day) bool {
	return slices.ContainsFunc(days, func(d news.Day) bool { return v.today <= d && d <= v.soon })
}

// day is the date of an instant where the reader is.
func (v *view) day(t time.Time) news.Day { return news.DayOf(t, v.zone) }

// off reports whether the reader switched a section off.
func (v *view) off(s news.Section) bool { return slices.Contains(v.reader.Off, s) }

// heard are the tellings of one fact that this reader is shown.
type heard[F any] struct {
	old, fresh []telling[F]
	// withheld tells that nothing of the fact is sure, and that it is so
	// since this window.
	withheld bool
	group    int
}

// hear picks the tellings of a fact that the reader is shown. What is
// followed is for the caller to say.
func hear[F any](v *view, tellings []telling[F], follows func(telling[F]) bool) heard[F] {
	h := heard[F]{group: len(v.reader.Topics) + 1}
	before, now := 0, 0
	for _, t := range tellings {
		group, shown := v.admits(t.page, follows(t))
		switch {
		case !shown:
			continue
		case t.proof.Confidence >= sure && v.inWindow(t.page):
			h.fresh = append(h.fresh, t)
		case t.proof.Confidence >= sure:
			h.old = append(h.old, t)
		case v.inWindow(t.page):
			now++
		default:
			before++
		}
		h.group = min(h.group, group)
	}
	h.withheld = len(h.old)+len(h.fresh)+before == 0 && now > 0
	return h
}

// isNew reports whether the earliest report of the fact lies in the window.
func (h heard[F]) isNew() bool { return len(h.old) == 0 && len(h.fresh) > 0 }

// retold are the pages of the window that tell again what is older, as often
// as they do.
func (h heard[F]) retold() []*page {
	if len(h.old) == 0 {
		return nil
	}
	pages := make([]*page, len(h.fresh))
	for i, t := range h.fresh {
		pages[i] = t.page
	}
	return pages
}

func (h heard[F]) all() []telling[F] { return slices.Concat(h.old, h.fresh) }

func pagesOf[F any](tellings []telling[F]) []*page {
	var pages []*page
	for _, t := range tellings {
		if !slices.Contains(pages, t.page) {
			pages = append(pages, t.page)
		}
	}
	return pages
}
