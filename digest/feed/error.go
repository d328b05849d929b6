package feed

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Error says why a feed or page could not be read. Error() is the reason in
// words for the person who runs the bot, without the address and without
// anything secret; the cause is unwrapped for logs.
//
// A caller that must not import this package asks for the two methods that
// matter to a schedule by an interface of its own:
//
//	var later interface{ RetryAfter() time.Duration }
//	if errors.As(err, &later) { … }
type Error struct {
	// Reason is in words for people.
	Reason string
	// Status is the HTTP status that was answered; 0 if none was.
	Status int
	// Wait is what RetryAfter returns.
	Wait time.Duration
	// Passing is what Temporary returns, Spared what Unasked returns.
	Passing, Spared bool
	// Mend is what can be done about it, where that is not clear from the
	// rest; Advice always tells something.
	Mend string
	// Cause is the error underneath; nil if there is none.
	Cause error
}

// Error is the reason.
func (e *Error) Error() string { return e.Reason }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// RetryAfter is how long the server asked to be left alone, between 0 (it did
// not ask) and 24 hours.
func (e *Error) RetryAfter() time.Duration { return e.Wait }

// Gone reports whether the server says that the address is gone for good.
func (e *Error) Gone() bool { return e.Status == http.StatusGone }

// Unasked reports whether the server was not asked at all, because its host
// wants to be left alone on account of something else that was read there.
func (e *Error) Unasked() bool { return e.Spared }

// Temporary reports whether the same may well be read later: the server is in
// trouble, busy or slow. A refusal is not.
func (e *Error) Temporary() bool { return e.Passing }

func refuse(format string, args ...any) *Error {
	return &Error{Reason: fmt.Sprintf(format, args...)}
}

// passing is a refusal that will not last.
func passing(format string, args ...any) *Error {
	return &Error{Reason: fmt.Sprintf(format, args...), Passing: true}
}

// explain puts a request that failed under ctx into words. The end of the
// caller's own context is not the server's fault and stays what it is.
func explain(caller, ctx context.Context, err error) error {
	var own *Error
	switch {
	case caller.Err() != nil:
		return caller.Err()
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &own):
		return own
	}
	return &Error{Reason: reason(err), Passing: isPassing(err), Cause: err}
}

// isPassing tells trouble on the way from a host or certificate that is not
// what it should be.
func isPassing(err error) bool {
	var (
		dns  *net.DNSError
		cert *tls.CertificateVerificationError
	)
	return !errors.As(err, &cert) && !(errors.As(err, &dns) && dns.IsNotFound)
}

func reason(err error) string {
	var (
		dns     *net.DNSError
		timeout net.Error
		cert    *tls.CertificateVerificationError
		record  tls.RecordHeaderError
		outer   *url.Error
	)
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Sprintf("there is no host %s", clip(dns.Name, 100))
	case errors.As(err, &timeout) && timeout.Timeout():
		return "the server does not answer in time"
	case errors.As(err, &cert):
		return "the server's certificate is not valid: " + clip(cert.Err.Error(), 200)
	case errors.As(err, &record):
		return "the server does not speak https"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the server refuses the connection"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return "the server broke the connection off without an answer"
	case errors.As(err, &outer):
		return clip(outer.Err.Error(), 200)
	}
	return clip(err.Error(), 200)
}

// refusal is the error for an answer that is not a success.
func refusal(resp *http.Response, now time.Time) *Error {
	words := strings.TrimSpace(fmt.Sprintf("the server answers %d %s", resp.StatusCode, http.StatusText(resp.StatusCode)))
	if resp.StatusCode == http.StatusGone {
		words = "the server says that it is gone for good (410)"
	}
	return &Error{
		Reason:  words,
		Status:  resp.StatusCode,
		Wait:    retryAfter(resp.Header.Get("Retry-After"), now),
		Passing: isBusy(resp.StatusCode),
	}
}

func isBusy(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, 420:
		return true
	}
	return status >= 500
}

// maxWait bounds what a server may ask for.
const maxWait = 24 * time.Hour

// retryAfter reads seconds or an HTTP date; anything else is 0.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseUint(value, 10, 63); err == nil {
		return time.Duration(min(seconds, uint64(maxWait/time.Second))) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), maxWait)
}
