package feed

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"

	"readout/digest/news"
)

// Vet is the verdict of the guard on an address that a name resolved to.
func Vet(address string) error {
	network := "tcp6"
	if ap, err := netip.ParseAddrPort(address); err == nil && ap.Addr().Is4() {
		network = "tcp4"
	}
	return newGuard(nil, 0).vet("name.example:80", network, address)
}

// Spelling is the verdict of the guard on the spelling of an address.
func Spelling(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	return newGuard(nil, 0).check(u)
}

// Follow is the verdict of a guard with this allow-list on a redirect.
func Follow(allow []string, from []string, to string) error {
	var via []*http.Request
	for _, address := range from {
		via = append(via, request(address))
	}
	return newGuard(allow, 0).follow(request(to), via)
}

func request(address string) *http.Request {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		panic(err)
	}
	return req
}

// KeepOut is what is left of a link in a feed found at an address.
func KeepOut(allow []string, from, link string) string {
	articles := []news.Article{{URL: link}}
	New(Options{Allow: allow}).keepOut(from, articles)
	return articles[0].URL
}

// Guarded runs something that may panic.
func Guarded(what string, do func() error) error { return guarded(what, do) }

// NewResolving is a reader that asks this resolver for addresses.
func NewResolving(o Options, names *net.Resolver) *Reader {
	o = o.withDefaults()
	r := &Reader{options: o, guard: newGuard(o.Allow, o.Dial)}
	r.guard.resolver = names
	r.client = newClient(r.guard, o, r.follow)
	return r
}

// Plain is the plain text of HTML.
func Plain(markup string) string { return plain(markup, maxText) }

// Decode is the text of a document.
func Decode(d Document) []byte {
	text, _ := decode(d)
	return text
}
