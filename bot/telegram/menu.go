package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
)

// mostCommands is how many commands Telegram takes in a menu, longestSummary
// how many characters one is explained in.
const (
	mostCommands   = 100
	longestSummary = 256
)

var menuName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// Menus fills Telegram's menus from the command table: of private chats, of
// groups, of groups for their admins, and of the chats of the bot's own admins,
// who are known by their ids. A menu hides; it protects nothing.
func (c *Client) Menus(ctx context.Context, commands []bot.Command, admins []int64) error {
	private := func(row bot.Command) bool { return row.Menu && !row.Admins }
	groups := func(row bot.Command) bool { return row.Groups && !row.Admins }
	return errors.Join(
		c.menu(ctx, scope{Type: "default"}, commands, private),
		c.menu(ctx, scope{Type: "all_private_chats"}, commands, private),
		c.menu(ctx, scope{Type: "all_group_chats"}, commands, groups),
		c.menu(ctx, scope{Type: "all_chat_administrators"}, commands, func(row bot.Command) bool {
			return (row.Groups || row.Menu && row.Changes) && !row.Admins
		}),
		c.adminMenus(ctx, commands, admins),
	)
}

// adminMenus fills the menus of the bot's admins. One who has never written to
// the bot has no chat to put it into yet.
func (c *Client) adminMenus(ctx context.Context, commands []bot.Command, admins []int64) error {
	for _, id := range admins {
		err := c.menu(ctx, scope{Type: "chat", Chat: id}, commands, func(row bot.Command) bool { return row.Menu || row.Admins })
		var bad *failure
		if errors.As(err, &bad) && (bad.nowhere() || bad.end() != "") {
			c.log.Info("admin has no chat with the bot yet", slog.Int64("admin", id))
		} else if err != nil {
			return err
		}
	}
	return nil
}

// scope is whom a menu is for.
type scope struct {
	Type string `json:"type"`
	Chat int64  `json:"chat_id,omitempty"`
}

// entry is a line of a menu.
type entry struct {
	Name    string `json:"command"`
	Summary string `json:"description"`
}

func (c *Client) menu(ctx context.Context, to scope, commands []bot.Command, shows func(bot.Command) bool) error {
	var entries []entry
	for _, row := range commands {
		if shows(row) && menuName.MatchString(row.Name) && row.Summary != "" && len(entries) < mostCommands {
			entries = append(entries, entry{Name: row.Name, Summary: shortened(row.Summary)})
		}
	}
	where, err := json.Marshal(to)
	if err != nil {
		return fmt.Errorf("menu %s: %w", to.Type, err)
	}
	list, err := json.Marshal(entries)
	if err != nil {
		return fmt.Errorf("menu %s: %w", to.Type, err)
	}
	if _, bad := c.call(ctx, request{method: "setMyCommands", params: tgbotapi.Params{"commands": string(list), "scope": string(where)}}); bad != nil {
		return fmt.Errorf("menu %s: %w", to.Type, bad)
	}
	return nil
}

func shortened(s string) string {
	if utf8.RuneCountInString(s) <= longestSummary {
		return s
	}
	return string([]rune(s)[:longestSummary-1]) + "…"
}
