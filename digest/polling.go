package digest

import (
	"cmp"
	"errors"
	"hash/fnv"
	"math"
	"strconv"
	"time"

	"readout/digest/news"
)

const (
	day = 24 * time.Hour
	// farthestRetry is the longest that a failing source is left alone.
	farthestRetry = 6 * time.Hour
	// othersFirst is how much longer than asked a source waits that brought rest
	// on its whole host: the others of that host are read in a beat or two.
	othersFirst = 3 * time.Minute
	// fullEvery is how often a source is read without validators, as some
	// servers confirm them whatever has changed.
	fullEvery = day
	// Three answers that a source is gone, goneWait apart, suspend it; it is
	// then asked once in suspendedWait.
	goneWait      = 12 * time.Hour
	goneEnough    = 3
	suspendedWait = 30 * day
	// paceSpan is the time over which the pace of a source is averaged.
	paceSpan = 14 * day
)

// inFull is the source without its validators once a day.
func inFull(s news.Source, now time.Time) news.Source {
	if now.Sub(s.State.Full) >= fullEvery {
		s.State.ETag, s.State.Modified = "", ""
	}
	return s
}

// readWell is the state of a source after a reading of it that succeeded. Of
// its items nothing is said yet.
func (d *Desk) readWell(s news.Source, now time.Time, b news.Batch) news.Polling {
	p := s.State
	p.Missed(now)
	p.Mended(now)
	p.URL, p.Next, p.Tried, p.Read, p.Took = s.URL, later(now, d.options.Every), now, now, b.Took
	if !b.Unchanged || b.Sum != "" {
		p.ETag, p.Modified, p.Sum, p.Full = b.ETag, b.Modified, b.Sum, now
	}
	if b.Moved == "" || b.Moved != p.Moved {
		p.Moved, p.MovedSince = b.Moved, time.Time{}
	}
	if p.Moved != "" && p.MovedSince.IsZero() {
		p.MovedSince = now
	}
	p.Known = cmp.Or(b.Known, p.Known)
	return p
}

// failed is the state of a source after an attempt that brought nothing.
func (d *Desk) failed(s news.Source, now time.Time, err error) news.Polling {
	p := s.State
	p.Missed(now)
	if p.URL = s.URL; p.FailingSince.IsZero() {
		p.FailingSince = now
	}
	p.Reason, p.Tried = err.Error(), now
	if wait, spared := restOf(err); spared {
		p.Failures, p.Next = max(p.Failures, 1), later(now, wait)
		return p
	}
	wait := d.retry(s, err)
	p.Failures++
	p.Next = later(now, max(wait, countGone(&p, err)))
	return p
}

// restOf is how long a source must wait that was not even asked, because its
// host wants rest from another: that is no failure of its own.
func restOf(err error) (wait time.Duration, spared bool) {
	var is interface {
		Unasked() bool
		RetryAfter() time.Duration
	}
	if !errors.As(err, &is) || !is.Unasked() {
		return 0, false
	}
	return is.RetryAfter(), true
}

// retry is how long a source that failed is left alone. It doubles with every
// failure in a row, within bounds, and keeps to a wait that the server asks
// for. Those who had to wait as well, on account of this source, come first
// when that is over.
func (d *Desk) retry(s news.Source, err error) time.Duration {
	failures := s.State.Failures
	wait := d.options.Every << min(failures, 10)
	if wait > farthestRetry || wait <= 0 {
		wait = farthestRetry
	}
	wait += jitter(s.ID, failures, wait/10)
	var asks interface{ RetryAfter() time.Duration }
	if errors.As(err, &asks) && asks.RetryAfter() > 0 {
		wait = max(wait, min(asks.RetryAfter(), day)+othersFirst)
	}
	return wait
}

// countGone counts answers in a row that the source is gone for good, and
// returns how long it is to be left alone for that.
func countGone(p *news.Polling, err error) time.Duration {
	var says interface{ Gone() bool }
	if !errors.As(err, &says) || !says.Gone() {
		p.Gone, p.Suspended = 0, false
		return 0
	}
	p.Gone++
	if p.Gone < goneEnough {
		return goneWait
	}
	p.Suspended = true
	return suspendedWait
}

// jitter is up to most, by the source and the number of its failures: sources
// that failed together are not tried again together. It needs no chance.
func jitter(id news.SourceID, failures int, most time.Duration) time.Duration {
	h := fnv.New32a()
	h.Write([]byte(string(id) + " " + strconv.Itoa(failures)))
	return time.Duration(float64(h.Sum32()) / math.MaxUint32 * float64(most))
}

// later is so long from now, but on the beat and never this very beat: a time
// a little after a beat would wait for the next.
func later(now time.Time, wait time.Duration) time.Time {
	return now.Add(max(wait, time.Minute)).Truncate(time.Minute)
}

// paced notes at what pace a source brings what is new. Silence does not
// change the pace: it is measured against it.
func paced(p *news.Polling, articles []news.Article, fresh int, now time.Time) {
	switch {
	case fresh == 0:
	case p.LastNew.IsZero():
		p.PerDay, p.LastNew = listedPace(articles, now)
	default:
		since := max(now.Sub(p.LastNew), time.Minute)
		weight := 1 - math.Exp(-float64(since)/float64(paceSpan))
		p.PerDay = p.PerDay*(1-weight) + float64(fresh)*float64(day)/float64(since)*weight
		p.LastNew = now
	}
}

// listedPace is the pace by the dates that a feed lists, and the latest of
// them; 0 and now where it tells none.
func listedPace(articles []news.Article, now time.Time) (perDay float64, last time.Time) {
	dated := 0
	var first time.Time
	for _, a := range articles {
		if a.Published.Equal(a.Seen) || a.Published.After(now) {
			continue
		}
		if dated == 0 {
			first = a.Published
		}
		dated, last = dated+1, a.Published
	}
	if dated < 2 {
		return 0, now
	}
	return float64(dated) * float64(day) / float64(max(last.Sub(first), day)), last
}
