package sandbox

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// userOf is the person that a link of the form tg://user?id=N means, or 0.
func userOf(link string) int64 {
	rest, ok := cutFold(link, "tg:")
	if !ok {
		return 0
	}
	rest = strings.TrimPrefix(rest, "//")
	rest, ok = cutFold(rest, "user")
	if !ok {
		return 0
	}
	rest = strings.TrimPrefix(rest, "/")
	query, ok := strings.CutPrefix(rest, "?")
	if !ok {
		return 0
	}
	query, _, _ = strings.Cut(query, "#")
	for _, pair := range strings.Split(query, "&") {
		if value, ok := strings.CutPrefix(pair, "id="); ok {
			id, err := strconv.ParseInt(value, 10, 64)
			if err == nil && id > 0 {
				return id
			}
		}
	}
	return 0
}

// checkedLink is a link as Telegram keeps it, or false if it is none for it.
func checkedLink(link string) (string, bool) {
	for _, scheme := range []string{"tg", "ton", "tonsite"} {
		if rest, ok := cutFold(link, scheme+":"); ok {
			return inner(scheme, strings.TrimPrefix(rest, "//"))
		}
	}
	a, ok := parseAddress(link)
	if !ok || !strings.Contains(a.host, ".") && !a.ipv6 {
		return "", false
	}
	return a.String(), true
}

// inner is a link within Telegram.
func inner(scheme, rest string) (string, bool) {
	a, ok := parseAddress(rest)
	if _, http := cutFold(rest, "http://"); http || !ok || a.scheme == "https" || a.user != "" || a.port != 0 || a.ipv6 {
		return "", false
	}
	for i := range len(a.host) {
		if c := a.host[i]; !isAlnum(c) && c != '-' && c != '_' && (c != '.' || scheme != "tonsite") {
			return "", false
		}
	}
	path := a.path
	if scheme != "tonsite" && (strings.HasPrefix(path, "/?") || path == "/") {
		path = path[1:]
	}
	return scheme + "://" + a.host + path, true
}

// address is one of the web, taken apart.
type address struct {
	scheme, user, host, path string
	port                     int
	ipv6                     bool
}

func (a address) String() string {
	s := a.scheme + "://"
	if a.user != "" {
		s += a.user + "@"
	}
	s += a.host
	if a.port != 0 {
		s += ":" + strconv.Itoa(a.port)
	}
	return s + a.path
}

// parseAddress takes an address apart. Without a scheme it is http.
func parseAddress(link string) (address, bool) {
	a := address{scheme: "http"}
	if before, rest, ok := strings.Cut(link, "://"); ok && !strings.ContainsRune(before, ':') {
		a.scheme, link = lower(before), rest
		if a.scheme != "http" && a.scheme != "https" {
			return a, false
		}
	}
	authority := link
	if i := strings.IndexAny(link, "/?#"); i >= 0 {
		authority = link[:i]
	}
	a.path = encoded(link[len(authority):])
	authority, ok := a.takePort(authority)
	if !ok {
		return a, false
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		a.user, authority = authority[:at], authority[at+1:]
	}
	a.host = lower(authority)
	return a, a.checkHost() && clean(a.user, true)
}

// takePort cuts the port off, if there is one, and tells whether it can be.
func (a *address) takePort(authority string) (string, bool) {
	i := strings.LastIndexAny(authority, ":]@")
	if i <= 0 || authority[i] != ':' {
		return authority, true
	}
	digits := strings.TrimLeft(authority[i+1:], "0")
	port, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || port == 0 {
		return "", false
	}
	a.port = int(port)
	return authority[:i], true
}

func (a *address) checkHost() bool {
	if inside, ok := strings.CutPrefix(a.host, "["); ok && strings.HasSuffix(inside, "]") {
		ip, err := netip.ParseAddr(strings.TrimSuffix(inside, "]"))
		a.ipv6 = err == nil && ip.Is6() && ip.Zone() == ""
		return a.ipv6
	}
	return a.host != "" && a.host != "." && clean(a.host, false)
}

// clean tells whether a host or the user before it has no forbidden character.
func clean(part string, colon bool) bool {
	for i := 0; i < len(part); i++ {
		c := part[i]
		switch {
		case isAlnum(c) || c >= 0x80 || strings.IndexByte("._-!$,~*'();&+=", c) >= 0 || c == ':' && colon:
		case c == '%' && i+2 < len(part) && isHex(part[i+1]) && isHex(part[i+2]):
			i += 2
		default:
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// encoded is what stands behind the host: blanks at its end are lost, all others
// and control characters are encoded.
func encoded(p string) string {
	for p != "" && isSpace(p[len(p)-1]) {
		p = p[:len(p)-1]
	}
	var b strings.Builder
	if !strings.HasPrefix(p, "/") {
		b.WriteByte('/')
	}
	for i := range len(p) {
		if p[i] <= ' ' {
			fmt.Fprintf(&b, "%%%02X", p[i])
		} else {
			b.WriteByte(p[i])
		}
	}
	return b.String()
}

// cutFold is strings.CutPrefix whatever the case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
