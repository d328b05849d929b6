package feed

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"
)

// guard decides which addresses may be read. Spellings are checked before a
// request (check), and every address that a name resolves to at the moment
// of dialling (dial), so that neither a redirect nor a name that changes its
// mind leads inside.
type guard struct {
	allow    map[string]bool
	public   *ssrf.Guardian
	patience time.Duration
	// resolver is the system's where it is nil.
	resolver *net.Resolver
}

func newGuard(allow []string, patience time.Duration) guard {
	g := guard{allow: map[string]bool{}, public: ssrf.New(ssrf.WithAnyPort()), patience: patience}
	for _, host := range allow {
		if host = strings.ToLower(strings.TrimSpace(host)); host != "" {
			g.allow[host] = true
		}
	}
	return g
}

// lists reports whether the operator named the host of this address.
func (g guard) lists(u *url.URL) bool {
	return g.allows(net.JoinHostPort(strings.ToLower(u.Hostname()), portOf(u)))
}

func (g guard) allows(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	return err == nil && (g.allow[hostport] || g.allow[host] || g.allow["["+host+"]"])
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// check refuses an address by its spelling alone.
func (g guard) check(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return refuse("only http and https addresses are read, not %q", clip(u.Scheme, 20)).because(checkAddress)
	}
	if u.User != nil {
		return refuse("an address with a user name or password in it is not read").because("leave them out; a feed behind a password cannot be read")
	}
	if port, err := strconv.ParseUint(portOf(u), 10, 16); err != nil || port == 0 {
		return refuse("%q is no port", clip(u.Port(), 20)).because(checkAddress)
	}
	return checkHost(u.Hostname())
}

// checkHost refuses what some resolvers read as an IP address although it is
// not written as one: numbers (2130706433, 0x7f000001, 127.1), foreign digits
// and dots, a trailing dot.
func checkHost(host string) error {
	if host == "" {
		return refuse("the address has no host").because(checkAddress)
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Zone() != "" {
			return refuse("%s is an address of one network link", clip(host, 100)).because(checkAddress)
		}
		return nil
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if !isASCII(host) && err != nil {
		return refuse("%q is no host name", clip(host, 100)).because(checkAddress)
	}
	if isASCII(host) {
		ascii = host
	}
	labels := strings.Split(strings.TrimSuffix(ascii, "."), ".")
	if isNumber(labels[len(labels)-1]) {
		return refuse("%q is an odd spelling of an IP address", clip(host, 100)).because(checkAddress)
	}
	return nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

func isNumber(label string) bool {
	if rest, ok := strings.CutPrefix(strings.ToLower(label), "0x"); ok {
		return strings.Trim(rest, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}

// dial connects to the host of a URL. Hosts that the operator listed are
// dialled wherever they lead; all others only at public addresses.
func (g guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: g.patience, Resolver: g.resolver}
	if !g.allows(strings.ToLower(address)) {
		d.Control = func(network, resolved string, _ syscall.RawConn) error {
			return g.vet(address, network, resolved)
		}
	}
	return d.DialContext(ctx, network, address)
}

// vet refuses what an address resolved to, unless it is public.
func (g guard) vet(address, network, resolved string) error {
	if err := g.public.Safe(network, resolved, nil); err != nil {
		return private(address, resolved, err)
	}
	return nil
}

// private is the refusal of an address, with how to mend it.
func private(address, resolved string, cause error) error {
	const mend = "add it to READOUT_ALLOW_HOSTS to read it"
	e := refuse("%s is a private address; %s", clip(address, 200), mend)
	if ip, _, err := net.SplitHostPort(resolved); err == nil && address != resolved {
		e = refuse("%s leads to the private address %s; %s", clip(address, 200), ip, mend)
	}
	e.Cause = cause
	return e.because("allow only what is yours to show: readers see what is read there")
}
