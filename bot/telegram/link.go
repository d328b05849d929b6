package telegram

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// longestLink is how many bytes of a link are sent along. The addresses of all
// links in a message share about nine thousand bytes.
const longestLink = 1000

var hosts = idna.New(idna.MapForLookup(), idna.StrictDomainName(false))

// web is an outlet's link as it may be opened from a chat: http or https, a
// host in ASCII so that it cannot pose as another, nobody's user name. It is
// "" for any other, and for one that is too long without its fragment.
func web(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return ""
	}
	host, err := ascii(u.Hostname())
	if err != nil || host == "" || strings.ContainsAny(host, " \\%<>\"'&") {
		return ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host, u.User = host, nil
	if text := u.String(); len(text) <= longestLink {
		return text
	}
	u.Fragment, u.RawFragment = "", ""
	if text := u.String(); len(text) <= longestLink {
		return text
	}
	return ""
}

// ascii is a host's name as it is asked for.
func ascii(host string) (string, error) {
	if strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.") == "" {
		return host, nil
	}
	return hosts.ToASCII(host)
}
