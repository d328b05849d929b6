package feed_test

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"readout/digest/feed"
	"readout/digest/news"
)

// special are the ranges of IPv4 in which no feed is read, with the number of
// the list that names them.
var special = []struct{ number, prefix string }{
	{"F1", "127.0.0.0/8"}, {"F1", "10.0.0.0/8"}, {"F1", "172.16.0.0/12"}, {"F1", "192.168.0.0/16"}, {"F1", "169.254.0.0/16"},
	{"F2", "0.0.0.0/8"}, {"F2", "100.64.0.0/10"}, {"F2", "192.0.0.0/24"}, {"F2", "192.0.2.0/24"}, {"F2", "192.88.99.0/24"},
	{"F2", "198.18.0.0/15"}, {"F2", "198.51.100.0/24"}, {"F2", "203.0.113.0/24"}, {"F2", "224.0.0.0/4"}, {"F2", "240.0.0.0/4"},
	{"F2", "255.255.255.255/32"},
}

// special6 are those of IPv6.
var special6 = []struct{ number, prefix string }{
	{"F1", "::1/128"}, {"F1", "fe80::/10"}, {"F1", "fc00::/7"}, {"F1", "fd00:ec2::254/128"},
	{"F2", "::/128"}, {"F2", "fec0::/10"}, {"F2", "2001:db8::/32"}, {"F2", "3fff::/20"}, {"F2", "ff00::/8"}, {"F2", "100::/64"},
	{"F2", "2001::/32"}, {"F2", "2001:2::/48"}, {"F2", "2001:10::/28"}, {"F2", "2002:7f00:1::/48"}, {"F2", "64:ff9b:1::/48"}, {"F2", "4000::/3"},
}

// ends are the first, the second and the last address of a range.
func ends(prefix string) []netip.Addr {
	p := netip.MustParsePrefix(prefix)
	first := p.Addr()
	last := first.AsSlice()
	for bit := p.Bits(); bit < first.BitLen(); bit++ {
		last[bit/8] |= 0x80 >> (bit % 8)
	}
	end, _ := netip.AddrFromSlice(last)
	if p.IsSingleIP() {
		return []netip.Addr{first}
	}
	return []netip.Addr{first, first.Next(), end}
}

// within are the forms in which IPv6 carries an IPv4 address.
func within(a netip.Addr) []string {
	b := a.As4()
	hex := fmt.Sprintf("%02x%02x:%02x%02x", b[0], b[1], b[2], b[3])
	return []string{"::ffff:" + a.String(), "::" + hex, "::ffff:0:" + hex, "64:ff9b::" + hex, "2002:" + hex + "::1"}
}

func TestGuardTableOfAddresses(t *testing.T) {
	t.Parallel()
	refused := func(number, host string) {
		cases.Check(t, number, feed.Vet(net.JoinHostPort(host, "80")) != nil, "%s is let through", host)
	}
	for _, s := range special {
		for _, a := range ends(s.prefix) {
			refused(s.number, a.String())
			for _, form := range within(a) {
				refused("F2", form)
			}
		}
	}
	for _, s := range special6 {
		for _, a := range ends(s.prefix) {
			refused(s.number, a.String())
		}
	}
}

// Neighbours of the special ranges are the world.
func TestGuardTableOfNeighbours(t *testing.T) {
	t.Parallel()
	for _, host := range []string{
		"1.0.0.0", "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
		"169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.88.100.0",
		"192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
		"223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:4860::8888", "2003::1", "2400:cb00::1",
	} {
		cases.Check(t, "F2", feed.Vet(net.JoinHostPort(host, "443")) == nil, "%s is refused", host)
	}
}

// spellings are ways to write an IPv4 address that are not its own.
func spellings(a netip.Addr) []string {
	b := a.As4()
	n := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	dotted := a.String()
	var circled, wide strings.Builder
	for _, r := range dotted {
		switch {
		case r == '0':
			circled.WriteRune('⓪')
			wide.WriteRune('０')
		case r > '0' && r <= '9':
			circled.WriteRune('①' + r - '1')
			wide.WriteRune('０' + r - '0')
		default:
			circled.WriteRune(r)
			wide.WriteRune(r)
		}
	}
	return []string{
		fmt.Sprint(n), fmt.Sprintf("0x%x", n), fmt.Sprintf("0X%X", n), fmt.Sprintf("0%o", n),
		fmt.Sprintf("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]), fmt.Sprintf("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]),
		fmt.Sprintf("%d.%d", b[0], n&0xffffff), fmt.Sprintf("%d.%d.%d", b[0], b[1], n&0xffff), fmt.Sprintf("%d.%d.%d.0x%x", b[0], b[1], b[2], b[3]),
		fmt.Sprintf("%03d.%03d.%03d.%03d", b[0], b[1], b[2], b[3]), dotted + ".", circled.String(), wide.String(),
		strings.ReplaceAll(dotted, ".", "。"), strings.ReplaceAll(dotted, ".", "．"), strings.ReplaceAll(dotted, ".", "｡"),
		"user@" + dotted, "user:pass@" + dotted, "news.example@" + dotted, "news.example%00@" + dotted,
	}
}

func TestGuardTableOfSpellings(t *testing.T) {
	t.Parallel()
	for _, ip := range []string{"127.0.0.1", "10.1.2.3", "192.168.7.1", "169.254.169.254"} {
		for _, host := range spellings(netip.MustParseAddr(ip)) {
			if host == ip {
				continue
			}
			cases.Check(t, "F5", feed.Spelling("http://"+host+"/feed") != nil, "%s is let through", host)
		}
	}
}

func TestGuardTableOfRedirects(t *testing.T) {
	t.Parallel()
	allow := []string{"wiki.local:8080"}
	for _, to := range []string{
		"file:///etc/passwd", "gopher://127.0.0.1:70/", "ftp://news.example/", "http://2130706433/", "http://127.1/", "http://a:b@news.example/",
		"http://wiki.local:8080/delete", "http://news.example:0/", "http://①②⑦.0.0.1/", "javascript:alert(1)", "http:///feed",
	} {
		for hop := 1; hop <= 5; hop++ {
			via := strings.Fields(strings.Repeat("http://news.example/ ", hop))
			cases.Check(t, "F3", feed.Follow(allow, via, to) != nil, "hop %d to %s is followed", hop, to)
		}
	}
	for hop := 1; hop <= 5; hop++ {
		via := strings.Fields(strings.Repeat("https://news.example/ ", hop))
		cases.Check(t, "F3", feed.Follow(allow, via, "http://news.example/") != nil, "hop %d leaves https", hop)
		cases.Check(t, "F3", feed.Follow(allow, via, "https://www.news.example/") == nil, "hop %d to a neighbour is not followed", hop)
	}
}

// names is a resolver whose answers change from question to question.
type names struct {
	mu      sync.Mutex
	answers []string
	asked   int
}

// serve answers on a port of the loopback, and returns the resolver of it.
func (n *names) serve(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply := n.reply(buf[:size]); reply != nil {
				_, _ = conn.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (n *names) reply(question []byte) []byte {
	var m dnsmessage.Message
	if m.Unpack(question) != nil || len(m.Questions) != 1 {
		return nil
	}
	q := m.Questions[0]
	m.Header.Response, m.Header.RecursionAvailable, m.Additionals = true, true, nil
	n.mu.Lock()
	for _, ip := range strings.Fields(n.answers[min(n.asked, len(n.answers)-1)]) {
		var body dnsmessage.ResourceBody
		switch a := netip.MustParseAddr(ip); {
		case a.Is4() && q.Type == dnsmessage.TypeA:
			body = &dnsmessage.AResource{A: a.As4()}
		case a.Is6() && q.Type == dnsmessage.TypeAAAA:
			body = &dnsmessage.AAAAResource{AAAA: a.As16()}
		default:
			continue
		}
		m.Answers = append(m.Answers, dnsmessage.Resource{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1}, Body: body,
		})
	}
	if q.Type == dnsmessage.TypeA {
		n.asked++
	}
	n.mu.Unlock()
	reply, err := m.Pack()
	if err != nil {
		return nil
	}
	return reply
}

func TestF4NamesThatChangeTheirMind(t *testing.T) {
	t.Parallel()
	for name, answers := range map[string][]string{
		"private from the start":      {"127.0.0.1"},
		"nothing first, then private": {"", "", "", "127.0.0.1"},
		"two private ones":            {"10.255.255.1 127.0.0.1"},
		"of documents, then private":  {"192.0.2.1 127.0.0.1"},
		"one after another":           {"0.0.0.0", "127.0.0.1"},
		"loopback of IPv6":            {"::1"},
		"IPv4 in IPv6":                {"::ffff:127.0.0.1"},
		"through NAT64":               {"64:ff9b::7f00:1"},
		"of documents and of a link":  {"192.0.2.1 fe80::1 127.0.0.1"},
		"IPv6 first, then IPv4":       {"fd00::1", "127.0.0.1"},
	} {
		cases.Try(t, "F4 "+name, func(t *testing.T) {
			srv, hits := canary(t)
			r := feed.NewResolving(feed.Options{}, (&names{answers: answers}).serve(t))
			port := hostOf(srv)[strings.LastIndex(hostOf(srv), ":"):]
			for range 4 {
				if _, err := r.Fetch(t.Context(), news.Source{URL: "http://rebinding.example" + port + "/feed"}); err == nil {
					t.Error("read")
				}
			}
			if hits.Load() > 0 {
				t.Error("a request reached the inside")
			}
		})
	}
	cases.Try(t, "F8 a listed name may lead inside", func(t *testing.T) {
		srv, hits := canary(t)
		port := hostOf(srv)[strings.LastIndex(hostOf(srv), ":"):]
		r := feed.NewResolving(feed.Options{Allow: []string{"wiki.example" + port}}, (&names{answers: []string{"127.0.0.1"}}).serve(t))
		if _, err := r.Fetch(t.Context(), news.Source{URL: "http://wiki.example" + port + "/feed"}); err != nil || hits.Load() != 1 {
			t.Errorf("%v, %d requests", err, hits.Load())
		}
		if _, err := r.Fetch(t.Context(), news.Source{URL: "http://other.example" + port + "/feed"}); err == nil {
			t.Error("another name is let inside as well")
		}
	})
}
