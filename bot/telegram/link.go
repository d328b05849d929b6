package telegram

import (
	"net/url"
	"regexp"
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

// hostLike are words that can be read as a host's name.
var hostLike = regexp.MustCompile(`\b[a-zA-Z0-9-]{2,}(?:\.[a-zA-Z0-9-]+)*\.[a-z]{2,}\b`)

// doubtful is the host of a clean link where a reader could take it for another:
// its name has letters that look like others, or the words name a host that it
// is not. "" is every other.
func doubtful(words, link string) string {
	named := strings.Contains(words, ".")
	if !named && !strings.Contains(link, "xn--") {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	host := u.Hostname()
	if strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--") {
		return host
	}
	for _, said := range hostLike.FindAllString(words, -1) {
		if said = strings.ToLower(said); host != said && !strings.HasSuffix(host, "."+said) && "www."+host != said {
			return host
		}
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
