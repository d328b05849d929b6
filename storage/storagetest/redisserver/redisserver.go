// Package redisserver runs real Redis servers for tests: processes of their
// own, on loopback, in a folder of the test.
package redisserver

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Require is the variable of the environment that, set to 1, makes a test fail
// where the program is not installed; else it is skipped.
const Require = "READOUT_REQUIRE_REDIS"

// patience bounds how long a server may take to answer, or several to find
// each other, where other tests keep the machine busy.
const patience = 30 * time.Second

// Server is a running redis-server, or one that was stopped. Its methods are
// for one goroutine at a time.
type Server struct {
	t       testing.TB
	port    int
	dir     string
	args    func(s *Server) ([]string, error) // told anew at each port
	process *exec.Cmd
	ended   chan struct{} // closed when the process has
}

// Start runs a server that keeps every write on its disk before it answers,
// until the end of the test. More arguments, as "--maxmemory-policy",
// "allkeys-lru", override. It returns when the server answers.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	return start(t, func(s *Server) ([]string, error) {
		return append([]string{
			"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir, "--daemonize", "no",
			"--save", "", "--appendonly", "yes", "--appendfsync", "always", "--loglevel", "warning",
		}, args...), nil
	})
}

// StartAs runs a server with just these arguments, but for where it is.
func StartAs(t testing.TB, args ...string) *Server {
	t.Helper()
	return start(t, func(s *Server) ([]string, error) {
		return append([]string{"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir}, args...), nil
	})
}

func start(t testing.TB, args func(s *Server) ([]string, error)) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv(Require) == "1" {
			t.Fatalf("%s=1, and there is no redis-server: %v", Require, err)
		}
		t.Skip("there is no redis-server on the path")
	}
	s := &Server{t: t, dir: t.TempDir(), args: args}
	t.Cleanup(s.Kill)
	var err error
	// Somebody else may take a port between looking for it and listening.
	for range 3 {
		s.port = freePort(t)
		if err = s.run(); err == nil {
			return s
		}
	}
	t.Fatal(err)
	return nil
}

// URL is the address of its database 0.
func (s *Server) URL() string { return "redis://" + s.address() + "/0" }

func (s *Server) address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// PID is the number of its process.
func (s *Server) PID() int { return s.process.Process.Pid }

// Restart runs a server that was stopped again, with what it kept.
func (s *Server) Restart() {
	s.t.Helper()
	err := s.run()
	// A child that rewrites what the killed one kept may hold its port for a
	// moment longer.
	for tries := 0; err != nil && strings.Contains(s.log(), "Address already in use") && tries < 100; tries++ {
		time.Sleep(patience / 100)
		err = s.run()
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// run starts the process and waits until it answers.
func (s *Server) run() error {
	args, err := s.args(s)
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = exec.Command("redis-server", args...)
	s.process.Stdout, s.process.Stderr = log, log
	dieWithParent(s.process)
	started, ended := make(chan error), make(chan struct{})
	go func(p *exec.Cmd) {
		// A process that is to die with its parent dies with the thread that
		// started it, so that thread has to stay.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(ended)
		err := p.Start()
		started <- err
		if err == nil {
			_ = p.Wait()
		}
	}(s.process)
	s.ended = ended
	if err := <-started; err != nil {
		return fmt.Errorf("start redis-server: %w", err)
	}
	return s.await()
}

// await waits until the server has read what it kept, and answers.
func (s *Server) await() error {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for {
		select {
		case <-s.ended:
			return fmt.Errorf("redis-server ended at once: %s", s.log())
		case <-late:
			s.Kill()
			return fmt.Errorf("redis-server does not answer: %s", s.log())
		case <-tick.C:
			if s.answers() {
				return nil
			}
		}
	}
}

func (s *Server) answers() bool {
	line, err := s.line("PING")
	return err == nil && strings.HasPrefix(line, "+PONG")
}

// Say sends the server a command of one word. An error means that it did not
// agree.
func (s *Server) Say(command string) error {
	line, err := s.line(command)
	if err == nil && !strings.HasPrefix(line, "+") {
		err = fmt.Errorf("%s: redis-server says %q", command, line)
	}
	return err
}

// line sends a command and returns the first line of the answer.
func (s *Server) line(command string) (string, error) {
	c, err := net.DialTimeout("tcp", s.address(), time.Second)
	if err != nil {
		return "", err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return "", err
	}
	if _, err := fmt.Fprint(c, command, "\r\n"); err != nil {
		return "", err
	}
	return bufio.NewReader(c).ReadString('\n')
}

func (s *Server) log() string {
	text, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Kill ends the process without a warning, as a crash does, and waits until
// it is gone. One that is gone already is fine.
func (s *Server) Kill() {
	if s.process == nil || s.process.Process == nil {
		return
	}
	_ = s.process.Process.Kill()
	<-s.ended
}

// Stop asks the process to end, and waits until it is gone.
func (s *Server) Stop() {
	s.t.Helper()
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		s.t.Logf("stop redis-server: %v", err)
	}
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.Kill()
	}
}

// freePort is a port of loopback that nobody listens on, and that leaves room
// for the second one of a cluster's node, ten thousand above.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		l.Close()
		if port < 50000 {
			return port
		}
	}
	t.Fatal("no free port below 50000")
	return 0
}
