package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"time"
)

// hook is where updates are brought to, one after the other.
type hook struct {
	url, secret string
	end         context.CancelFunc
	fault       string
	faultAt     time.Time
}

// Times of a webhook.
const (
	hookPatience  = 60 * time.Second
	firstRetry    = time.Second
	longestRetry  = time.Minute
	maxHookAnswer = 1 << 20
)

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

func (s *Server) setWebhook(p params) (any, *refusal) {
	address := p.text("url")
	switch {
	case address != "" && !hookable(address):
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	case !secretShape.MatchString(p.text("secret_token")):
		return nil, bad("secret token contains unallowed characters")
	}
	if no := s.remember("setWebhook", p); no != nil {
		return nil, no
	}
	s.unhook(p)
	if address != "" {
		s.throwOut("terminated by setWebhook request")
		ctx, end := context.WithCancel(context.Background())
		s.updates.hook = &hook{url: address, secret: p.text("secret_token"), end: end}
		go s.bring(ctx, s.updates.hook)
	}
	return true, nil
}

// hookable tells whether updates may be brought to an address. Telegram takes
// https alone; here, a test's own server on this machine does without.
func hookable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && err == nil && ip.IsLoopback()
}

func (s *Server) deleteWebhook(p params) (any, *refusal) {
	s.unhook(p)
	return true, nil
}

// unhook ends what brings updates, and forgets them if that is asked for.
func (s *Server) unhook(p params) {
	if s.updates.hook != nil {
		s.updates.hook.end()
		s.updates.hook = nil
	}
	if p.flag("drop_pending_updates") {
		s.updates.waiting = nil
	}
}

func (s *Server) getWebhookInfo(params) (any, *refusal) {
	info := map[string]any{
		"url": "", "has_custom_certificate": false, "pending_update_count": len(s.updates.waiting),
	}
	if h := s.updates.hook; h != nil {
		info["url"] = h.url
		if h.fault != "" {
			info["last_error_message"], info["last_error_date"] = h.fault, h.faultAt.Unix()
		}
	}
	if s.updates.allowed != nil {
		info["allowed_updates"] = s.updates.allowed
	}
	return info, nil
}

// bring takes the oldest update to a webhook again and again until it is
// taken, then the next, until the webhook ends.
func (s *Server) bring(ctx context.Context, h *hook) {
	retry := firstRetry
	for {
		u, ok := s.oldest(ctx)
		if !ok {
			return
		}
		err := s.knock(ctx, h, u)
		s.brought(h, u, err)
		if err == nil {
			retry = firstRetry
			continue
		}
		wait := time.NewTimer(retry)
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
		}
		retry = min(2*retry, longestRetry)
	}
}

// oldest waits for an update; false once there will be none.
func (s *Server) oldest(ctx context.Context) (update, bool) {
	for {
		s.mu.Lock()
		s.updates.expire(s.now())
		changed, closed, waiting := s.changed, s.closed, s.updates.waiting
		s.mu.Unlock()
		switch {
		case closed || ctx.Err() != nil:
			return update{}, false
		case len(waiting) > 0:
			return waiting[0], true
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

// knock brings one update.
func (s *Server) knock(ctx context.Context, h *hook, u update) error {
	ctx, stop := context.WithTimeout(ctx, hookPatience)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(encode(u)))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return errors.New("Connection failed")
	}
	defer answer.Body.Close()
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("Wrong response from the webhook: %s", answer.Status)
	}
	s.noteHidden(answer.Body)
	return nil
}

// noteHidden notes a call that is hidden in an answer: nobody learns what became
// of it. It is not carried out.
func (s *Server) noteHidden(body io.Reader) {
	var call struct {
		Method string `json:"method"`
	}
	if json.NewDecoder(io.LimitReader(body, maxHookAnswer)).Decode(&call) == nil && call.Method != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.wrong(Violation{Method: call.Method, Kind: "call in the answer of a webhook", Detail: "its result is lost"})
	}
}

// brought confirms an update that was taken, and keeps why one was not.
func (s *Server) brought(h *hook, u update, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		h.fault, h.faultAt = err.Error(), s.now()
		return
	}
	for i, w := range s.updates.waiting {
		if w.id == u.id {
			s.updates.waiting = append(s.updates.waiting[:i:i], s.updates.waiting[i+1:]...)
			return
		}
	}
}
