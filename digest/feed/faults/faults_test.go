package faults_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"readout/digest/feed/faults"
)

// impatient bounds what is endless to what a test waits for.
var impatient = faults.Options{Patience: 50 * time.Millisecond, Pause: time.Millisecond, Most: 1 << 20}

func serve(t *testing.T) (*httptest.Server, *http.Client) {
	t.Helper()
	srv := httptest.NewServer(faults.New(impatient))
	t.Cleanup(srv.Close)
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return srv, &http.Client{CheckRedirect: stay, Transport: &http.Transport{DisableKeepAlives: true}}
}

func get(ctx context.Context, c *http.Client, address string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := c.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}

func TestFrontPageListsEveryFault(t *testing.T) {
	t.Parallel()
	srv, client := serve(t)
	_, front, err := get(t.Context(), client, srv.URL+"/")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(faults.All()); n < 60 {
		t.Errorf("only %d faults", n)
	}
	seen := map[string]bool{}
	for _, f := range faults.All() {
		if seen[f.Path] || f.Says == "" || !strings.Contains(front, `"`+f.Path+`"`) {
			t.Errorf("%s is not listed, or twice, or says nothing", f.Path)
		}
		seen[f.Path] = true
	}
}

func TestEveryAnswerEnds(t *testing.T) {
	t.Parallel()
	srv, client := serve(t)
	for _, f := range faults.All() {
		t.Run(f.Path, func(t *testing.T) {
			t.Parallel()
			if f.Path == "/xml/long-item" && testing.Short() {
				t.Skip("sends 100 MB")
			}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			status, _, err := get(ctx, client, srv.URL+f.Path)
			if ctx.Err() != nil {
				t.Errorf("no end: %d, %v", status, err)
			}
		})
	}
}

func TestFeedsThatChange(t *testing.T) {
	t.Parallel()
	srv, client := serve(t)
	for _, path := range []string{"growing", "guids", "tracking", "republished", "edited", "alternating", "moved", "away", "eternal"} {
		_, first, err := get(t.Context(), client, srv.URL+"/changing/"+path)
		if err != nil {
			t.Fatal(err)
		}
		_, second, err := get(t.Context(), client, srv.URL+"/changing/"+path)
		if err != nil || first == second {
			t.Errorf("%s does not change, %v", path, err)
		}
	}
}

func TestStatusIsThatOfThePath(t *testing.T) {
	t.Parallel()
	srv, client := serve(t)
	for path, want := range map[string]int{"/status/410": 410, "/status/429?retry=60": 429, "/status/99": 404, "/status/x": 404, "/redirect/chain/3": 302, "/redirect/chain/0": 200} {
		if status, _, err := get(t.Context(), client, srv.URL+path); err != nil || status != want {
			t.Errorf("%s: %d, %v", path, status, err)
		}
	}
}
