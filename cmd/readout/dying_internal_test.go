package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// The steps of a delivery at which the program is killed.
const (
	planned  = "K4 the digest is composed, and nothing of it is stored"
	queued   = "K4 the digest is stored, and no part of it begun"
	begun    = "K5 a part is noted as on its way, and no byte has left"
	half     = "K6 half of the request is written"
	stored   = "K7 Telegram has the message, its answer is not read"
	answered = "K8 the answer is read, and not noted"
	noted    = "K9 it is noted, and the next part is not begun"
)

// The acts of the store around which it is killed, see moments.
const (
	moving   = "K10 a chat that moves is written anew"
	settling = "K11 a reader's settings are changed"
	ending   = "K14 what the last process had claimed is given back"
	owning   = "K14 what may have arrived is noted as such"
)

// stopping is no step: a process that is asked to end in the middle of a part
// is killed at any moment of its last work.
const stopping = "K13 it is ending"

// moments are when a process is killed around an act of its store.
var moments = []string{", not yet", ", just now", ", done"}

// doom is at which occasion of which step a process kills itself.
type doom struct {
	step string
	left atomic.Int32
}

// dying is the whole program, but that it kills itself (SIGKILL, on systems
// that have it) at the step that READOUT_DIE names: "half:2" is when half of
// the second message is written. READOUT_LEASE may shorten its lease.
func dying() {
	step, n, _ := strings.Cut(os.Getenv("READOUT_DIE"), ":")
	d := &doom{step: step}
	occasion, _ := strconv.Atoi(n)
	d.left.Store(int32(occasion))
	lease, _ := time.ParseDuration(os.Getenv("READOUT_LEASE"))
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return &doomedConn{Conn: conn, doom: d}, err
	}
	os.Exit(start(system{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, clock: time.Now,
		tap:   func(s storage.Store) storage.Store { return &doomedStore{Store: s, doom: d} },
		lease: lease,
		api:   &http.Client{Transport: &http.Transport{DialContext: dial}},
	}))
}

// comes counts an occasion of a step, and reports whether it is the last.
func (d *doom) comes(step string) bool { return d.step == step && d.left.Add(-1) == 0 }

// at kills the process where the occasion has come.
func (d *doom) at(step string) {
	if d.comes(step) {
		d.kill()
	}
}

func (*doom) kill() {
	me, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = me.Kill()
	}
	if err != nil {
		panic("cannot die: " + err.Error())
	}
	select {} // Not one more step.
}

// end asks the process to end, and kills it before it may have.
func (d *doom) end() {
	me, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = me.Signal(syscall.SIGTERM)
	}
	if err != nil {
		panic("cannot be asked to end: " + err.Error())
	}
	go func() {
		soon(60 * time.Millisecond)
		d.kill()
	}()
}

// doomedStore sees how far a part has come.
type doomedStore struct {
	storage.Store
	doom *doom
}

// around passes the three moments of an act.
func (s *doomedStore) around(what string, act func() error) error {
	s.doom.at(what + moments[0])
	if s.doom.comes(what + moments[1]) {
		go func() {
			soon(4 * time.Millisecond)
			s.doom.kill()
		}()
	}
	err := act()
	s.doom.at(what + moments[2])
	return err
}

func (s *doomedStore) BeginDelivery(ctx context.Context, c storage.Claim, d news.Delivery, e news.Edition) (news.Delivery, error) {
	s.doom.at(planned)
	d, err := s.Store.BeginDelivery(ctx, c, d, e)
	s.doom.at(queued)
	return d, err
}

func (s *doomedStore) MoveChat(ctx context.Context, from, to int64) error {
	return s.around(moving, func() error { return s.Store.MoveChat(ctx, from, to) })
}

func (s *doomedStore) UpdateSubscriber(ctx context.Context, at news.Address, change func(*news.Subscriber) error) (changed news.Subscriber, err error) {
	err = s.around(settling, func() error {
		changed, err = s.Store.UpdateSubscriber(ctx, at, change)
		return err
	})
	return changed, err
}

func (s *doomedStore) EndClaims(ctx context.Context) error {
	return s.around(ending, func() error { return s.Store.EndClaims(ctx) })
}

func (s *doomedStore) MarkPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, part int, p news.Part) error {
	if p.State == news.Sent {
		s.doom.at(answered)
	}
	mark := func() error { return s.Store.MarkPart(ctx, c, key, part, p) }
	if p.State == news.Unknown {
		return s.around(owning, mark)
	}
	err := mark()
	switch p.State {
	case news.Sending:
		s.doom.at(begun)
		if s.doom.comes(stopping) {
			s.doom.end()
		}
	case news.Sent:
		s.doom.at(noted)
	}
	return err
}

func (s *doomedStore) SaveReports(ctx context.Context, in storage.Intake) (storage.Saved, error) {
	s.doom.at(before)
	if s.doom.comes(during) {
		go func() {
			soon(8 * time.Millisecond)
			s.doom.kill()
		}()
	}
	saved, err := s.Store.SaveReports(ctx, in)
	s.doom.at(after)
	return saved, err
}

// doomedConn sees the bytes of messages leave, and their answers come.
type doomedConn struct {
	net.Conn
	doom    *doom
	expects atomic.Bool
}

func (c *doomedConn) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte("/sendMessage ")) {
		if c.doom.comes(half) {
			_, _ = c.Conn.Write(b[:len(b)/2])
			c.doom.kill()
		}
		c.expects.Store(true)
	}
	return c.Conn.Write(b)
}

func (c *doomedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 && c.expects.Swap(false) {
		c.doom.at(stored)
	}
	return n, err
}
