package feed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	// maxRobots is how much of a robots.txt is read.
	maxRobots = 500 << 10
	// maxRules bounds the hosts whose rules are remembered.
	maxRules = 1000
	// rulesKept is how long rules are believed; rulesMissed how long it counts
	// that they could not be had.
	rulesKept   = 24 * time.Hour
	rulesMissed = 10 * time.Minute
)

// rules are what a site's robots.txt says, or why it cannot be known.
type rules struct {
	robots *robotstxt.RobotsData // nil allows everything
	err    error
	until  time.Time
}

// rulebook remembers the rules of sites.
type rulebook struct {
	mu   sync.Mutex
	book map[string]rules
}

// welcome refuses a page that its site asks robots not to read. It is asked
// for pages alone: a feed is there for robots, and what a person names is
// read for that person.
func (r *Reader) welcome(ctx context.Context, u *url.URL) error {
	site := u.Scheme + "://" + strings.ToLower(u.Host)
	now := r.now()
	rules, known := r.rules.look(site, now)
	if !known {
		rules = r.readRules(ctx, site, now)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.rules.keep(site, rules)
	}
	switch {
	case rules.err != nil:
		return rules.err
	case rules.robots != nil && !rules.robots.TestAgent(u.RequestURI(), r.options.UserAgent):
		return refuse("its site asks robots not to read it (robots.txt)")
	}
	return nil
}

// readRules asks a site for its rules. None, or nonsense, allow everything; a
// server that is in trouble allows nothing for the moment.
func (r *Reader) readRules(ctx context.Context, site string, now time.Time) rules {
	d, err := r.read(ctx, question{address: site + "/robots.txt", limit: maxRobots})
	var e *Error
	switch {
	case err == nil:
		return rules{robots: parseRules(d.Body), until: now.Add(rulesKept)}
	case errors.As(err, &e) && e.Status >= 400 && e.Status < 500 && e.Status != http.StatusTooManyRequests:
		return rules{until: now.Add(rulesKept)}
	case errors.As(err, &e) && e.Status != 0:
		held := refuse("its site's robots.txt cannot be read: %s", e.Reason)
		held.Status, held.Wait, held.Passing = e.Status, e.Wait, true
		err = held
	}
	return rules{err: err, until: now.Add(rulesMissed)}
}

// parseRules does not show what was wrong: the library's own account of it
// may be longer than the file.
func parseRules(body []byte) (data *robotstxt.RobotsData) {
	err := guarded("robots.txt", func() (err error) {
		data, err = robotstxt.FromBytes(body)
		return err
	})
	if err != nil {
		return nil
	}
	return data
}

func (b *rulebook) look(site string, now time.Time) (rules, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	found, known := b.book[site]
	return found, known && now.Before(found.until)
}

func (b *rulebook) keep(site string, found rules) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.book == nil || len(b.book) >= maxRules {
		b.book = map[string]rules{}
	}
	b.book[site] = found
}
