package feed_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/feed"
	"readout/digest/news"
)

const small = `<rss version="2.0"><channel><title>Small</title><link>https://small.example/</link>
<item><title>Two</title><guid>2</guid><link>https://small.example/2</link></item>
<item><title>One</title><guid>1</guid><link>https://small.example/1</link></item></channel></rss>`

// serve starts a server and a reader that may read it.
func serve(t *testing.T, o feed.Options, h http.HandlerFunc) (*feed.Reader, news.Source) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	o.Allow = append(o.Allow, hostOf(srv))
	o.Now = func() time.Time { return now }
	return feed.New(o), news.Source{ID: "small", URL: srv.URL + "/feed"}
}

func say(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
}

func titles(b news.Batch) string {
	var all []string
	for _, a := range b.Articles {
		all = append(all, a.Title)
	}
	return strings.Join(all, ", ")
}

func TestFetchGivesTheOldestFirst(t *testing.T) {
	t.Parallel()
	r, s := serve(t, feed.Options{}, say(small))
	b, err := r.Fetch(t.Context(), s)
	if err != nil || titles(b) != "One, Two" || b.Title != "Small" {
		t.Fatalf("got %q by %q, %v", titles(b), b.Title, err)
	}
	one := b.Articles[0]
	if one.ID != news.IdentityOf("small", "guid 1") || one.Source != "small" || !one.Seen.Equal(now) || !one.Published.Equal(now) {
		t.Errorf("got %+v", one)
	}
}

func TestFetchIsPolite(t *testing.T) {
	t.Parallel()
	r, s := serve(t, feed.Options{UserAgent: "readout/test (+mailto:me@home.example)"}, func(w http.ResponseWriter, req *http.Request) {
		if got := req.UserAgent(); got != "readout/test (+mailto:me@home.example)" {
			t.Errorf("user agent %q", got)
		}
		if got := req.Header.Get("Accept-Encoding"); got != "gzip" {
			t.Errorf("accepts %q", got)
		}
		_, _ = io.WriteString(w, small)
	})
	if _, err := r.Fetch(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func TestFetchSendsValidatorsBackVerbatim(t *testing.T) {
	t.Parallel()
	const etag, modified = `W/"a, b"`, "Wed, 04 Mar 2026 08:00:00 GMT (ish)"
	asked := 0
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, req *http.Request) {
		asked++
		if req.Header.Get("If-None-Match") == etag && req.Header.Get("If-Modified-Since") == modified {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		_, _ = io.WriteString(w, small)
	})
	first, err := r.Fetch(t.Context(), s)
	if err != nil || first.Unchanged || first.ETag != etag || first.Modified != modified {
		t.Fatalf("first: %+v, %v", first, err)
	}
	s.State.ETag, s.State.Modified = first.ETag, first.Modified
	second, err := r.Fetch(t.Context(), s)
	want := news.Batch{Unchanged: true, ETag: etag, Modified: modified}
	if diff := cmp.Diff(want, second); diff != "" || err != nil || asked != 2 {
		t.Errorf("second: %v, %d requests\n%s", err, asked, diff)
	}
}

func TestAnswerNotModifiedToNothingIsAnError(t *testing.T) {
	t.Parallel()
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	if b, err := r.Fetch(t.Context(), s); err == nil {
		t.Errorf("got %+v", b)
	}
}

func TestPartOfAFeedIsReadAgain(t *testing.T) {
	t.Parallel()
	torn := small[:strings.Index(small, "<item><title>One")+20]
	for name, h := range map[string]http.HandlerFunc{
		"torn": say(torn),
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(small)))
			_, _ = io.WriteString(w, torn)
		},
		"too large": say(strings.Replace(small, "<title>One", strings.Repeat(" ", 4096)+"<title>One", 1)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, s := serve(t, feed.Options{Body: 2048}, func(w http.ResponseWriter, req *http.Request) {
				w.Header().Set("ETag", `"x"`)
				h(w, req)
			})
			b, err := r.Fetch(t.Context(), s)
			if err != nil || titles(b) != "Two" || b.Skipped["broken XML"] != 1 {
				t.Fatalf("got %q, %v, %v", titles(b), b.Skipped, err)
			}
			if b.ETag != "" {
				t.Error("a validator vouches for items that were never read")
			}
		})
	}
}

func TestFetchOfCompressedFeeds(t *testing.T) {
	t.Parallel()
	zipped := squeeze(t, small)
	for name, h := range map[string]http.HandlerFunc{
		"declared": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped)
		},
		"not declared": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(zipped) },
		"declared only": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, small)
		},
		"broken at its end": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(zipped[:len(zipped)-8]) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, s := serve(t, feed.Options{}, h)
			if b, err := r.Fetch(t.Context(), s); err != nil || titles(b) != "One, Two" {
				t.Errorf("got %q, %v", titles(b), err)
			}
		})
	}
}

func squeeze(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The server would send without end: only the bound of the body ends it.
func TestBombStopsAtTheBound(t *testing.T) {
	t.Parallel()
	for name, zip := range map[string]bool{"plain": false, "compressed": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, s := serve(t, feed.Options{Body: 1 << 20}, func(w http.ResponseWriter, req *http.Request) {
				out := io.Writer(w)
				if zip {
					z := gzip.NewWriter(w)
					defer z.Close()
					out = z
				}
				_, _ = io.WriteString(out, "<rss>")
				for zeros := make([]byte, 64<<10); req.Context().Err() == nil; {
					if _, err := out.Write(zeros); err != nil {
						return
					}
				}
			})
			_, err := r.Fetch(t.Context(), s)
			if err == nil || err.Error() != "too large, or cut off before its first item" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestFetchEndsAtItsTime(t *testing.T) {
	t.Parallel()
	drip := func(w http.ResponseWriter, req *http.Request, s string) {
		for ; req.Context().Err() == nil; time.Sleep(5 * time.Millisecond) {
			if _, err := io.WriteString(w, s); err != nil {
				return
			}
			w.(http.Flusher).Flush()
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"no headers":       func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() },
		"a byte at a time": func(w http.ResponseWriter, req *http.Request) { drip(w, req, " ") },
		"one item after another": func(w http.ResponseWriter, req *http.Request) {
			_, _ = io.WriteString(w, "<rss><channel>")
			drip(w, req, "<item><title>x</title></item>")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, s := serve(t, feed.Options{Total: 80 * time.Millisecond}, h)
			begin := time.Now()
			_, err := r.Fetch(t.Context(), s)
			if err == nil || err.Error() != "not read within 80ms" || time.Since(begin) > 5*time.Second {
				t.Errorf("got %v after %v", err, time.Since(begin))
			}
		})
	}
}

func TestSilenceBeforeHeadersEndsEarlier(t *testing.T) {
	t.Parallel()
	r, s := serve(t, feed.Options{Headers: 50 * time.Millisecond}, func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() })
	if _, err := r.Fetch(t.Context(), s); err == nil || err.Error() != "the server does not answer in time" {
		t.Errorf("got %v", err)
	}
}

func TestCancelledFetchIsNotTheFeedsFault(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r, s := serve(t, feed.Options{}, func(_ http.ResponseWriter, req *http.Request) {
		cancel()
		<-req.Context().Done()
	})
	if _, err := r.Fetch(ctx, s); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	asked := 0
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/feed":
			http.Redirect(w, req, "/new", http.StatusMovedPermanently)
		case "/new":
			if req.Referer() != "" {
				t.Errorf("referer %q", req.Referer())
			}
			_, _ = io.WriteString(w, small)
		case "/loop":
			asked++
			http.Redirect(w, req, "/loop?"+req.URL.RawQuery+"x", http.StatusFound)
		}
	})
	if b, err := r.Fetch(t.Context(), s); err != nil || titles(b) != "One, Two" {
		t.Errorf("got %q, %v", titles(b), err)
	}
	s.URL = strings.Replace(s.URL, "/feed", "/loop", 1)
	if _, err := r.Fetch(t.Context(), s); err == nil || err.Error() != "more than 5 redirects" || asked != 6 {
		t.Errorf("got %v after %d requests", err, asked)
	}
}

func TestRefusalsOfServers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		retry  string
		wait   time.Duration
		gone   bool
		words  string
	}{
		"not found":           {status: 404, words: "the server answers 404 Not Found"},
		"gone":                {status: 410, gone: true, words: "the server says that it is gone for good (410)"},
		"seconds":             {status: 429, retry: "120", wait: 2 * time.Minute, words: "the server answers 429 Too Many Requests"},
		"a date":              {status: 503, retry: now.Add(time.Hour).Format(http.TimeFormat), wait: time.Hour, words: "the server answers 503 Service Unavailable"},
		"a date that is past": {status: 503, retry: now.Add(-time.Hour).Format(http.TimeFormat), words: "the server answers 503 Service Unavailable"},
		"ten years":           {status: 429, retry: "315360000", wait: 24 * time.Hour, words: "the server answers 429 Too Many Requests"},
		"a huge number":       {status: 429, retry: "9223372036854775807", wait: 24 * time.Hour, words: "the server answers 429 Too Many Requests"},
		"nonsense":            {status: 429, retry: "soon", words: "the server answers 429 Too Many Requests"},
		"negative":            {status: 429, retry: "-5", words: "the server answers 429 Too Many Requests"},
		"calm":                {status: 420, retry: "60", wait: time.Minute, words: "the server answers 420"},
		"error":               {status: 500, retry: "60", wait: time.Minute, words: "the server answers 500 Internal Server Error"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", c.retry)
				w.WriteHeader(c.status)
			})
			_, err := r.Fetch(t.Context(), s)
			var polling interface {
				error
				RetryAfter() time.Duration
				Gone() bool
			}
			if !errors.As(err, &polling) {
				t.Fatalf("got %v", err)
			}
			cases.Check(t, "F13", polling.RetryAfter() == c.wait && polling.Gone() == c.gone && polling.Error() == c.words,
				"got %v, wait %v, gone %v", polling, polling.RetryAfter(), polling.Gone())
		})
	}
}

func TestCertificateIsChecked(t *testing.T) {
	t.Parallel()
	srv := httptest.NewUnstartedServer(say(small))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	_, err := feed.New(feed.Options{Allow: []string{hostOf(srv)}}).Fetch(t.Context(), news.Source{URL: srv.URL})
	if err == nil || !strings.HasPrefix(err.Error(), "the server's certificate is not valid: ") {
		t.Errorf("got %v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(nil)
	host := hostOf(srv)
	srv.Close()
	_, err := feed.New(feed.Options{Allow: []string{host}}).Fetch(t.Context(), news.Source{URL: "http://" + host})
	if err == nil || err.Error() != "the server refuses the connection" {
		t.Errorf("got %v", err)
	}
}

func TestLinksFromOutsideDoNotLeadInside(t *testing.T) {
	t.Parallel()
	const wiki = "http://wiki.local:8080/delete?all"
	for name, c := range map[string]struct{ from, link, want string }{
		"from outside":           {"https://news.example/rss", wiki, ""},
		"from outside, outwards": {"https://news.example/rss", "https://other.example/1", "https://other.example/1"},
		"from inside":            {"http://wiki.local/rss", wiki, wiki},
		"from a file":            {"file:///home/feeds/wiki.xml", wiki, wiki},
	} {
		if got := feed.KeepOut([]string{"wiki.local"}, c.from, c.link); got != c.want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestFetchOfFiles(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "my feed.xml")
	if err := os.WriteFile(path, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	r := feed.New(feed.Options{})
	for _, address := range []string{path, "file://" + path, "file:" + path, "file://localhost" + path, "file://" + strings.ReplaceAll(path, " ", "%20")} {
		b, err := r.Fetch(t.Context(), news.Source{URL: address})
		if err != nil || titles(b) != "One, Two" {
			t.Fatalf("%s: %q, %v", address, titles(b), err)
		}
		again, err := r.Fetch(t.Context(), news.Source{URL: address, State: news.Polling{ETag: b.ETag}})
		if err != nil || !again.Unchanged {
			t.Errorf("%s is not known again: %+v, %v", address, again, err)
		}
	}
	for _, address := range []string{path + "x", filepath.Dir(path), "/dev/zero", "file:///nowhere", "file://elsewhere" + path} {
		if _, err := r.Fetch(t.Context(), news.Source{URL: address}); err == nil {
			t.Errorf("%s is read", address)
		}
	}
}

func TestReaderIsForMany(t *testing.T) {
	t.Parallel()
	var most, open atomic.Int32
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		n := open.Add(1)
		defer open.Add(-1)
		for seen := most.Load(); n > seen && !most.CompareAndSwap(seen, n); seen = most.Load() {
		}
		_, _ = io.WriteString(w, small)
	})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if b, err := r.Fetch(t.Context(), s); err != nil || titles(b) != "One, Two" {
				t.Errorf("got %q, %v", titles(b), err)
			}
		})
	}
	all.Wait()
	if most.Load() > 2 {
		t.Errorf("%d requests at once to one host", most.Load())
	}
}
