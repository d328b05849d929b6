// Package telegram speaks to Telegram. Updates come in by long polling or by a
// webhook and go to the bot as messages and events; its replies and the desk's
// digests go out as messages, marked up, within Telegram's limits and at its
// pace. Client implements digest.Courier.
//
// What holds throughout:
//   - Telegram's types, ids and words for errors stay in this package.
//   - Text gets into markup through page alone, which escapes it.
//   - An update is confirmed to Telegram only after what it does is stored, and
//     the store remembers it, so a crash repeats none.
//   - A send has exactly one of the outcomes of news.Receipt; what may or may
//     not have arrived is never sent again from here.
//   - The token, and what is made of it, is in no error and no line of the log.
package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/storage"
)

// ErrToken is the answer to a token that is missing, misspelt or revoked.
var ErrToken = errors.New("no bot on Telegram has this token")

// officialURL is where Telegram's own Bot API answers.
const officialURL = "https://api.telegram.org"

// Store is what this transport keeps.
type Store interface {
	storage.Buttons
	storage.Updates
	// MarkShown is that of storage.Editions.
	MarkShown(ctx context.Context, s storage.Shown) error
}

// Options say whom to speak as, and through what.
type Options struct {
	Token string
	// URL is the Bot API's; "" is Telegram's own.
	URL   string
	Store Store
	// Log gets what went wrong; nil is silence.
	Log *slog.Logger
	// HTTP makes the requests; nil is a client of this package's own. Redirects
	// are never followed: they would carry the token elsewhere.
	HTTP *http.Client
	// Clock is what notes in the store are dated by; nil is this machine's.
	Clock func() time.Time
	// Paid asks Telegram to take digests faster than it does for nothing, which
	// it takes Stars for.
	Paid bool
	// Observer is told of calls and updates; nil is nobody.
	Observer Observer
	// MaySpeak is asked in the last moment before each request but getMe: where
	// it says no, nothing leaves, as after a hang that made another process
	// the one that speaks. nil is always.
	MaySpeak func() bool
}

// Client is one bot on Telegram.
type Client struct {
	token string
	url   string // with places for the token and the method
	http  *http.Client
	store Store
	log   *slog.Logger
	clock func() time.Time
	self  tgbotapi.User
	pace  *pace
	// plates are shared by readers whose digests are equal.
	plates plates
	paid   bool
	// patient holds the answers that wait long for Telegram to take them.
	patient chan struct{}
	// shaken tells that the last digest sent may or may not have arrived.
	shaken atomic.Bool
	ranks  *ranks
	watch  Observer
	may    func() bool
}

// Connect asks Telegram whose token it is. A token that is none, or that
// Telegram refuses, is ErrToken; any other error is about the way there, and
// may be over the next time.
func Connect(ctx context.Context, o Options) (*Client, error) {
	c, err := newClient(o)
	if err != nil {
		return nil, err
	}
	result, bad := c.call(ctx, request{method: "getMe"})
	if bad != nil {
		if bad.revoked() || bad.code == http.StatusNotFound && !bad.unreadable {
			return nil, c.noSuchBot(bad)
		}
		if bad.code == http.StatusNotFound {
			return nil, fmt.Errorf("%w: is this its address? %s", bad, c.base())
		}
		return nil, bad
	}
	if err := json.Unmarshal(result, &c.self); err != nil || c.self.ID == 0 || c.self.UserName == "" {
		return nil, fmt.Errorf("telegram: %s answers, but not as the Bot API does", c.base())
	}
	return c, nil
}

// noSuchBot is the error where no bot has the token. A server of somebody's own
// may say the same of a path that is not its Bot API's.
func (c *Client) noSuchBot(f *failure) error {
	if at := c.base(); f.code == http.StatusNotFound && at != officialURL {
		return fmt.Errorf("%w, or the address is wrong: %s", ErrToken, at)
	}
	return ErrToken
}

func newClient(o Options) (*Client, error) {
	if !tokenLike(o.Token) {
		return nil, ErrToken
	}
	base := strings.TrimRight(o.URL, "/")
	if base == "" {
		base = officialURL
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("telegram: the address of the Bot API must be like https://api.telegram.org")
	}
	c := &Client{
		token: o.Token, url: strings.ReplaceAll(base, "%", "%%") + "/bot%s/%s",
		paid: o.Paid, http: o.HTTP, store: o.Store, log: o.Log, clock: o.Clock,
	}
	c.http = unredirected(o.HTTP)
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.clock == nil {
		c.clock = time.Now
	}
	c.patient = make(chan struct{}, mostPatient)
	c.pace, c.ranks, c.watch = newPace(o.Paid), newRanks(), cmp.Or[Observer](o.Observer, nobody{})
	if c.may = o.MaySpeak; c.may == nil {
		c.may = always
	}
	return c, nil
}

// tokenLike reports whether a token can stand in an address. Its exact shape is
// Telegram's affair, and that of servers that stand in for it.
func tokenLike(token string) bool {
	return token != "" && len(token) <= 256 && strings.Trim(token, "0123456789:_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// base is the address of the Bot API without a user's name or password.
func (c *Client) base() string {
	u, err := url.Parse(strings.TrimSuffix(c.url, "/bot%s/%s"))
	if err != nil {
		return "the server"
	}
	return u.Scheme + "://" + u.Host + u.Path
}

// Name is the bot's own, without "@".
func (c *Client) Name() string { return c.self.UserName }

// Rate is how many messages a second leave at most, at this moment.
func (c *Client) Rate() float64 { return c.pace.gate.now() }

// account names the bot in notes about updates; a bot may change its name, not
// its id.
func (c *Client) account() string { return fmt.Sprintf("telegram %d", c.self.ID) }
