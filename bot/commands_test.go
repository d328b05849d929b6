package bot_test

import (
	"regexp"
	"strings"
	"testing"

	"readout/bot"
)

var telegramName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func TestTheTableIsWhole(t *testing.T) {
	t.Parallel()
	r := open(t)
	taken := map[string]bool{}
	menu := 0
	for _, c := range r.bot.Commands() {
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			if !telegramName.MatchString(name) || taken[name] {
				t.Errorf("/%s is taken or no name", name)
			}
			taken[name] = true
		}
		if c.Summary == "" || len(c.Summary) > 100 || strings.HasSuffix(c.Summary, ".") {
			t.Errorf("/%s: summary %q", c.Name, c.Summary)
		}
		if len(c.Examples) == 0 {
			t.Errorf("/%s has no example", c.Name)
		}
		if c.Menu {
			menu++
		}
	}
	if menu < 10 || menu > 14 {
		t.Errorf("the menu of a private chat shows %d commands; it should show about twelve", menu)
	}
}

// TestEveryCommandIsUseful sends every name, alias and example of the table,
// without and with its argument, to a newcomer's chat.
func TestEveryCommandIsUseful(t *testing.T) {
	t.Parallel()
	for _, c := range open(t).bot.Commands() {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			if c.Admins {
				r.as = persona(t, "Root")
			}
			for _, name := range append([]string{c.Name}, c.Aliases...) {
				r.mustHelp("/" + name)
			}
			for _, example := range c.Examples {
				if name, _, _ := strings.Cut(example, " "); name != "/"+c.Name {
					t.Errorf("%q is no example of /%s", example, c.Name)
				}
				r.mustHelp(example)
			}
			r.mustHelp("/help " + c.Name)
			r.tryButtons()
		})
	}
}

func (r *room) mustHelp(text string) {
	r.t.Helper()
	reply := r.say(text)
	got := plain(reply)
	if len(reply.Blocks) == 0 || strings.Contains(got, "Something went wrong") || strings.Contains(got, "There is no command") || strings.Contains(got, "Only those") {
		r.t.Errorf("%q is answered %s", text, got)
	}
}

func FuzzAnswer(f *testing.F) {
	for _, text := range []string{"/time 7:30", "/search since:7d \"a b\" person:x", "3?", "who met X", "/timezone Baku", "/pause 24 Dec", "/topics x 2", "\x00/\u202e@"} {
		f.Add(text)
	}
	for _, text := range []string{"/topic_add A: any: b, \"c;d\"; about: e; save", "/topic_edit energy: none:; all: x save", "/feed_add newwire.example save", "/alias a=b", "/inspect 1", "/invite 3 9d", "/allow -1", "/start inv_x-y", "/claim x", "/export met json", "/bind x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := open(t)
		for _, who := range []string{"Ada", "Root", "admin", "Bea"} {
			r.as = persona(t, who)
			reply := r.say(text)
			if strings.Contains(plain(reply), "Something went wrong") {
				t.Errorf("%q by %s failed", text, who)
			}
			for _, block := range reply.Blocks {
				if n := len([]rune(block.Text.String())); n > 4096 {
					t.Errorf("%q is answered with a block of %d characters", text, n)
				}
			}
			r.setup("closed")
		}
	})
}

// What a topic is written as is read back as the same topic.
func FuzzRules(f *testing.F) {
	for _, text := range []string{"A: any: b", `A: any: "b;c", d all: e; none: f about: g`, "A\nany: x\nabout: y; z", "A: about: any: b; people: c"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, ok := bot.TopicWritten(bot.Clean(text))
		if !ok {
			return
		}
		if again, ok := bot.TopicWritten(bot.Clean(first)); !ok || again != first {
			t.Errorf("%q is written %q, and that %q", text, first, again)
		}
	})
}
