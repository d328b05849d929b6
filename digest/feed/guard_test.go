package feed_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"readout/digest/feed"
	"readout/digest/news"
)

// inside are addresses that lead to the machine, its network, or nowhere that
// news comes from.
var inside = []string{
	// The machine itself.
	"0.0.0.0", "0.1.2.3", "127.0.0.1", "127.0.0.2", "127.255.255.254", "[::]", "[::1]",
	// Private networks and links.
	"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.1",
	"100.64.0.1", "100.127.255.255", "169.254.0.1", "169.254.169.254", "[fe80::1]", "[febf::1]",
	"[fc00::1]", "[fd00:ec2::254]", "[fdff::1]", "[fec0::1]",
	// Reserved, for documents, for tests, for protocols, for many at once.
	"192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
	"203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	"[2001:db8::1]", "[3fff::1]", "[ff02::1]", "[100::1]", "[2001:2::1]", "[2001:10::1]", "[4000::1]",
	// IPv4 in IPv6: mapped, compatible, NAT64, 6to4, Teredo.
	"[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]",
	"[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a00:1::1]",
	"[2001::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
}

func TestGuardRefusesAddressesInside(t *testing.T) {
	t.Parallel()
	for _, host := range inside {
		for _, port := range []string{"80", "6379"} {
			if err := feed.Vet(host + ":" + port); err == nil {
				t.Errorf("%s:%s is let through", host, port)
			}
		}
	}
}

func TestGuardLetsPublicAddressesThrough(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"1.1.1.1:443", "8.8.8.8:80", "9.255.255.255:80", "11.0.0.1:80", "100.63.255.255:80", "100.128.0.1:80",
		"126.255.255.255:443", "128.0.0.1:8080", "169.253.255.255:80", "172.15.255.255:80", "172.32.0.1:80",
		"192.167.255.255:80", "192.169.0.1:80", "223.255.255.255:80", "[2606:4700::1111]:443", "[2a00:1450::1]:8443",
	} {
		if err := feed.Vet(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestS5GuardRefusesOddSpellings(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"http://2130706433/", "http://0x7f000001/", "http://0X7F000001/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.1/",
		"http://0x7f.0.0.1/", "http://0x7f.1/", "http://127.0.0.1./", "http://127.0.0.0x1/", "http://017700000001/", "http://0/", "http://0x/",
		"http://256.256.256.256/", "http://1.2.3.4.5/", "http://news.example.1/", "http://001.002.003.004/",
		"http://１２７.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127．0．0．1/", "http://127｡0｡0｡1/",
		"http://[fe80::1%25eth0]/", "http://user@news.example/", "http://user:pass@127.0.0.1/", "http://news.example@127.0.0.1/",
		"http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://news.example:99999/", "http:///feed", "http://:80/", "http:feed",
		"ftp://news.example/", "gopher://127.0.0.1:70/", "file:///etc/passwd", "javascript:alert(1)", "data:text/xml,x", "news.example/feed", "//news.example/", "",
	} {
		cases.Check(t, "F5", feed.Spelling(address) != nil, "%s is let through", address)
	}
}

func TestGuardKnowsGoodSpellings(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"http://news.example/", "HTTPS://News.Example/feed", "https://news.example:8443/", "http://1.1.1.1/", "http://[2606:4700::1111]:8080/",
		"https://bücher.example/", "https://xn--bcher-kva.example/", "https://my_feeds.example/", "https://4chan.example/", "https://news.example./", "https://новости.example/",
	} {
		err := feed.Spelling(address)
		cases.Check(t, "F5", err == nil, "%s: %v", address, err)
	}
}

func TestGuardOnRedirects(t *testing.T) {
	t.Parallel()
	allow := []string{"wiki.local:8080", "10.0.0.7"}
	outside := []string{"http://news.example/"}
	for name, c := range map[string]struct {
		from []string
		to   string
		ok   bool
	}{
		"to a neighbour":              {outside, "http://www.news.example/", true},
		"to https":                    {outside, "https://news.example/", true},
		"back to http":                {[]string{"http://news.example/", "https://news.example/"}, "http://news.example/", false},
		"to another port":             {outside, "http://news.example:8080/", true},
		"to a file":                   {outside, "file:///etc/passwd", false},
		"to gopher":                   {outside, "gopher://news.example/", false},
		"with a password":             {outside, "http://a:b@news.example/", false},
		"to a number":                 {outside, "http://2130706433/", false},
		"from outside to the inside":  {outside, "http://wiki.local:8080/delete", false},
		"inside by another name":      {outside, "http://10.0.0.7:81/", false},
		"within the inside":           {[]string{"http://wiki.local:8080/"}, "http://10.0.0.7/feed", true},
		"the fifth":                   {strings.Fields(strings.Repeat("http://news.example/ ", 5)), "http://news.example/5", true},
		"the sixth":                   {strings.Fields(strings.Repeat("http://news.example/ ", 6)), "http://news.example/6", false},
		"inside, after going outside": {[]string{"http://news.example/", "http://other.example/"}, "http://10.0.0.7/", false},
	} {
		err := feed.Follow(allow, c.from, c.to)
		cases.Check(t, "F3", (err == nil) == c.ok, "%s: %v", name, err)
	}
}

// canary is a server on the loopback that nobody may speak to.
func canary(t *testing.T) (srv *httptest.Server, hits *atomic.Int32) {
	t.Helper()
	hits = new(atomic.Int32)
	srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hits.Add(1)
		_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>Inside</title><item><title>secret</title></item></channel></rss>`))
	}))
	t.Cleanup(srv.Close)
	return srv, hits
}

func TestNoPathLeadsInside(t *testing.T) {
	t.Parallel()
	srv, hits := canary(t)
	r := feed.New(feed.Options{})
	port := hostOf(srv)[strings.LastIndex(hostOf(srv), ":"):]
	paths := map[string]func(context.Context, string) error{
		"Fetch": func(ctx context.Context, u string) error {
			_, err := r.Fetch(ctx, news.Source{URL: u})
			return err
		},
		"Page": func(ctx context.Context, u string) error {
			_, err := r.Page(ctx, news.Article{URL: u})
			return err
		},
		"Read": func(ctx context.Context, u string) error {
			_, err := r.Read(ctx, u)
			return err
		},
		"Discover": func(ctx context.Context, u string) error {
			_, err := r.Discover(ctx, u)
			return err
		},
	}
	for _, host := range []string{"127.0.0.1", "localhost", "localhost.", "LOCALHOST", "[::ffff:127.0.0.1]", "127.1", "2130706433", "１２７.0.0.1", "127.0.0.1.", "x@127.0.0.1", "0.0.0.0",
		"ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "local\u00adhost", "[::1%25lo]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "0x7f.1", "017700000001", "[::]"} {
		for name, path := range paths {
			err := path(t.Context(), "http://"+host+port+"/feed")
			cases.Check(t, "F7", err != nil, "%s reads %s", name, host)
		}
	}
	if n := hits.Load(); n > 0 {
		t.Errorf("%d requests reached the server", n)
	}
}

func TestRefusalSaysHowToMendIt(t *testing.T) {
	t.Parallel()
	srv, _ := canary(t)
	host := hostOf(srv)
	_, err := feed.New(feed.Options{}).Fetch(t.Context(), news.Source{URL: srv.URL})
	want := host + " is a private address; add it to READOUT_ALLOW_HOSTS to read it"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	named := strings.Replace(srv.URL, "127.0.0.1", "localhost", 1)
	_, err = feed.New(feed.Options{}).Fetch(t.Context(), news.Source{URL: named})
	if err == nil || !strings.HasPrefix(err.Error(), strings.TrimPrefix(named, "http://")+" leads to the private address ") {
		t.Errorf("got %v", err)
	}
}

func TestAllowedHosts(t *testing.T) {
	t.Parallel()
	srv, _ := canary(t)
	for allow, ok := range map[string]bool{
		hostOf(srv): true, " " + hostOf(srv) + " ": true, "127.0.0.1": true,
		"127.0.0.1:1": false, "localhost": false, "": false, "0.0.0.0": false, "127.0.0": false,
	} {
		_, err := feed.New(feed.Options{Allow: []string{allow}}).Fetch(t.Context(), news.Source{URL: srv.URL})
		cases.Check(t, "F8", (err == nil) == ok, "with %q allowed: %v", allow, err)
	}
}

func TestRedirectInsideIsRefused(t *testing.T) {
	t.Parallel()
	secret, hits := canary(t)
	front := httptest.NewServer(http.RedirectHandler(secret.URL, http.StatusFound))
	t.Cleanup(front.Close)
	_, err := feed.New(feed.Options{Allow: []string{hostOf(front)}}).Fetch(t.Context(), news.Source{URL: front.URL})
	if err == nil || !strings.Contains(err.Error(), "is a private address") {
		t.Errorf("got %v", err)
	}
	if hits.Load() > 0 {
		t.Error("the redirect was followed")
	}
}

// A real redirect to every address inside, at the first hop and at the fifth.
func TestEveryRedirectInsideIsRefused(t *testing.T) {
	t.Parallel()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		to := req.URL.Query().Get("to")
		if left := strings.TrimPrefix(req.URL.Path, "/"); left > "1" {
			to = "/" + string(left[0]-1) + "?" + req.URL.RawQuery
		}
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}))
	t.Cleanup(front.Close)
	r := feed.New(feed.Options{Allow: []string{hostOf(front)}})
	for _, host := range inside {
		for _, hop := range []string{"1", "5"} {
			_, err := r.Fetch(t.Context(), news.Source{URL: front.URL + "/" + hop + "?to=" + url.QueryEscape("http://"+host+"/feed")})
			cases.Check(t, "F3", err != nil && strings.Contains(err.Error(), "private address"), "hop %s to %s: %v", hop, host, err)
		}
	}
}

func TestProxyOfTheEnvironmentIsIgnored(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
		proxy, hits := canary(t)
		t.Setenv(name, proxy.URL)
		r := feed.New(feed.Options{Allow: []string{hostOf(proxy)}})
		for _, scheme := range []string{"http", "https"} {
			_, err := r.Fetch(t.Context(), news.Source{URL: scheme + "://192.0.2.1/feed"})
			cases.Check(t, "F6", err != nil && hits.Load() == 0, "%s is read through %s", scheme, name)
		}
	}
}

func hostOf(srv *httptest.Server) string {
	u, err := url.Parse(srv.URL)
	if err != nil {
		panic(err)
	}
	return u.Host
}
