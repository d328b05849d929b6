package feed_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"readout/digest/feed"
	"readout/digest/feed/faults"
	"readout/digest/news"
)

// patience is how long anything hostile may take before a test takes it for
// endless. It is generous, as tests share machines: with the race detector, on
// a busy one, ten thousand items have taken 43 seconds.
const patience = 5 * time.Minute

// web starts the server of faults and a reader of it.
func web(t *testing.T, o feed.Options) (*feed.Reader, string) {
	t.Helper()
	srv := httptest.NewServer(faults.New(faults.Options{Patience: 20 * time.Second, Pause: 2 * time.Millisecond, Most: 64 << 20}))
	t.Cleanup(srv.Close)
	o.Allow = append(o.Allow, hostOf(srv))
	o.Now = func() time.Time { return now }
	return feed.New(o), srv.URL
}

// What is read at each path, in words: the number of items, or the reason.
func TestEveryFault(t *testing.T) {
	t.Parallel()
	const slow = "not read within 700ms"
	const short = "too large, or cut off before its first item"
	for path, want := range map[string]string{
		"F9 /bomb/plain":           short,
		"F9 /bomb/gzip":            short,
		"F9 /bomb/nested":          "not a feed",
		"F9 /cut/body":             "2 items, 1 broken XML",
		"F9 /gzip/good":            "3 items",
		"F9 /xml/long-item":        "2 items, 1 broken XML",
		"F10 /slow/silent":         slow,
		"F10 /slow/body":           slow,
		"F10 /slow/items":          slow,
		"F10 /slow/headers":        slow,
		"F10 /slow/continue":       slow,
		"F11 /redirect/loop":       "more than 5 redirects",
		"F11 /redirect/grow":       "more than 5 redirects",
		"F11 /redirect/chain/30":   "more than 5 redirects",
		"F11 /redirect/chain/5":    "3 items",
		"F11 /redirect/meta":       "a web page, not a feed",
		"F11 /redirect/nowhere":    "the server answers 302 Found",
		"F3 /redirect/metadata":    "is a private address",
		"F3 /redirect/inside":      "is a private address",
		"F3 /redirect/number":      "redirected, and \"2130706433\" is an odd spelling of an IP address",
		"F3 /redirect/file":        "redirected, and only http and https addresses are read, not \"file\"",
		"F3 /redirect/gopher":      "redirected, and only http and https addresses are read, not \"gopher\"",
		"F12 /redirect/permanent":  "3 items, moved",
		"F12 /redirect/temporary":  "3 items",
		"F12 /redirect/mixed":      "3 items",
		"F14 /unchanged/always":    "the server answers 304 Not Modified",
		"F14 /unchanged/weak":      "3 items",
		"F17 /gzip/undeclared":     "3 items",
		"F17 /gzip/not":            "3 items",
		"F17 /gzip/torn":           "3 items",
		"F17 /gzip/nothing":        "the answer is empty",
		"F17 /gzip/brotli":         "not a feed",
		"F17 /empty":               "the answer is empty",
		"F17 /blank":               "the answer is empty",
		"F17 /html":                "a web page, not a feed",
		"F17 /html/as-rss":         "a web page, not a feed",
		"F17 /video":               "not a feed",
		"F17 /picture":             "not a feed",
		"F17 /cut/reset":           "the server broke the connection off without an answer",
		"F17 /cut/headers":         "transport connection broken",
		"F17 /cut/garbage":         "malformed HTTP",
		"P1 /xml/entity-bomb":      "2 items",
		"P1 /xml/entity-file":      "2 items",
		"P1 /xml/doctype":          "2 items",
		"P2 /xml/deep":             "2 items, 1 broken XML",
		"P3 /xml/attributes":       "2 items, 1 broken XML",
		"P4 /xml/nul":              "2 items",
		"P4 /xml/bad-byte":         "2 items",
		"P4 /xml/utf-16":           "2 items",
		"P4 /xml/latin-label":      "2 items",
		"P5 /xml/truncated":        "2 items, 1 broken XML",
		"P5 /xml/unclosed":         "3 items",
		"P5 /xml/crossed":          "2 items, 1 broken XML",
		"P5 /xml/ampersand":        "2 items",
		"P5 /xml/rootless":         "not a feed",
		"P5 /xml/namespace":        "2 items",
		"P5 /xml/html-inside":      "2 items",
		"P5 /xml/junk-before":      "2 items",
		"P5 /xml/two-roots":        "2 items",
		"P6 /xml/dates":            "2 items",
		"P11 /xml/many":            "300 items, 9702 too many items",
		"P11 /xml/long-title":      "3 items",
		"P11 /xml/categories":      "3 items",
		"F14 /good":                "3 items",
		"F14 /good/atom":           "1 items",
		"F14 /good/json":           "1 items",
		"F13 /status/420?retry=60": "the server answers 420",
	} {
		number, path, _ := strings.Cut(path, " ")
		t.Run(number+" "+path, func(t *testing.T) {
			t.Parallel()
			total := patience
			if want == slow {
				total = 700 * time.Millisecond
			}
			r, base := web(t, feed.Options{Total: total})
			begin := time.Now()
			b, err := r.Fetch(t.Context(), news.Source{ID: "s", URL: base + path})
			got := outcome(b, err)
			cases.Check(t, number, strings.Contains(got, want), "got %q, want %q", got, want)
			if strings.HasSuffix(want, "items") && got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if spent := time.Since(begin); spent > patience {
				t.Errorf("took %s", spent)
			}
		})
	}
}

func outcome(b news.Batch, err error) string {
	if err != nil {
		return err.Error()
	}
	words := fmt.Sprint(len(b.Articles), " items")
	for _, reason := range []string{"broken XML", "too many items", "listed twice"} {
		if n := b.Skipped[reason]; n > 0 {
			words += fmt.Sprint(", ", n, " ", reason)
		}
	}
	if b.Moved != "" {
		words += ", moved"
	}
	return words
}

func TestX2HostilePagesOfTheServer(t *testing.T) {
	t.Parallel()
	r, base := web(t, feed.Options{})
	for path, says := range map[string]string{
		"good": "ran on time", "scripts": "ran on time", "attributes": "ran on time", "paragraphs": "word word",
		"deep": "", "unclosed": "", "tables": "", "misnested": "", "comment": "", "empty": "",
	} {
		t.Run("X2 /page/"+path, func(t *testing.T) {
			t.Parallel()
			begin := time.Now()
			a, err := r.Page(t.Context(), news.Article{URL: base + "/page/" + path})
			ok := says == "" || strings.Contains(a.Text, says)
			cases.Check(t, "X2", ok && time.Since(begin) < patience, "%.100q, %v after %s", a.Text, err, time.Since(begin))
		})
	}
}

func TestRobots(t *testing.T) {
	t.Parallel()
	page := string(read(t, "testdata/pages/article.html"))
	for name, c := range map[string]struct {
		status int
		rules  string
		want   string // what Page says; "" is that it is read
		later  bool
	}{
		"none":                  {status: 404},
		"not to be seen":        {status: 403},
		"empty":                 {status: 200},
		"nonsense":              {status: 200, rules: strings.Repeat("\x00<html>Disallow /", 1000)},
		"others only":           {status: 200, rules: "User-agent: gulp\nDisallow: /\n"},
		"another place":         {status: 200, rules: "User-agent: *\nDisallow: /private\n"},
		"everybody":             {status: 200, rules: "User-agent: *\nDisallow: /\n", want: "its site asks robots not to read it (robots.txt)"},
		"us":                    {status: 200, rules: "User-agent: readout\nDisallow: /page\n\nUser-agent: *\nAllow: /\n", want: "its site asks robots not to read it (robots.txt)"},
		"a pattern":             {status: 200, rules: "User-agent: *\nDisallow: /*.html$\n", want: "its site asks robots not to read it (robots.txt)"},
		"allowed within":        {status: 200, rules: "User-agent: *\nDisallow: /\nAllow: /page.html\n"},
		"beyond the bound":      {status: 200, rules: "User-agent: *\n" + strings.Repeat("# much ado\n", 60_000) + "Disallow: /\n"},
		"a server in trouble":   {status: 500, want: "its site's robots.txt cannot be read: the server answers 500 Internal Server Error", later: true},
		"a server that is busy": {status: 429, want: "its site's robots.txt cannot be read: the server answers 429 Too Many Requests", later: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path != "/robots.txt" {
					_, _ = io.WriteString(w, page)
					return
				}
				asked++
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.rules)
			})
			for range 3 {
				a, err := r.Page(t.Context(), news.Article{URL: strings.Replace(s.URL, "/feed", "/page.html", 1)})
				var e *feed.Error
				switch {
				case c.want == "" && (err != nil || a.Text == ""):
					t.Errorf("not read: %v", err)
				case c.want != "" && (!errors.As(err, &e) || e.Error() != c.want || e.Temporary() != c.later):
					t.Errorf("got %v", err)
				}
			}
			if asked != 1 {
				t.Errorf("asked for the rules %d times", asked)
			}
		})
	}
}

func TestContactIsTold(t *testing.T) {
	t.Parallel()
	for contact, want := range map[string]string{
		"":                                   "readout/1 feed reader",
		"mailto:me@home.example":             "readout/1 feed reader (+mailto:me@home.example)",
		"https://x.example/ (me)\r\nX: evil": "readout/1 feed reader (+https://x.example/meX:evil)",
	} {
		var got string
		r, s := serve(t, feed.Options{Contact: contact}, func(w http.ResponseWriter, req *http.Request) {
			got = req.UserAgent()
			_, _ = io.WriteString(w, small)
		})
		if _, err := r.Fetch(t.Context(), s); err != nil || got != want {
			t.Errorf("%q: %q, %v", contact, got, err)
		}
	}
}

func TestF13AHostThatRestsIsLeftAlone(t *testing.T) {
	t.Parallel()
	asked := 0
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	for _, path := range []string{"/feed", "/other", "/third"} {
		s.URL = s.URL[:strings.LastIndex(s.URL, "/")] + path
		_, err := r.Fetch(t.Context(), s)
		var e *feed.Error
		ok := errors.As(err, &e) && e.RetryAfter() == time.Hour && e.Temporary() && e.Status == http.StatusTooManyRequests
		cases.Check(t, "F13", ok, "%s: %v", path, err)
	}
	if _, err := r.Page(t.Context(), news.Article{URL: s.URL}); err == nil || asked != 1 {
		t.Errorf("%v, asked %d times", err, asked)
	}
}

func TestTwoRequestsAtAHost(t *testing.T) {
	t.Parallel()
	var most, open atomic.Int32
	release := make(chan struct{})
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		for n := open.Add(1); ; {
			if m := most.Load(); n <= m || most.CompareAndSwap(m, n) {
				break
			}
		}
		<-release
		open.Add(-1)
		_, _ = io.WriteString(w, small)
	})
	done := make(chan error)
	for range 8 {
		go func() {
			_, err := r.Fetch(t.Context(), s)
			done <- err
		}()
	}
	for range 8 {
		release <- struct{}{}
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most.Load() > 2 {
		t.Errorf("%d at once", most.Load())
	}
}

// F15: what vouches for items comes with them or not at all.
func TestF15NothingVouchesForWhatWasNotRead(t *testing.T) {
	t.Parallel()
	r, base := web(t, feed.Options{})
	for _, path := range []string{"/cut/body", "/xml/truncated", "/xml/crossed"} {
		b, err := r.Fetch(t.Context(), news.Source{ID: "s", URL: base + path})
		cases.Check(t, "F15", err == nil && b.ETag+b.Modified+b.Sum == "", "%s: %+v, %v", path, b.Sum, err)
	}
	b, err := r.Fetch(t.Context(), news.Source{ID: "s", URL: base + "/good"})
	cases.Check(t, "F15", err == nil && b.Sum != "", "a whole feed: %v", err)
}

func TestF16Certificates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*x509.Certificate)
		most   uint16
		want   string
	}{
		"expired":      {change: func(c *x509.Certificate) { c.NotAfter = now.Add(-time.Hour) }, want: "the server's certificate is not valid: "},
		"not yet":      {change: func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Hour) }, want: "the server's certificate is not valid: "},
		"another name": {change: func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"other.example"} }, want: "the server's certificate is not valid: "},
		"of nobody":    {change: func(*x509.Certificate) {}, want: "the server's certificate is not valid: "},
		"TLS 1.1":      {change: func(*x509.Certificate) {}, most: tls.VersionTLS11, want: "protocol version not supported"},
	} {
		cases.Try(t, "F16 "+name, func(t *testing.T) {
			plain := 0
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				plain++
				_, _ = io.WriteString(w, small)
			}))
			srv.Config.ErrorLog = log.New(io.Discard, "", 0)
			srv.TLS = &tls.Config{Certificates: []tls.Certificate{certificate(t, c.change)}, MinVersion: tls.VersionTLS10, MaxVersion: c.most}
			srv.StartTLS()
			t.Cleanup(srv.Close)
			_, err := feed.New(feed.Options{Allow: []string{hostOf(srv)}}).Fetch(t.Context(), news.Source{URL: srv.URL})
			if err == nil || !strings.Contains(err.Error(), c.want) || plain > 0 {
				t.Errorf("got %v, %d requests", err, plain)
			}
		})
	}
}

// certificate signs itself.
func certificate(t *testing.T, change func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "faults"}, NotBefore: now.Add(-48 * time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	change(form)
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// P1 again, with each kind of declaration: nothing is expanded, nothing read.
func TestP1Entities(t *testing.T) {
	t.Parallel()
	item := "<item><title>Item 1 &x; end</title></item>"
	for name, declared := range map[string]string{
		"nested":    `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`,
		"quadratic": `<!DOCTYPE r [<!ENTITY x "` + strings.Repeat("a", 100_000) + `">]>`,
		"external":  `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>`,
		"parameter": `<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>`,
		"public":    `<!DOCTYPE rss PUBLIC "-//X//DTD" "http://127.0.0.1:9/rss.dtd">`,
		"large":     `<!DOCTYPE r [` + strings.Repeat(`<!ENTITY y "b">`, 5<<20/15) + `]>`,
	} {
		begin := time.Now()
		b, err := parse(declared + rss(item+strings.Repeat("<item><title>&x;&x;&x;&x;</title></item>", 20)))
		long := 0
		for _, a := range b.Articles {
			long = max(long, len(a.Title))
		}
		cases.Check(t, "P1", err == nil && len(b.Articles) > 0 && long < 100 && time.Since(begin) < patience, "%s: %d bytes, %v after %s", name, long, err, time.Since(begin))
	}
}

func TestP6Dates(t *testing.T) {
	t.Parallel()
	first := now.Format(time.RFC3339)
	for date, want := range map[string]string{
		"":                                first,
		"Mon, 01 Jan 0000 00:00:00 GMT":   first,
		"Mon, 01 Jan 1900 00:00:00 GMT":   first,
		"Sun, 31 Dec 1989 23:59:59 GMT":   first,
		"Mon, 01 Jan 1990 00:00:00 GMT":   "1990-01-01T00:00:00Z",
		"Fri, 31 Dec 9999 23:59:59 GMT":   first,
		"Fri, 30 Feb 2026 08:00:00 GMT":   first,
		"31st of Marchember":              first,
		"mercredi 4 mars 2026":            first,
		"2026-03-04 08:00:00":             "2026-03-04T08:00:00Z",
		"Wed, 04 Mar 2026 08:00:00 +0200": "2026-03-04T06:00:00Z",
		"1772611200":                      "2026-03-04T08:00:00Z",
		"-1":                              first,
		"99999999999999999999":            first,
		"Sat, 07 Mar 2026 11:59:00 GMT":   "2026-03-07T11:59:00Z",
		"Sat, 07 Mar 2026 12:01:00 GMT":   first,
		"Tue, 3 Mar 26 8:00 GMT":          "2026-03-03T08:00:00Z",
	} {
		b, err := parse(rss("<item><title>t</title><pubDate>" + date + "</pubDate></item>"))
		if err != nil || len(b.Articles) != 1 {
			t.Fatal(err)
		}
		got := b.Articles[0].Published.UTC().Format(time.RFC3339)
		cases.Check(t, "P6", got == want, "%q is %s, want %s", date, got, want)
	}
}

// Bodies that are the same are no work, whatever the validators.
func TestF14TheSameBytes(t *testing.T) {
	t.Parallel()
	r, base := web(t, feed.Options{})
	s := news.Source{ID: "s", URL: base + "/unchanged/same"}
	first, err := r.Fetch(t.Context(), s)
	if err != nil || first.Unchanged {
		t.Fatal(first, err)
	}
	s.State.Sum = first.Sum
	again, err := r.Fetch(t.Context(), s)
	cases.Check(t, "F14", err == nil && again.Unchanged && again.Sum == first.Sum, "%+v, %v", again, err)
}

func TestNobodyWaitsForeverAtAHost(t *testing.T) {
	t.Parallel()
	r, base := web(t, feed.Options{Total: 300 * time.Millisecond})
	said := make(chan error)
	for range 6 {
		go func() {
			_, err := r.Fetch(t.Context(), news.Source{ID: "s", URL: base + "/slow/silent"})
			said <- err
		}()
	}
	begin := time.Now()
	for range 6 {
		var e *feed.Error
		if err := <-said; !errors.As(err, &e) || !e.Temporary() {
			t.Errorf("got %v", err)
		}
	}
	if spent := time.Since(begin); spent > patience {
		t.Errorf("took %s", spent)
	}
}
