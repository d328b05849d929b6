package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The stand-in for Telegram tells where it is, answers a bot there, and ends
// with its context even while the bot waits for updates.
func TestSandbox(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	printed, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"sandbox", "--listen", "127.0.0.1:0"}, system{
			in: strings.NewReader(""), out: out, err: os.Stderr, env: func(string) string { return "" }, clock: time.Now,
		})
		out.Close()
	}()
	lines := bufio.NewScanner(printed)
	var url, token string
	for lines.Scan() {
		if found := regexp.MustCompile(`TELEGRAM_API_URL=(\S+) TELEGRAM_BOT_TOKEN=(\S+)`).FindStringSubmatch(lines.Text()); found != nil {
			url, token = found[1], found[2]
		}
		if strings.Contains(lines.Text(), "/sandbox/chat?id=7") {
			break
		}
	}
	if got := fetch(t, url+"/bot"+token+"/getMe"); !strings.Contains(got, `"username":"sandbox_bot"`) {
		t.Errorf("getMe: %s", got)
	}
	waits := make(chan string, 1)
	go func() { waits <- fetch(t, url+"/bot"+token+"/getUpdates?timeout=50") }()
	if got := fetch(t, url+"/sandbox/wait?chat=7&timeout=1"); !strings.Contains(got, "nothing came") {
		t.Errorf("wait: %s", got)
	}
	stop()
	if got := <-waits; got != `{"ok":true,"result":[]}` {
		t.Errorf("the bot that waited got %s", got)
	}
	if got := <-code; got != fine {
		t.Errorf("exit code %d", got)
	}
}

func fetch(t *testing.T, url string) string {
	r, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, url, nil)
	if err != nil {
		t.Error(err)
		return ""
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return string(body)
}
