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
