package compose

import (
	"slices"

	"readout/digest/news"
)

// Digest lays out what one reader is to be told of the stories through a
// window. A fact is new if the earliest report that tells it, among those that
// the reader's topics and settings show, lies in the window; it is shown then,
// and again only with a new stage, place or participant, as an update. Reports
// beyond the window's end are not looked at. Blocks hold one line each, lines
// are numbered from 1 on through Blocks and More.
func Digest(r news.Reader, stories []Story, w news.Window) news.Digest {
	v := newView(r, stories, w)
	d := v.collect(stories)
	v.subjects(d.lines, limitsOf(r.Length).words)
	shown, kept := choose(d.lines, limitsOf(r.Length))
	if len(shown)+len(kept) == 0 {
		return news.Digest{Blocks: v.empty(d), Articles: d.articles}
	}
	l := newLayout(v, shown, kept)
	out := news.Digest{Lines: len(shown) + len(kept), Articles: d.articles}
	out.Blocks = append(l.blocks(shown), v.footer(d, len(shown), len(kept))...)
	out.Blocks = slices.Concat([]news.Block{v.heading(l)}, v.late(), out.Blocks)
	out.More = l.blocks(kept)
	return out
}

// draft is what a digest is made of, before it is cut to length.
type draft struct {
	lines []*line
	// withheld counts facts that were not sure enough, late the reports too
	// old to be announced.
	withheld, late int
	// articles counts what the reader is shown of the window; read and feeds
	// what was read for these topics at all.
	articles, read, feeds int
	// mainOld are pages of the window whose main meeting the reader was told
	// before; old counts the visits and statements of that kind by page.
	mainOld map[*page]bool
	old     map[*page]int
}

func (v *view) collect(stories []Story) draft {
	d := draft{mainOld: map[*page]bool{}, old: map[*page]int{}}
	var pages []*page
	for _, s := range stories {
		pages = append(pages, v.within(s.pages)...)
		v.weigh(&d, s)
	}
	v.count(&d, pages)
	if !v.off(news.Also) {
		d.lines = append(d.lines, v.alsoLines(pages, d)...)
	}
	return d
}

// weigh notes what becomes of the facts of a story that can have anything to
// say now: those that the window tells, and those whose day is near.
func (v *view) weigh(d *draft, s Story) {
	for _, e := range s.events {
		if tells(v, e.tellings) || v.nears(e.days) {
			v.add(d, v.meetingVerdict(e))
		}
	}
	for _, t := range s.trips {
		if tells(v, t.tellings) || v.nears(t.days) {
			v.add(d, v.tripVerdict(t))
		}
	}
	if len(v.within(s.pages)) == 0 {
		return
	}
	for _, x := range s.sayings {
		if tells(v, x.tellings) {
			v.add(d, v.sayingVerdict(x))
		}
	}
}

// verdict is what becomes of one fact in this digest.
type verdict struct {
	line     *line // nil where it gets none
	withheld bool  // for want of confidence
	// retold are pages of the window that tell an old visit or statement
	// again, once for each; main those whose main meeting is old.
	retold, main []*page
}

// add notes a verdict, unless the reader switched its section off.
func (v *view) add(d *draft, x verdict) {
	if x.line != nil && !v.off(x.line.section) {
		d.lines = append(d.lines, x.line)
	}
	d.withheld += one(x.withheld)
	for _, p := range x.retold {
		d.old[p]++
	}
	for _, p := range x.main {
		d.mainOld[p] = true
	}
}

// retells reports whether a page brings nothing but what the reader was told
// before: its main meeting is old, or it has none and all it tells of visits
// and words is old. A meeting that it only recalls does not count.
func (d draft) retells(p *page) bool {
	if d.mainOld[p] {
		return true
	}
	if slices.ContainsFunc(p.Facts.Meetings, func(m news.Meeting) bool { return m.Main }) {
		return false
	}
	return d.old[p] > 0 && d.old[p] >= p.told
}

// count counts what the window brought and what of it the reader is shown.
func (v *view) count(d *draft, pages []*page) {
	var feeds []news.SourceID
	for _, p := range pages {
		if v.sight(p).late {
			d.late++
		}
		if v.readsFrom(p.Article.Source) {
			d.read++
			if !slices.Contains(feeds, p.Article.Source) {
				feeds = append(feeds, p.Article.Source)
			}
		}
		if _, shown := v.admits(p, v.followsPage(p)); shown {
			d.articles++
		}
	}
	d.feeds = len(feeds)
}

// readsFrom reports whether a source can bring this reader anything.
func (v *view) readsFrom(id news.SourceID) bool {
	return len(v.reader.Followed) > 0 || slices.ContainsFunc(v.reader.Topics, func(t news.Topic) bool { return Reads(t, id) })
}
