package configs_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"readout/configs"
)

func TestTheExampleIsTheDefault(t *testing.T) {
	t.Parallel()
	got, err := configs.Load("", none)
	if err != nil {
		t.Fatal(err)
	}
	want := configs.Config{
		Store: "sqlite:readout.db", Zone: "UTC", Listen: "127.0.0.1:9464", Log: "warn",
		Feeds: []configs.Feed{}, Topics: []configs.Topic{}, AllowHosts: []string{}, Admins: []int64{},
		Desk: configs.Desk{
			Every: hours(0.25), Lookback: hours(14 * 24), Stale: hours(7 * 24), CatchUp: hours(12), Workers: 8, Unsure: "repeat",
		},
		Telegram: configs.Telegram{APIURL: "https://api.telegram.org", Webhook: configs.Webhook{Listen: "127.0.0.1:8443"}}, Access: "closed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What the example shows as commented lines must work when uncommented.
func TestTheExamplesInTheExampleWork(t *testing.T) {
	t.Parallel()
	// A key may stand there once, so the empty default of each goes.
	text := regexp.MustCompile(`(?m)^\w+: \[\]\n`).ReplaceAllString(configs.Example(), "")
	text = regexp.MustCompile(`(?m)^store: sqlite.*\n`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m)^contact: ""\n`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m)^    url: ""\n    # `).ReplaceAllString(text, "    ")
	text = regexp.MustCompile(`(?m)^# `).ReplaceAllString(text, "")
	c, err := configs.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Feeds) != 2 || len(c.Topics) != 2 || len(c.Admins) != 1 || len(c.AllowHosts) != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestAFileSetsOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	c := parse(t, "desk:\n  stale: 3d\nzone: Europe/Lisbon\n")
	if c.Desk.Stale != hours(72) || c.Desk.Every != hours(0.25) || c.Zone != "Europe/Lisbon" {
		t.Errorf("got %+v", c)
	}
}

// A12: only this machine reaches health and metrics, unless it is told otherwise.
func TestA12HealthIsOnLoopback(t *testing.T) {
	t.Parallel()
	c, err := configs.Load("", none)
	if err != nil {
		t.Fatal(err)
	}
	at, err := netip.ParseAddrPort(c.Listen)
	if err != nil || !at.Addr().IsLoopback() {
		t.Errorf("listens at %q: %v", c.Listen, err)
	}
}

func TestNothingListensWhereThatIsOff(t *testing.T) {
	t.Parallel()
	if c := parse(t, "listen: off\n"); c.Listen != configs.Off {
		t.Errorf("got %q", c.Listen)
	}
	c, err := configs.Load("", func(name string) string { return map[string]string{"READOUT_LISTEN": "off"}[name] })
	if err != nil || c.Listen != configs.Off {
		t.Errorf("from the environment: %q, %v", c.Listen, err)
	}
}

func TestATopicMayNameFeedsAndFolders(t *testing.T) {
	t.Parallel()
	c := parse(t, `
feeds:
  - {url: "https://www.example.org/rss.xml", folders: [World]}
  - {url: "https://example.net/feed?x=1", folders: [World]}
  - {id: mine, url: "file:///srv/feed.xml"}
topics:
  - {name: Lakes, feeds: [World, mine, mine]}
`)
	want := []string{"example-org-rss-xml", "example-net-feed-x-1", "mine"}
	if diff := cmp.Diff(want, c.Topics[0].Feeds); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Every fault is one line that says where, what, and how to mend it.
func TestFaults(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, want string }{
		{"unknown key", "stor: sqlite:x.db\n", `line 1, column 1: unknown key "stor": did you mean "store"?`},
		{"unknown key below", "desk:\n  everyy: 5m\n", `line 2, column 3: unknown key "everyy": did you mean "every"?`},
		{"nothing near", "feeds:\n  - colour: red\n", `line 2, column 5: unknown key "colour": known here: id, url, title, folders`},
		{"zone", "store: sqlite:x.db\nzone: Mars/Olympus\n", `line 2, column 7: zone: "Mars/Olympus" is no time zone: write an IANA name, such as Europe/Lisbon or UTC`},
		{"url", "feeds:\n  - url: example.org/rss\n", `line 2, column 10: feeds.url: "example.org/rss" is no address of a feed: write it with http://, https:// or file://`},
		{"url without host", "feeds:\n  - url: \"https://\"\n", `line 2, column 10: feeds.url: "https://" is no address of a feed: it names no place after https://`},
		{"duration", "desk:\n  every: soon\n", `line 2, column 10: desk.every: "soon" is no length of time: write it such as 15m, 12h or 14d`},
		{"no time between readings", "desk: {every: 30s}\n", `line 1, column 15: desk.every: "30s" is too short: write 1m or more`},
		{"nothing is no duration", "desk: {every: 0s}\n", `line 1, column 15: desk.every: "0s" is no length of time: write it such as 15m, 12h or 14d`},
		{"number", "desk: {workers: many}\n", `line 1, column 17: desk.workers: "many" is no number of workers: write one from 1 to 64`},
		{"store", "store: mysql://h:1\n", `line 1, column 8: store: "mysql://h:1" is no store: write sqlite:FILE, such as sqlite:readout.db, or redis://HOST:PORT/NUMBER`},
		{"redis without a host", "store: redis:///0\n", `line 1, column 8: store: redis://... names no host: write it such as redis://127.0.0.1:6379/0`},
		{"redis of many, one of them unnamed", "store: redis+cluster://a,,b\n", `line 1, column 8: store: redis+cluster://... names no host: write it such as redis+cluster://host1:6379,host2:6379`},
		{"sentinels without a master", "store: redis+sentinel://a,b\n", `line 1, column 8: store: redis+sentinel://... names no master that the sentinels know: write it such as redis+sentinel://host1:26379,host2:26379/mymaster`},
		{"no redis", "store: redis+other://u:s3cret@a,b\n", `line 1, column 8: store: "...@a,b" is no store: write sqlite:FILE, such as sqlite:readout.db, or redis://HOST:PORT/NUMBER`},
		{"door", "access: ajar\n", `line 1, column 9: access: "ajar" says nothing of who may come in: write closed, invitation or open`},
		{"unsure", "desk:\n  unsure: perhaps\n", `line 2, column 11: desk.unsure: "perhaps" says nothing of a message of unknown fate: write repeat or leave`},
		{"server", "telegram:\n  api_url: api.telegram.org\n", `line 2, column 12: telegram.api_url: "api.telegram.org" is no address of a Bot API server: write it such as https://api.telegram.org`},
		{"paid broadcast", "telegram:\n  paid_broadcast: perhaps\n", `line 2, column 19: telegram.paid_broadcast: "perhaps" is neither true nor false`},
		{"webhook", "telegram: {webhook: {url: bot.example.org}}\n", `line 1, column 27: telegram.webhook.url: "bot.example.org" is no address of a webhook: write it such as https://bot.example.org/telegram`},
		{"webhook in the open", "telegram: {webhook: {url: 'http://bot.example.org/x'}}\n", `telegram.webhook.url: "http://bot.example.org/x" is no address of a webhook: Telegram brings updates by https alone`},
		{"admin of many", "admins: [1087968824]\n", `line 1, column 10: admins: 1087968824 stands for many people (anonymous admins, channels): write a person's own id`},
		{"host", "allow_hosts: [localhost]\n", `line 1, column 15: allow_hosts: "localhost" is no host with a port: write it such as 127.0.0.1:9000`},
		{"admin", "admins: [me]\n", `line 1, column 10: admins: "me" is no user id: write the number, such as 1234567`},
		{"listen", "listen: 9464\n", `line 1, column 9: listen: "9464" is no host with a port: write it such as 127.0.0.1:9000, or off`},
		{"log", "log: loud\n", `line 1, column 6: log: "loud" is no level of logging: write debug, info, warn, error, or the name of a file such as readout.log`},
		{"value for a list", "admins: 42\n", `line 1, column 9: admins: a list is expected here: put the value in [brackets]`},
		{"list for a value", "zone: [UTC]\n", `line 1, column 7: zone: a single value is expected here, not a list`},
		{"value for keys", "desk: fast\n", `line 1, column 7: desk: keys are expected here: every, lookback, stale, catch_up, workers`},
		{"keys for a value", "zone:\n  name: UTC\n", `zone: a single value or a list is expected here, no further keys`},
		{"no value", "zone:\n", `zone: no value is given: remove the line, or fill it in`},
		{"alias", "zone: &z UTC\nstore: *z\n", `anchors, aliases and tags are not read: write the value itself`},
		{"syntax", "feeds: [\n", `line 1`},
		{"twice", "zone: UTC\nzone: UTC\n", `line 2, column 1: mapping key "zone" already defined`},
		{"two documents", "zone: UTC\n---\nzone: UTC\n", `more than one document`},
		{"feed twice", "feeds: [{url: 'https://a.b/c'}, {url: 'https://a.b/c'}]\n", `feed https://a.b/c is there twice: remove one`},
		{"id twice", "feeds: [{id: x, url: 'https://a.b/c'}, {id: x, url: 'https://a.b/d'}]\n", `two feeds have the id "x": give one an id of its own`},
		{"no address", "feeds: [{id: x}]\n", `feed 1 has no address: add the line url: https://...`},
		{"no such feed", "feeds: [{id: capital, url: 'https://a.b/c'}]\ntopics: [{name: T, feeds: [capitol]}]\n", `topic "T": no feed or folder "capitol": did you mean "capital"?`},
		{"topics alike", "topics: [{name: Lake One}, {name: lake-one}]\n", `topics "Lake One" and "lake-one" are told apart by nothing: rename one`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := configs.Parse([]byte(c.file))
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
		})
	}
}

func TestTheEnvironmentStandsAboveTheFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "mine.yaml")
	write(t, file, "store: sqlite:a.db\nadmins: [1]\nzone: Asia/Tokyo\n")
	env := map[string]string{
		"READOUT_CONFIG": file, "READOUT_STORE": "sqlite:b.db", "READOUT_ADMINS": "7, 8",
		"READOUT_ALLOW_HOSTS": "127.0.0.1:9000,[::1]:80", "READOUT_LOG": "logs/readout.log", "TELEGRAM_BOT_TOKEN": "1:x",
	}
	c, err := configs.Load("", func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	if c.Zone != "Asia/Tokyo" || c.Store != "sqlite:b.db" || c.Token != "1:x" || c.Log != "logs/readout.log" {
		t.Errorf("got %+v", c)
	}
	if diff := cmp.Diff([]int64{7, 8}, c.Admins); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"127.0.0.1:9000", "[::1]:80"}, c.AllowHosts); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsOfTheEnvironment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty")
	write(t, empty, "\n")
	cases := []struct{ name, value, want string }{
		{"READOUT_STORE", "readout.db", `READOUT_STORE: "readout.db" is no store: write sqlite:FILE, such as sqlite:readout.db, or redis://HOST:PORT/NUMBER`},
		{"READOUT_ADMINS", "7,you", `READOUT_ADMINS: "you" is no user id`},
		{"READOUT_CONFIG", filepath.Join(dir, "none.yaml"), `none.yaml: cannot be read: no such file`},
		{"READOUT_LISTEN", "on", `READOUT_LISTEN: "on" is no host with a port`},
		{"TELEGRAM_BOT_TOKEN_FILE", empty, `empty is empty`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := configs.Load("", func(name string) string {
				if name == c.name {
					return c.value
				}
				return ""
			})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestTheTokenFromAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token")
	write(t, file, "1:secret\n")
	c, err := configs.Load("", func(name string) string {
		if name == "TELEGRAM_BOT_TOKEN_FILE" {
			return file
		}
		return ""
	})
	if err != nil || c.Token != "1:secret" {
		t.Errorf("got %q, %v", c.Token, err)
	}
}

// Whatever is in a file, reading it ends, and a fault is one line.
func FuzzParse(f *testing.F) {
	f.Add(configs.Example())
	f.Add("feeds: [{url: 'https://a.b', folders: []}]\ntopics: [{name: x, feeds: [y]}]\n")
	f.Add("a: &a [*a]\n? b\n: - c\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := configs.Parse([]byte(text)); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one line: %q", err)
		}
	})
}

func none(string) string { return "" }

func hours(n float64) configs.Duration { return configs.Duration(n * float64(time.Hour)) }

func parse(t *testing.T, text string) configs.Config {
	t.Helper()
	c, err := configs.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestS2AStoreIsShownWithoutItsPassword(t *testing.T) {
	t.Parallel()
	for store, want := range map[string]string{
		"sqlite:a.db":                      "a.db",
		"redis://127.0.0.1:6379/0":         "redis://127.0.0.1:6379/0",
		"redis://bot:secret@10.0.0.1:6379": "redis://bot:xxxxx@10.0.0.1:6379",
	} {
		if got := configs.StoreName(store); got != want {
			t.Errorf("%s is shown as %s", store, got)
		}
	}
	if got, want := configs.StoreAddress("sqlite:a.db"), "sqlite:a.db"; got != want {
		t.Errorf("a command names %s as %s", want, got)
	}
	if got, want := configs.StoreAddress("redis://bot:secret@h"), "redis://bot:xxxxx@h"; got != want {
		t.Errorf("a command names %s as %s", want, got)
	}
	for _, wrong := range []string{"redis//:s3cret@h:1/0", "mysql://u:s3cr/s3cret@h", "redis:s3cret@h", "mysql://u:p@h/d?password=s3cret"} {
		if _, _, err := configs.ParseStore(wrong); err == nil || strings.Contains(err.Error(), "s3c") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
