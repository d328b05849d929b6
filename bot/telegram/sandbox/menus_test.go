package sandbox_test

import (
	"strings"
	"testing"

	"readout/bot/telegram/sandbox"
)

func TestMenusPerScopeAndLanguage(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	commands := func(names ...string) []fields {
		var list []fields
		for _, n := range names {
			list = append(list, fields{"command": n, "description": "Does " + n})
		}
		return list
	}
	mine := fields{"type": "chat", "chat_id": 7}
	works[bool](b, "setMyCommands", fields{"commands": commands("start", "help")})
	works[bool](b, "setMyCommands", fields{"commands": commands("stats"), "scope": mine})
	works[bool](b, "setMyCommands", fields{"commands": commands("hilfe"), "language_code": "de"})
	works[bool](b, "setMyCommands", fields{"commands": commands("start"), "scope": fields{"type": "default"}})
	if got := works[[]sandbox.Command](b, "getMyCommands", nil); len(got) != 1 || got[0].Command != "start" {
		t.Errorf("default: %v", got)
	}
	if got := works[[]sandbox.Command](b, "getMyCommands", fields{"language_code": "de"}); len(got) != 1 || got[0].Command != "hilfe" {
		t.Errorf("German: %v", got)
	}
	works[bool](b, "deleteMyCommands", fields{"scope": mine})
	if got := works[[]sandbox.Command](b, "getMyCommands", fields{"scope": mine}); len(got) != 0 {
		t.Errorf("deleted: %v", got)
	}
	if got := b.Menus(); len(got) != 2 || got[0].Language != "de" || got[1].Scope != "default" {
		t.Errorf("menus: %v", got)
	}
	for want, p := range map[string]fields{
		"Bad Request: BOT_COMMAND_INVALID":                                     {"commands": commands("Start")},
		"Bad Request: BOT_COMMANDS_TOO_MUCH":                                   {"commands": commands(strings.Fields(strings.Repeat("a ", 101))...)},
		"Bad Request: BOT_COMMAND_DESCRIPTION_INVALID":                         {"commands": []fields{{"command": "a", "description": strings.Repeat("ä", 257)}}},
		"Bad Request: invalid language code specified":                         {"commands": commands("a"), "language_code": "deu"},
		"Bad Request: chat not found":                                          {"commands": commands("a"), "scope": fields{"type": "chat", "chat_id": 99}},
		"Bad Request: can't parse BotCommandScope: unsupported type specified": {"commands": commands("a"), "scope": fields{"type": "all"}},
	} {
		b.fails("setMyCommands", p, want)
	}
}

func TestDescriptions(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	works[bool](b, "setMyDescription", fields{"description": strings.Repeat("ä", 512)})
	b.fails("setMyDescription", fields{"description": strings.Repeat("ä", 513)}, "Bad Request: bot description is too long")
	works[bool](b, "setMyShortDescription", fields{"short_description": "News, once a day", "language_code": "en"})
	b.fails("setMyShortDescription", fields{"short_description": strings.Repeat("a", 121)}, "Bad Request: bot short description is too long")
	about := works[map[string]string](b, "getMyShortDescription", fields{"language_code": "en"})
	if about["short_description"] != "News, once a day" {
		t.Errorf("got %v", about)
	}
}
