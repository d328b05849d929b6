package feed

import (
	"cmp"
	"strings"
	"time"
)

// Bounds that no option changes.
const (
	maxRedirects = 5
	maxHeaders   = 512 << 10
	// maxItems is how many items of one fetch are kept, the newest ones.
	maxItems = 300
	// maxField bounds every field of an item but its text.
	maxField = 64 << 10
	// maxText bounds the plain text of an article.
	maxText = 1 << 20
	// maxPage is how much of a page's HTML is looked at.
	maxPage = 1 << 20
	// maxLink bounds a link; a longer one is dropped, as half a link is wrong.
	maxLink = 4 << 10
	// perHost is how many requests one host may see at once.
	perHost = 2
)

// Options are the habits of a Reader. The zero value of each means its
// default.
type Options struct {
	// Allow lists hosts that may be read although their addresses are not
	// public: "host" for every port, "host:port" for one. It is meant for
	// READOUT_ALLOW_HOSTS.
	Allow []string
	// UserAgent names this program to servers ("readout/1 feed reader").
	UserAgent string
	// Contact is where the operator can be reached, an address of mail or of
	// a page; it is told to servers beside the name. "" tells nothing.
	Contact string
	// Dial bounds one connection attempt (10 s), Headers the wait for the
	// first answer (10 s), Total a whole fetch with its redirects (30 s).
	Dial, Headers, Total time.Duration
	// Body is how many bytes of an answer are read, after decompression
	// (8 MiB).
	Body int64
	// Now tells the time (time.Now).
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	o.UserAgent = cmp.Or(o.UserAgent, "readout/1 feed reader")
	if contact := printable(o.Contact); contact != "" {
		o.UserAgent += " (+" + contact + ")"
	}
	o.Dial = cmp.Or(o.Dial, 10*time.Second)
	o.Headers = cmp.Or(o.Headers, 10*time.Second)
	o.Total = cmp.Or(o.Total, 30*time.Second)
	o.Body = cmp.Or(o.Body, 8<<20)
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// printable is what of a contact may stand in a header.
func printable(contact string) string {
	return clip(strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f || r == '(' || r == ')' {
			return -1
		}
		return r
	}, contact), 200)
}
