package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// hookCheck is how often it is looked whether the webhook still stands.
	hookCheck = time.Minute
	// ownMark is the parameter of an address by which this program knows a
	// webhook that it has set itself.
	ownMark = "readout"
)

// Webhook is where Telegram brings updates, instead of being asked for them.
type Webhook struct {
	// URL is what Telegram calls: https, on port 443, 80, 88 or 8443. Its own
	// program on one's own machine, and the sandbox, take http as well.
	URL string
	// Listener takes the calls, behind whatever ends their TLS. Receive closes
	// it.
	Listener net.Listener
}

// Receive takes updates in as Telegram brings them, until the context ends, and
// then for a few seconds finishes those begun. What Listen promises holds here
// too: an update is answered for only when what it does is stored, and one that
// is brought twice is handled once. It sets the webhook, and sets it again where
// somebody else has changed it. The only errors are ErrToken and the end of the
// listener.
func (c *Client) Receive(ctx context.Context, w Webhook, who Answerer) error {
	l := newListener(ctx, c, who)
	defer l.finish()
	server := &http.Server{
		Handler: l.door(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: handleTime + 15*time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug),
	}
	open, shut := context.WithCancelCause(ctx)
	go func() { shut(fmt.Errorf("webhook: %w", server.Serve(w.Listener))) }()
	defer func() {
		last, stop := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer stop()
		if server.Shutdown(last) != nil {
			_ = server.Close() // Whoever is still there is brought it again.
		}
	}()
	if err := c.keepWebhook(open, c.marked(w.URL)); err != nil {
		return err
	}
	if ctx.Err() == nil {
		return context.Cause(open)
	}
	return nil
}

// keepWebhook sets the webhook and looks after it, until the context ends.
func (c *Client) keepWebhook(ctx context.Context, address string) error {
	seen := hookInfo{}
	for fails := 0; ctx.Err() == nil; {
		bad := c.seeToWebhook(ctx, address, &seen)
		if bad != nil && bad.revoked() {
			return fmt.Errorf("telegram: %w", ErrToken)
		}
		if bad != nil {
			fails++
			c.setBack(ctx, bad, fails)
			continue
		}
		fails = 0
		_ = sleep(ctx, hookCheck) // It looks for itself whether that is over.
	}
	return nil
}

// hookInfo is what Telegram tells of a webhook.
type hookInfo struct {
	URL     string `json:"url"`
	Waiting int    `json:"pending_update_count"`
	Fault   string `json:"last_error_message"`
	At      int64  `json:"last_error_date"`
}

// seeToWebhook sets the webhook where it is not, or not yet by this program,
// and tells what Telegram has to say against it.
func (c *Client) seeToWebhook(ctx context.Context, address string, seen *hookInfo) *failure {
	if seen.URL == "" {
		if bad := c.setWebhook(ctx, address); bad != nil {
			return bad
		}
		seen.URL = address
	}
	now, bad := c.webhook(ctx)
	if bad != nil {
		return bad
	}
	if now.At > seen.At {
		c.log.Warn("Telegram cannot bring updates", slog.String("error", c.redact(now.Fault)), slog.Int("waiting", now.Waiting))
	}
	if now.URL != address {
		c.log.Warn("somebody else has changed the webhook; it is set again")
		return c.setWebhook(ctx, address)
	}
	*seen = now
	return nil
}

// webhook is the one that stands; its URL is "" where there is none.
func (c *Client) webhook(ctx context.Context) (hookInfo, *failure) {
	result, bad := c.call(ctx, request{method: "getWebhookInfo"})
	if bad != nil {
		return hookInfo{}, bad
	}
	var info hookInfo
	if err := json.Unmarshal(result, &info); err != nil {
		return info, &failure{method: "getWebhookInfo", code: http.StatusOK, unreadable: true, said: "a webhook that is none"}
	}
	return info, nil
}

func (c *Client) setWebhook(ctx context.Context, address string) *failure {
	_, bad := c.call(ctx, request{method: "setWebhook", params: tgbotapi.Params{
		"url": address, "secret_token": hookSecret(c.token), "allowed_updates": wanted, "max_connections": strconv.Itoa(atOnce),
	}})
	return bad
}

// dropOwnWebhook takes away a webhook that this program has set under another
// configuration, so that updates can be asked for, and reports whether it did.
// Somebody else's is left to them.
func (c *Client) dropOwnWebhook(ctx context.Context) bool {
	info, bad := c.webhook(ctx)
	if bad != nil || info.URL == "" || c.marked(info.URL) != info.URL {
		return false
	}
	if _, bad := c.call(ctx, request{method: "deleteWebhook"}); bad != nil {
		return false
	}
	c.log.Warn("the webhook of an earlier configuration is removed: updates are asked for now")
	return true
}

// marked is an address with this bot's mark.
func (c *Client) marked(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set(ownMark, derived(c.token, "webhook of")[:12])
	u.RawQuery = q.Encode()
	return u.String()
}

// hookSecret is what Telegram shows with each update that it brings. Nobody
// without the token can know it, and nobody has to keep it.
func hookSecret(token string) string { return derived(token, "webhook secret") }

func derived(token, use string) string {
	sum := hmac.New(sha256.New, []byte(token))
	sum.Write([]byte(use))
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

// Secrets are what must be in no log: a bot's token, and what is made of it.
func Secrets(token string) []string {
	if token == "" {
		return nil
	}
	return []string{token, hookSecret(token)}
}
