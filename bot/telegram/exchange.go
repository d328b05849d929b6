package telegram

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// exchange makes one request for the library, which knows no contexts, limits
// or status codes, and remembers how far the request got.
type exchange struct {
	ctx    context.Context
	http   *http.Client
	may    func() bool   // see Options.MaySpeak
	status int           // of the answer; 0 if there was none
	after  time.Duration // the wait that its head asks for

	mu        sync.Mutex
	connected bool
	written   bool  // whole, at least once
	broken    error // why a writing stopped
}

// errSilent is why a request was not made.
var errSilent = errors.New("another process may be speaking now")

func always() bool { return true }

// Do makes the request and reads the whole answer.
func (x *exchange) Do(r *http.Request) (*http.Response, error) {
	if !x.may() {
		return nil, errSilent
	}
	trace := &httptrace.ClientTrace{GotConn: x.gotConn, WroteRequest: x.wrote}
	answer, err := x.http.Do(r.WithContext(httptrace.WithClientTrace(x.ctx, trace)))
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	x.status = answer.StatusCode
	body, err := io.ReadAll(io.LimitReader(answer.Body, longestAnswer))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && x.status == http.StatusTooManyRequests {
		x.after = time.Duration(seconds) * time.Second
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

func (x *exchange) gotConn(httptrace.GotConnInfo) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.connected = true
}

func (x *exchange) wrote(w httptrace.WroteRequestInfo) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if w.Err == nil {
		x.written = true
	} else {
		x.broken = w.Err
	}
}

// reached reports whether the request may have got there whole. One that broke
// off while it was written did not; one on a connection of which nothing more
// is known may have.
func (x *exchange) reached() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.written || x.connected && x.broken == nil
}

// bare is an error without the address that the HTTP client puts before it,
// which holds the token.
func bare(err error) error {
	for {
		var address *url.Error
		if !errors.As(err, &address) {
			return err
		}
		err = cmp.Or(address.Err, errors.New("no answer"))
	}
}

// unredirected is an HTTP client that follows no redirects.
func unredirected(given *http.Client) *http.Client {
	client := http.Client{Transport: transport()}
	if given != nil {
		client = *given
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// transport forgets idle connections soon: a request on one that the other
// side has dropped is of unknown fate.
func transport() *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: 10 * time.Second,
		IdleConnTimeout:     20 * time.Second,
		MaxIdleConnsPerHost: 64,
		ForceAttemptHTTP2:   true,
	}
}
