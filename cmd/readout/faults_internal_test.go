package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestFaultsServesUntilItIsStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	in, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"faults", "--listen", "127.0.0.1:0"}, system{
			out: out, err: out, env: func(string) string { return "" }, clock: time.Now,
		})
	}()
	lines := bufio.NewScanner(in)
	lines.Scan()
	_, rest, _ := strings.Cut(lines.Text(), "http://")
	address, _, _ := strings.Cut(rest, "/")
	lines.Scan()
	resp, err := http.Get("http://" + address + "/good")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || !strings.Contains(string(body), "<title>Item 3</title>") {
		t.Errorf("%.200s, %v", body, err)
	}
	stop()
	if got := <-code; got != fine {
		t.Errorf("ends with %d", got)
	}
}
