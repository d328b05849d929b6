package telegram

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// rankTime is how long it is believed who is an admin where.
	rankTime = time.Minute
	// mostRanks is how many people's ranks are kept.
	mostRanks = 10000
)

// ranks remembers for a minute who is an admin of which group or channel.
type ranks struct {
	mu    sync.Mutex
	known map[member]rank
}

type member struct{ chat, user int64 }

type rank struct {
	admin bool
	until time.Time
}

func newRanks() *ranks { return &ranks{known: map[member]rank{}} }

// admin reports whether somebody is an admin of a chat; who cannot be asked
// about is none.
func (r *ranks) admin(ctx context.Context, c *Client, chat, user int64) bool {
	who := member{chat: chat, user: user}
	now := time.Now()
	r.mu.Lock()
	known, ok := r.known[who]
	r.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.admin
	}
	result, bad := c.call(ctx, request{method: "getChatMember", params: tgbotapi.Params{
		"chat_id": strconv.FormatInt(chat, 10), "user_id": strconv.FormatInt(user, 10),
	}})
	if bad != nil {
		c.log.Warn("rank not known", slog.Int64("chat", chat), slog.String("error", bad.Error()))
		return false
	}
	var m tgbotapi.ChatMember
	if err := json.Unmarshal(result, &m); err != nil {
		c.log.Warn("rank not read", slog.Int64("chat", chat), slog.Any("error", err))
		return false
	}
	is := m.Status == "creator" || m.Status == "administrator"
	r.keep(who, rank{admin: is, until: now.Add(rankTime)}, now)
	return is
}

func (r *ranks) keep(who member, what rank, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.known) >= mostRanks {
		for m, known := range r.known {
			if !now.Before(known.until) {
				delete(r.known, m)
			}
		}
	}
	if len(r.known) < mostRanks {
		r.known[who] = what
	}
}

// drop forgets somebody's rank, which has changed.
func (r *ranks) drop(chat, user int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.known, member{chat: chat, user: user})
}
