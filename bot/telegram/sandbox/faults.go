package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Fault stands in the way of calls to come.
type Fault struct {
	// Method it waits for; empty is every one but getUpdates, "*" is every one.
	// "webhook" is the way of an update to a webhook, where a fault is slow or
	// repeat.
	Method string `json:"method"`
	// Chat it waits for; 0 is every one.
	Chat int64 `json:"chat"`
	// Skip lets so many calls pass before.
	Skip int `json:"skip"`
	// Times is how many calls it meets; 0 means one, -1 all until ClearFaults.
	Times int `json:"times"`
	// Kind is what happens:
	//
	//	refuse    an error of Code and Description, with RetryAfter or MigrateTo
	//	cut       the connection ends before the request is read
	//	cut_half  the connection ends after half of the request's body is read
	//	html      a gateway's page with status 502 (or Code)
	//	truncate  half of the true answer; it always comes after the act
	//	slow      the answer waits for Delay
	//	drip      the answer comes byte by byte, for Delay in all; always after the act
	//	repeat    of the method webhook alone: an update that was taken is brought again
	Kind string `json:"kind"`
	// After lets the call be carried out first: the message is stored, and
	// the bot is not told, or told something else, or told late. A cut that is
	// After comes when the message was stored and before the answer.
	After bool `json:"after"`

	Code        int    `json:"code"`
	Description string `json:"description"`
	RetryAfter  int    `json:"retry_after"`
	MigrateTo   int64  `json:"migrate_to"`
	// Delay is in milliseconds.
	Delay int `json:"delay"`
}

// Inject puts a fault in the way. Faults are met in the order in which they
// were put there, one a call.
func (s *Server) Inject(f Fault) error {
	if err := cmp.Or(f.fits(), f.complete()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
	return nil
}

// ClearFaults takes all faults away, and what 429s asked for with them.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
	clear(s.held)
}

// usual are the descriptions of codes that need no more words.
var usual = map[int]string{
	401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 404: "Not Found",
	409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
	413: "Request Entity Too Large", 500: "Internal Server Error: restart", 502: "Bad Gateway",
}

func (f *Fault) complete() error {
	if f.Times == 0 {
		f.Times = 1
	}
	switch f.Kind {
	case "refuse":
		return f.completeRefusal()
	case "cut", "cut_half":
		if f.Chat != 0 && !f.After {
			return errors.New("a cut before the request is read cannot know the chat: name the method, or cut after")
		}
	case "truncate", "drip":
		f.After = true
	case "html":
		if f.Code == 0 {
			f.Code = http.StatusBadGateway
		}
	case "slow", "repeat":
	default:
		return fmt.Errorf("no such fault as %q: refuse, cut, cut_half, html, truncate, slow, drip, repeat", f.Kind)
	}
	return nil
}

// fits tells whether the method can have such a fault.
func (f *Fault) fits() error {
	switch {
	case f.Method == onWebhook && f.Kind != "slow" && f.Kind != "repeat":
		return errors.New("an update on its way to a webhook meets slow or repeat")
	case f.Method != onWebhook && f.Kind == "repeat":
		return errors.New("repeat is of the method webhook")
	}
	return nil
}

// onWebhook is the method of faults on the way to a webhook.
const onWebhook = "webhook"

// onTheWay is the fault that an update meets on its way to a webhook; none has
// no kind.
func (s *Server) onTheWay() Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.meetFault(func(f *Fault) bool { return f.Method == onWebhook }); f != nil {
		return *f
	}
	return Fault{}
}

func (f *Fault) completeRefusal() error {
	if f.Code == 0 && f.RetryAfter > 0 {
		f.Code = http.StatusTooManyRequests
	}
	if f.Code < 400 || f.Code > 599 {
		return fmt.Errorf("a refusal needs a code from 400 to 599, not %d", f.Code)
	}
	if f.Description == "" && f.RetryAfter > 0 {
		f.Description = tooMany(f.RetryAfter).Description
	}
	if f.Description == "" {
		f.Description = usual[f.Code]
	}
	return nil
}

func (f *Fault) refusal() *refusal {
	return &refusal{Code: f.Code, Description: f.Description, RetryAfter: f.RetryAfter, MigrateTo: f.MigrateTo}
}

// beforeReading tells whether a fault comes before the call is known.
func (f *Fault) beforeReading() bool {
	return (f.Kind == "cut" || f.Kind == "cut_half") && !f.After
}

// early is the fault that a call meets before it is read, or nil.
func (s *Server) early(name string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.meetFault(func(f *Fault) bool { return f.beforeReading() && f.waitsFor(name) })
}

// late is the fault that a call meets once it is known, or nil.
func (s *Server) late(name string, p params) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.find(p.text("chat_id"))
	f := s.meetFault(func(f *Fault) bool {
		return !f.beforeReading() && f.waitsFor(name) && (f.Chat == 0 || c != nil && f.Chat == c.ID)
	})
	if f != nil && f.RetryAfter > 0 && f.Kind == "refuse" && !f.After {
		s.held[f.Chat] = s.now().Add(time.Duration(f.RetryAfter) * time.Second)
	}
	return f
}

func (f *Fault) waitsFor(name string) bool {
	return f.Method == "*" || f.Method == "" && name != "getUpdates" || strings.EqualFold(f.Method, name)
}

// meetFault takes one turn of the first fault that fits.
func (s *Server) meetFault(fits func(*Fault) bool) *Fault {
	for i, f := range s.faults {
		if !fits(f) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			return nil
		}
		met := *f
		if f.Times > 0 {
			f.Times--
		}
		if f.Times == 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return &met
	}
	return nil
}

// cut ends the connection before the call is known.
func (s *Server) cut(name string, r *http.Request, f *Fault) {
	if f.Kind == "cut_half" {
		// A body that ends before is as good as cut.
		_, _ = io.CopyN(io.Discard, r.Body, r.ContentLength/2)
	}
	s.count(name, "cut")
	panic(http.ErrAbortHandler)
}

// before meets a fault instead of the act; true if the act comes all the same.
func (s *Server) before(w http.ResponseWriter, r *http.Request, name string, f *Fault) bool {
	switch f.Kind {
	case "slow":
		sleep(r.Context(), f.Delay)
		return true
	case "html":
		s.count(name, fmt.Sprintf("%d HTML page", f.Code))
		page(w, f.Code)
	default:
		s.count(name, f.refusal().Error())
		refuse(w, f.refusal())
	}
	return false
}

// after meets a fault instead of the answer that the act had.
func (s *Server) after(w http.ResponseWriter, r *http.Request, f *Fault, a sealed) {
	switch f.Kind {
	case "slow":
		sleep(r.Context(), f.Delay)
		a.send(w)
	case "html":
		page(w, f.Code)
	case "truncate":
		a.body = a.body[:len(a.body)/2]
		a.send(w)
	case "drip":
		a.drip(w, r, f.Delay)
	case "refuse":
		refuse(w, f.refusal())
	default:
		panic(http.ErrAbortHandler)
	}
}

// drip sends an answer byte by byte.
func (a sealed) drip(w http.ResponseWriter, r *http.Request, milliseconds int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	for i := range a.body {
		_, _ = w.Write(a.body[i : i+1])
		// Who cannot be told in parts is told at the end.
		_ = http.NewResponseController(w).Flush()
		if done := milliseconds * i / len(a.body); done < milliseconds*(i+1)/len(a.body) {
			sleep(r.Context(), milliseconds*(i+1)/len(a.body)-done)
		}
	}
}

func page(w http.ResponseWriter, code int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(code)
	fmt.Fprintf(w, "<html>\r\n<head><title>%d %s</title></head>\r\n<body><center>sandbox</center></body>\r\n</html>\r\n",
		code, http.StatusText(code))
}

func sleep(ctx context.Context, milliseconds int) {
	wait := time.NewTimer(time.Duration(milliseconds) * time.Millisecond)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	}
}
