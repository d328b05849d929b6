package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// The main job, through the whole program: a feed in a file, a subscriber in
// the terminal, digests at their minute in the chosen zone. A slot later, what
// the feed has brought since comes and nothing else; and so it does after a
// restart.
func TestDigestsArriveAtTheirMinute(t *testing.T) {
	dir := t.TempDir()
	feed := filepath.Join(dir, "feed.xml")
	config := filepath.Join(dir, "mine.yaml")
	write(t, config, fmt.Sprintf("log: error\nstore: sqlite:%s\nfeeds: [{id: post, title: Post, url: 'file://%s'}]\ntopics: [{name: All}]\n",
		filepath.Join(dir, "mine.db"), filepath.ToSlash(feed)))
	synctest.Test(t, func(t *testing.T) {
		// The bubble's clock starts at midnight UTC, 05:45 in Kathmandu.
		start := time.Now()
		write(t, feed, rss(start, lisbon))
		c := open(t, "chat", "--config", config)
		c.say("/subscribe all")
		c.say("/timezone Asia/Kathmandu")
		if got := c.say("/time 6:30 18:30"); !strings.Contains(got, "06:30 (Kathmandu)") {
			t.Errorf("the next delivery is not told in words:\n%s", got)
		}
		// The first digest holds what was there already, a day back.
		write(t, feed, rss(start, lisbon, oslo))
		first := c.until(start.Add(45*time.Minute + time.Second))
		if !strings.Contains(first, "06:30 Kathmandu") || !strings.Contains(first, "Halden") || !strings.Contains(first, "Prado") {
			t.Errorf("the first digest should come at 06:30 and hold Lisbon and Oslo:\n%s", first)
		}
		write(t, feed, rss(start, lisbon, oslo, quito))
		second := c.until(start.Add(12*time.Hour + 45*time.Minute + time.Second))
		if !strings.Contains(second, "Vera Quint") || strings.Contains(second, "Prado") || strings.Contains(second, "Halden") {
			t.Errorf("the second digest should hold Quito alone:\n%s", second)
		}
		if got := c.say("1"); !strings.Contains(got, "| President Vera Quint met Minister Olu Abara in Quito") {
			t.Errorf("the line has no sentence behind it:\n%s", got)
		}
		c.close()

		write(t, feed, rss(start, lisbon, oslo, quito, dakar))
		c = open(t, "chat", "--config", config)
		third := c.until(start.Add(24*time.Hour + 45*time.Minute + time.Second))
		if !strings.Contains(third, "Awa Sarr") || strings.Contains(third, "Quint") {
			t.Errorf("the digest after the restart should hold Dakar alone:\n%s", third)
		}
		c.close()
	})
}

type item struct{ title, text string }

var (
	lisbon = item{"Talks in Lisbon", "Foreign Minister Ana Prado met Prime Minister Jan Moreau in Lisbon on Monday."}
	oslo   = item{"Talks in Oslo", "Foreign Minister Ida Halden met Trade Minister Tom Reyes in Oslo on Monday."}
	quito  = item{"Talks in Quito", "President Vera Quint met Minister Olu Abara in Quito on Monday."}
	dakar  = item{"Talks in Dakar", "Prime Minister Awa Sarr met Foreign Minister Paul Ndiaye in Dakar on Tuesday."}
)

func rss(at time.Time, items ...item) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Post</title>`)
	for i, it := range items {
		fmt.Fprintf(&b, "<item><guid>%d</guid><title>%s</title><pubDate>%s</pubDate><description>%s</description></item>",
			i, it.title, at.Add(-time.Hour).Format(time.RFC1123Z), it.text)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// conversation is the program running in a bubble, with both its ends in hand.
type conversation struct {
	t      *testing.T
	typing io.WriteCloser
	out    *safeBuffer
	ended  chan int
}

func open(t *testing.T, args ...string) *conversation {
	t.Helper()
	in, typing := io.Pipe()
	c := &conversation{t: t, typing: typing, out: &safeBuffer{}, ended: make(chan int, 1)}
	go func() {
		c.ended <- run(t.Context(), args, system{
			in: in, out: c.out, err: c.out, clock: time.Now, env: func(string) string { return "" },
		})
	}()
	return c
}

// say types a line and returns what comes back.
func (c *conversation) say(line string) string {
	c.t.Helper()
	if _, err := io.WriteString(c.typing, line+"\n"); err != nil {
		c.t.Fatal(err)
	}
	return c.until(time.Now().Add(time.Second))
}

// until returns what comes up to a moment.
func (c *conversation) until(moment time.Time) string {
	time.Sleep(time.Until(moment))
	synctest.Wait()
	return c.out.take()
}

func (c *conversation) close() {
	c.t.Helper()
	if err := c.typing.Close(); err != nil {
		c.t.Fatal(err)
	}
	if code := <-c.ended; code != fine {
		c.t.Errorf("exit code %d: %s", code, c.out.take())
	}
}

// safeBuffer is written and read from several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.b.String()
	s.b.Reset()
	return text
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
