package feed

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"syscall"
)

// Advice is what the person who runs the bot can do about it, in a sentence
// without a full stop. There is always one, if only to wait.
func (e *Error) Advice() string {
	switch {
	case e.Mend != "":
		return e.Mend
	case e.Status != 0:
		return adviceOnStatus(e.Status)
	case e.Cause != nil:
		return adviceOnCause(e.Cause)
	case e.Passing:
		return tryLater
	}
	return askPublisher
}

// What several faults have in common.
const (
	tryLater     = "try again later; Readout does so by itself, at growing intervals"
	askPublisher = "only the publisher can mend it: write to them, or name another feed of theirs"
	nameTheEnd   = "open it in a browser, and name the address where that ends up"
	checkAddress = "check the spelling of the address"
	checkFile    = "check the path, and that the file may be read"
	nameTheFeed  = "name the feed itself; the front page of a site mostly names its feeds"
)

// because adds what can be done.
func (e *Error) because(mend string) *Error {
	e.Mend = mend
	return e
}

func adviceOnStatus(status int) string {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return "if a browser gets it, the site keeps programs or this machine's network out: write to the publisher, or name another feed of theirs"
	case http.StatusNotFound, http.StatusGone:
		return "look for its new address: name the front page of its site here"
	case http.StatusTooManyRequests, 420:
		return "leave it alone for an hour; Readout waits as long as the server asks"
	}
	if isBusy(status) {
		return tryLater
	}
	return nameTheEnd
}

func adviceOnCause(err error) string {
	var (
		dns    *net.DNSError
		cert   *tls.CertificateVerificationError
		record tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return checkAddress + "; if it is right, the site is gone"
	case errors.As(err, &cert):
		return "check this machine's clock; else only the publisher can mend it, as there is no exception"
	case errors.As(err, &record):
		return "name it with http:// if it is meant to be without encryption"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "check the port; if it is right, the server is down: " + tryLater
	}
	if isPassing(err) {
		return tryLater
	}
	return askPublisher
}
