package compose

import (
	"cmp"
	"slices"
	"sync"

	"readout/digest/compose/reprint"
	"readout/digest/news"
)

// Story is what several reports tell about the same: those that share an
// occasion, a trip, a saying or their very text. Stories may be read by
// several goroutines at once.
type Story struct {
	pages   []*page
	events  []*event
	sayings []*saying
	trips   []*trip
	shared  *lookback
}

// Reports are those of the story, oldest sequence first.
func (s Story) Reports() []news.Report {
	reports := make([]news.Report, len(s.pages))
	for i, p := range s.pages {
		reports[i] = p.Report
	}
	return reports
}

// page is a report among those of its look-back.
type page struct {
	news.Report
	// origin is the oldest page with nearly the same text, or the page
	// itself.
	origin *page
	// prints are all pages with the text of this one, itself first, if it is
	// their origin.
	prints []*page
	// number is the page's place among those gathered; story leads to that
	// of the story's oldest page.
	number, story int
	// events are where the report's meetings went, index for index.
	events []*event
	// told counts the visits and the statements with a speaker that are sure.
	told int
	// tokens are the words of title and text, named is everybody in the facts,
	// sentences are those of the text: made when they are first asked for, as
	// proofs are.
	tokens    func() phrase
	named     func() []string
	sentences func() []news.Span
	proofs    memo[news.Evidence, news.Proof]
}

func newPage(r news.Report, number int) *page {
	p := &page{Report: r, number: number, story: number}
	p.origin = p
	for _, x := range r.Facts.Visits {
		p.told += one(x.Confidence >= sure)
	}
	for _, x := range r.Facts.Statements {
		p.told += one(x.Confidence >= sure && x.Speaker != "" && len(x.Content) > 0)
	}
	p.tokens = sync.OnceValue(func() phrase { return phraseOf(r.Article.Title + "\n" + r.Article.Text) })
	p.named = sync.OnceValue(r.Facts.Names)
	p.sentences = sync.OnceValue(func() []news.Span { return sentencesOf(r.Article.Text) })
	return p
}

// Stories gathers the reports of a look-back, which it takes by ascending
// sequence, into stories in the order of their first report. The same names
// under an alias are one name. Reports with higher sequences change nothing
// about how those below them are gathered.
func Stories(reports []news.Report, aliases []news.Alias) []Story {
	reports = slices.Clone(reports)
	slices.SortStableFunc(reports, func(a, b news.Report) int { return cmp.Compare(a.Article.Seq, b.Article.Seq) })
	g := newGatherer(aliases)
	for _, r := range reports {
		g.take(r)
	}
	return g.stories()
}

// gatherer holds what was gathered so far.
type gatherer struct {
	names    *names
	pages    []*page
	events   events
	trips    trips
	sayings  sayings
	reprints *reprint.Shelf
}

func newGatherer(aliases []news.Alias) *gatherer {
	n := newNames(aliases)
	return &gatherer{names: n, events: newEvents(n), trips: newTrips(n), sayings: newSayings(n), reprints: reprint.NewShelf()}
}

func (g *gatherer) take(r news.Report) {
	p := newPage(r, len(g.pages))
	g.pages = append(g.pages, p)
	g.takePrint(p)
	p.origin.prints = append(p.origin.prints, p)
	for _, m := range r.Facts.Meetings {
		e := g.events.add(p, m)
		p.events = append(p.events, e)
		g.join(p, e.tellings[0].page)
	}
	for _, v := range r.Facts.Visits {
		g.join(p, g.trips.add(p, v).tellings[0].page)
	}
	for _, s := range r.Facts.Statements {
		if s, ok := sound(s, r.Article.Text); ok {
			g.join(p, g.sayings.add(p, s).tellings[0].page)
		}
	}
}

// takePrint finds the older page whose text the page prints again, if there is
// one.
func (g *gatherer) takePrint(p *page) {
	known := printOf(p.Article)
	if n, ok := g.reprints.Find(known); ok {
		p.origin = g.pages[n].origin
		g.join(p, g.pages[n])
	}
	g.reprints.Add(known)
}

func printOf(a news.Article) *reprint.Print {
	return reprint.Of(reprint.Text{Source: string(a.Source), Title: a.Title, Body: a.Text, Published: a.Published})
}

// join makes the stories of two pages one. A page points at an older page of
// its story; the oldest points at itself.
func (g *gatherer) join(a, b *page) {
	x, y := g.first(a.story), g.first(b.story)
	g.pages[max(x, y)].story = min(x, y)
}

func (g *gatherer) first(number int) int {
	for g.pages[number].story != number {
		g.pages[number].story = g.pages[g.pages[number].story].story
		number = g.pages[number].story
	}
	return number
}

func (g *gatherer) stories() []Story {
	var stories []Story
	shared := &lookback{names: g.names}
	at := map[int]int{}
	of := func(p *page) *Story { return &stories[at[g.first(p.story)]] }
	for i, p := range g.pages {
		if g.first(i) == i {
			at[i] = len(stories)
			stories = append(stories, Story{shared: shared})
		}
		s := of(p)
		s.pages = append(s.pages, p)
	}
	for _, e := range g.events.all {
		s := of(e.tellings[0].page)
		s.events = append(s.events, e)
	}
	for _, t := range g.trips.all {
		s := of(t.tellings[0].page)
		s.trips = append(s.trips, t)
	}
	for _, x := range g.sayings.all {
		s := of(x.tellings[0].page)
		s.sayings = append(s.sayings, x)
	}
	return stories
}
