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
	"time"

	"readout/digest/news"
	"readout/storage"
)

// The steps of a delivery at which the program is killed.
const (
	begun    = "begun"    // a part is noted as on its way, and no byte has left
	half     = "half"     // half of the request is written
	stored   = "stored"   // Telegram has the message; its answer is not read
	answered = "answered" // the answer is read, and not noted
	noted    = "noted"    // it is noted, and the next part is not begun
)

// doom is at which occasion of which step a process kills itself.
type doom struct {
	step string
	left atomic.Int32
}

// dying is the whole program, but that it kills itself (SIGKILL, on systems
// that have it) at the step that READOUT_DIE names: "half:2" is when half of
// the second message is written.
func dying() {
	step, n, _ := strings.Cut(os.Getenv("READOUT_DIE"), ":")
	d := &doom{step: step}
	occasion, _ := strconv.Atoi(n)
	d.left.Store(int32(occasion))
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return &doomedConn{Conn: conn, doom: d}, err
	}
	os.Exit(start(system{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, clock: time.Now,
		tap: func(s storage.Store) storage.Store { return &doomedStore{Store: s, doom: d} },
		// Another process may begin a second after this one's death.
		lease: time.Second,
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

// doomedStore sees how far a part has come.
type doomedStore struct {
	storage.Store
	doom *doom
}

func (s *doomedStore) MarkPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, part int, p news.Part) error {
	if p.State == news.Sent {
		s.doom.at(answered)
	}
	err := s.Store.MarkPart(ctx, c, key, part, p)
	switch p.State {
	case news.Sending:
		s.doom.at(begun)
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
