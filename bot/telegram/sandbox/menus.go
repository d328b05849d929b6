package sandbox

import (
	"encoding/json"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// Command is one line of a menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// Menu is what is offered in a scope and a language.
type Menu struct {
	// Scope is a scope's type, with the chat's and the user's id behind it
	// where it has them: "chat:-5", "chat_member:-5:7".
	Scope    string    `json:"scope"`
	Language string    `json:"language"`
	Commands []Command `json:"commands"`
}

// menus are all that the bot says of itself.
type menus struct {
	commands     []Menu
	descriptions map[string]string // By language.
	abouts       map[string]string
}

func newMenus() menus {
	return menus{descriptions: map[string]string{}, abouts: map[string]string{}}
}

// Limits of menus.
const (
	maxCommands    = 100
	maxCommandText = 256
	maxDescription = 512
	maxAbout       = 120
)

var (
	commandName  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	languageCode = regexp.MustCompile(`^([a-z]{2})?$`)
)

// Menus are those that the bot has set, in the order of their first setting.
func (s *Server) Menus() []Menu {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Menu{}, s.menus.commands...)
}

// Look is what somebody sees who opens the menu of commands in a chat.
type Look struct {
	Chat     int64  `json:"chat"`
	User     int64  `json:"user"`
	Language string `json:"language"`
}

// MenuFor is the menu that somebody sees in a chat: of the narrowest scope that
// has one, in the user's language before the one for all languages. One without
// commands is none.
func (s *Server) MenuFor(l Look) (Menu, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(l.Chat)
	if err != nil {
		return Menu{}, err
	}
	for _, scope := range c.scopes(l.User) {
		for _, language := range []string{l.Language, ""} {
			for _, m := range s.menus.commands {
				if m.Scope == scope && m.Language == language {
					return m, nil
				}
			}
		}
	}
	return Menu{Scope: "none", Commands: []Command{}}, nil
}

// scopes are those that a user is in, the narrowest first.
func (c *chat) scopes(user int64) []string {
	id := strconv.FormatInt(c.ID, 10)
	if c.Type == private {
		return []string{"chat:" + id, "all_private_chats", "default"}
	}
	scopes := []string{"chat_member:" + id + ":" + strconv.FormatInt(user, 10)}
	admin := c.members[user] != nil && rank(c.members[user].Status) > 1
	if admin {
		scopes = append(scopes, "chat_administrators:"+id)
	}
	scopes = append(scopes, "chat:"+id)
	if admin {
		scopes = append(scopes, "all_chat_administrators")
	}
	return append(scopes, "all_group_chats", "default")
}

// menu is the place that a call names, without its commands.
func (s *Server) menu(p params) (Menu, *refusal) {
	m := Menu{Scope: "default", Language: p.text("language_code")}
	if !languageCode.MatchString(m.Language) {
		return m, bad("invalid language code specified")
	}
	if !p.has("scope") {
		return m, nil
	}
	var scope struct {
		Type string          `json:"type"`
		Chat json.RawMessage `json:"chat_id"`
		User int64           `json:"user_id"`
	}
	if no := p.object("scope", &scope); no != nil {
		return m, bad("can't parse BotCommandScope: expected an Object")
	}
	m.Scope = scope.Type
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return m, nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return m, bad("can't parse BotCommandScope: unsupported type specified")
	}
	c := s.find(unquoted(scope.Chat))
	if c == nil {
		return m, bad("chat not found")
	}
	m.Scope += ":" + strconv.FormatInt(c.ID, 10)
	if scope.Type == "chat_member" {
		m.Scope += ":" + strconv.FormatInt(scope.User, 10)
	}
	return m, nil
}

func unquoted(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

func (s *Server) setMyCommands(p params) (any, *refusal) {
	m, no := s.menu(p)
	if no != nil {
		return nil, no
	}
	if !p.has("commands") || p.object("commands", &m.Commands) != nil {
		return nil, bad("can't parse list of bot commands JSON object")
	}
	if len(m.Commands) > maxCommands {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for i, c := range m.Commands {
		if no := c.check(); no != nil {
			return nil, no
		}
		m.Commands[i] = c
	}
	s.setMenu(m)
	return true, nil
}

// setMenu puts a menu in the place of the one before; an empty one takes it
// away.
func (s *Server) setMenu(m Menu) {
	for i, old := range s.menus.commands {
		if old.Scope == m.Scope && old.Language == m.Language {
			s.menus.commands = append(s.menus.commands[:i:i], s.menus.commands[i+1:]...)
			break
		}
	}
	if len(m.Commands) > 0 {
		s.menus.commands = append(s.menus.commands, m)
	}
}

func (c Command) check() *refusal {
	switch n := utf8.RuneCountInString(c.Description); {
	case !commandName.MatchString(c.Command):
		return bad("BOT_COMMAND_INVALID")
	case n == 0 || blank(c.Description):
		return bad("command description must be non-empty")
	case n > maxCommandText:
		return bad("BOT_COMMAND_DESCRIPTION_INVALID")
	}
	return nil
}

func (s *Server) getMyCommands(p params) (any, *refusal) {
	m, no := s.menu(p)
	if no != nil {
		return nil, no
	}
	for _, set := range s.menus.commands {
		if set.Scope == m.Scope && set.Language == m.Language {
			return set.Commands, nil
		}
	}
	return []Command{}, nil
}

func (s *Server) deleteMyCommands(p params) (any, *refusal) {
	m, no := s.menu(p)
	if no != nil {
		return nil, no
	}
	s.setMenu(m)
	return true, nil
}

func (s *Server) setMyDescription(p params) (any, *refusal) {
	return describe(s.menus.descriptions, p, "description", maxDescription)
}

func (s *Server) setMyShortDescription(p params) (any, *refusal) {
	return describe(s.menus.abouts, p, "short_description", maxAbout)
}

func describe(texts map[string]string, p params, name string, limit int) (any, *refusal) {
	if !languageCode.MatchString(p.text("language_code")) {
		return nil, bad("invalid language code specified")
	}
	if utf8.RuneCountInString(p.text(name)) > limit {
		return nil, bad("%s is too long", map[string]string{
			"description": "bot description", "short_description": "bot short description",
		}[name])
	}
	texts[p.text("language_code")] = p.text(name)
	return true, nil
}

func (s *Server) getMyDescription(p params) (any, *refusal) {
	return map[string]string{"description": spoken(s.menus.descriptions, p)}, nil
}

func (s *Server) getMyShortDescription(p params) (any, *refusal) {
	return map[string]string{"short_description": spoken(s.menus.abouts, p)}, nil
}

// spoken is a text in a language, else the one for all.
func spoken(texts map[string]string, p params) string {
	if text := texts[p.text("language_code")]; text != "" {
		return text
	}
	return texts[""]
}
