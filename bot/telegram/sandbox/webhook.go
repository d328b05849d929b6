package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"time"
)

// hook is where updates are brought to.
type hook struct {
	url, secret string
	most        int            // So many at once.
	busy        map[int64]bool // The chats whose updates are on their way.
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
		s.updates.hook = &hook{
			url: address, secret: p.text("secret_token"), end: end, busy: map[int64]bool{},
			most: p.within("max_connections", 40, 1, 100),
		}
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
		info["url"], info["max_connections"] = h.url, h.most
		if h.fault != "" {
			info["last_error_message"], info["last_error_date"] = h.fault, h.faultAt.Unix()
		}
	}
	if s.updates.allowed != nil {
		info["allowed_updates"] = s.updates.allowed
	}
	return info, nil
}

// bring takes updates to a webhook until it ends: those of one chat in their
// order, those of several side by side.
func (s *Server) bring(ctx context.Context, h *hook) {
	for {
		u, ok := s.errand(ctx, h)
		if !ok {
			return
		}
		go s.carry(ctx, h, u)
	}
}

// errand waits for the oldest update of a chat to which nothing is on its way;
// false once there will be none.
func (s *Server) errand(ctx context.Context, h *hook) (update, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ctx.Err() == nil && !s.closed {
		s.updates.expire(s.now())
		if u, ok := h.next(s.updates.waiting); ok {
			h.busy[u.lane()] = true
			return u, true
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
		}
		s.mu.Lock()
	}
	return update{}, false
}

// next is the update to be brought now, if there is one.
func (h *hook) next(waiting []update) (update, bool) {
	if len(h.busy) >= h.most {
		return update{}, false
	}
	for _, u := range waiting {
		if !h.busy[u.lane()] {
			return u, true
		}
	}
	return update{}, false
}

// lane is the chat that an update is about, or the user where it is about none:
// in it updates keep their order.
func (u update) lane() int64 {
	type place struct {
		ID int64 `json:"id"`
	}
	var about struct {
		Chat, From place
		Message    struct{ Chat place }
	}
	// What is not like that is of no chat.
	_ = json.Unmarshal(u.body, &about)
	return cmp.Or(about.Chat.ID, about.Message.Chat.ID, about.From.ID)
}

// carry brings one update again and again until it is taken, or the webhook
// ends, or the update is too old.
func (s *Server) carry(ctx context.Context, h *hook, u update) {
	for retry := firstRetry; ctx.Err() == nil && s.awaited(u); retry = min(2*retry, longestRetry) {
		f := s.onTheWay()
		if f.Kind == "slow" {
			sleep(ctx, f.Delay)
		}
		err := s.knock(ctx, h, u)
		if err == nil && f.Kind == "repeat" {
			continue
		}
		if err == nil {
			s.taken(u)
			break
		}
		s.fault(h, err)
		sleep(ctx, int(retry.Milliseconds()))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(h.busy, u.lane())
	s.wake()
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

// taken forgets an update that was brought.
func (s *Server) taken(u update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.waiting = slices.DeleteFunc(s.updates.waiting, func(w update) bool { return w.id == u.id })
}

// awaited tells whether an update is still to be brought.
func (s *Server) awaited(u update) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.expire(s.now())
	return !s.closed && slices.ContainsFunc(s.updates.waiting, func(w update) bool { return w.id == u.id })
}

// fault keeps why an update was not taken, for getWebhookInfo.
func (s *Server) fault(h *hook, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.fault, h.faultAt = err.Error(), s.now()
}
