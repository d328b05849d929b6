package configs

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// setting is a key of the file by its path ("feeds[].url") with the check of
// its value.
type setting struct {
	path  string
	check func(string) error
}

// settings is the whole grammar of the file: a path that none of them begins
// with is an unknown key.
func settings() []setting {
	return []setting{
		{"store", isStore},
		{"zone", isZone},
		{"feeds[].id", isID},
		{"feeds[].url", isURL},
		{"feeds[].title", isText},
		{"feeds[].folders[]", isText},
		{"topics[].name", isTopic},
		{"topics[].about", isText},
		{"topics[].any[]", isText},
		{"topics[].all[]", isText},
		{"topics[].none[]", isText},
		{"topics[].people[]", isText},
		{"topics[].places[]", isText},
		{"topics[].feeds[]", isText},
		{"desk.every", atLeast("1m")},
		{"desk.lookback", atLeast("2d")},
		{"desk.stale", atLeast("1h")},
		{"desk.catch_up", atLeast("1m")},
		{"desk.workers", isWorkers},
		{"desk.unsure", isUnsure},
		{"telegram.api_url", isServer},
		{"telegram.paid_broadcast", isYesOrNo},
		{"telegram.webhook.url", isWebhook},
		{"telegram.webhook.listen", isHost},
		{"access", isDoor},
		{"allow_hosts[]", isHost},
		{"contact", func(string) error { return nil }},
		{"admins[]", isUser},
		{"listen", isListen},
		{"log", isLog},
	}
}

func isStore(v string) error {
	_, _, err := ParseStore(v)
	return err
}

// isDoor takes a state of the door.
func isDoor(v string) error {
	if !slices.Contains([]string{"closed", "invitation", "open"}, v) {
		return fmt.Errorf("%q says nothing of who may come in: write closed, invitation or open", v)
	}
	return nil
}

// isUnsure takes what becomes of a message that may or may not have arrived.
func isUnsure(v string) error {
	if v != "repeat" && v != "leave" {
		return fmt.Errorf("%q says nothing of a message of unknown fate: write repeat or leave", v)
	}
	return nil
}

func isYesOrNo(v string) error {
	if v != "true" && v != "false" {
		return fmt.Errorf("%q is neither true nor false", v)
	}
	return nil
}

// isServer takes the address of a Bot API server.
func isServer(v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.User != nil {
		return fmt.Errorf("%q is no address of a Bot API server: write it such as https://api.telegram.org", v)
	}
	return nil
}

// isWebhook takes the address of a webhook, or none. Telegram's own server takes
// https alone, one on this machine http as well.
func isWebhook(v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf("%q is no address of a webhook: write it such as https://bot.example.org/telegram", v)
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if own := err == nil && (ip.IsLoopback() || ip.IsPrivate()); u.Scheme == "http" && !own {
		return fmt.Errorf("%q is no address of a webhook: Telegram brings updates by https alone", v)
	}
	return nil
}

func isZone(v string) error {
	if _, err := time.LoadLocation(v); err != nil || v == "" || v == "Local" {
		return fmt.Errorf("%q is no time zone: write an IANA name, such as Europe/Lisbon or UTC", v)
	}
	return nil
}

func isID(v string) error {
	if v == "" || v != slug(v) {
		return fmt.Errorf("%q is no id: write small letters, digits and hyphens, such as capital-wire", v)
	}
	return nil
}

func isURL(v string) error {
	u, err := url.Parse(v)
	switch {
	case err != nil, !slices.Contains([]string{"http", "https", "file"}, u.Scheme):
		return fmt.Errorf("%q is no address of a feed: write it with http://, https:// or file://", v)
	case u.Scheme == "file" && u.Path == "", u.Scheme != "file" && u.Host == "":
		return fmt.Errorf("%q is no address of a feed: it names no place after %s://", v, u.Scheme)
	}
	return nil
}

func isText(v string) error {
	if strings.TrimSpace(v) == "" {
		return errors.New("nothing is written here: remove the line, or fill it in")
	}
	return nil
}

func isTopic(v string) error {
	if slug(v) == "" {
		return fmt.Errorf("%q is no name of a topic: it needs a letter or a digit", v)
	}
	return nil
}

// atLeast takes a duration, and none that would keep the desk from its work.
func atLeast(least string) func(string) error {
	return func(v string) error {
		d, err := ParseDuration(v)
		if err != nil {
			return err
		}
		if bound, _ := ParseDuration(least); d < bound {
			return fmt.Errorf("%q is too short: write %s or more", v, least)
		}
		return nil
	}
}

func isWorkers(v string) error {
	if n, err := strconv.Atoi(v); err != nil || n < 1 || n > 64 {
		return fmt.Errorf("%q is no number of workers: write one from 1 to 64", v)
	}
	return nil
}

// isUser takes a person's id. Some ids are shared by many: whoever wrote as an
// anonymous admin, a channel or a linked channel would be an admin of the bot.
func isUser(v string) error {
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n <= 0 {
		return fmt.Errorf("%q is no user id: write the number, such as 1234567", v)
	}
	if slices.Contains([]int64{1087968824, 777000, 136817688}, n) {
		return fmt.Errorf("%s stands for many people (anonymous admins, channels): write a person's own id", v)
	}
	return nil
}

func isHost(v string) error {
	host, port, err := net.SplitHostPort(v)
	if err != nil || host == "" {
		return fmt.Errorf("%q is no host with a port: write it such as 127.0.0.1:9000", v)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("%q has no port from 0 to 65535 at its end", v)
	}
	if strings.Contains(host, ":") {
		if _, err := netip.ParseAddr(host); err != nil {
			return fmt.Errorf("%q holds no address in its brackets", v)
		}
	}
	return nil
}

// Off is the Listen of those who want no health and metrics served.
const Off = "off"

func isListen(v string) error {
	if v == Off {
		return nil
	}
	if err := isHost(v); err != nil {
		return fmt.Errorf("%w, or off", err)
	}
	return nil
}

// Levels are the names of how much is logged, most first.
func Levels() []string { return []string{"debug", "info", "warn", "error"} }

// isLog takes a level, or a file, which has a dot or a slash in its name.
func isLog(v string) error {
	if !slices.Contains(Levels(), v) && !strings.ContainsAny(v, "./") {
		return fmt.Errorf("%q is no level of logging: write %s, or the name of a file such as readout.log", v, strings.Join(Levels(), ", "))
	}
	return nil
}

// ParseDuration reads "15m", "36h", "1h30m" or days, "14d": above zero, and at
// most ten years.
func ParseDuration(v string) (time.Duration, error) {
	const most = 3660 * 24 * time.Hour
	d, err := time.ParseDuration(v)
	if days, found := strings.CutSuffix(v, "d"); found {
		var n int
		n, err = strconv.Atoi(days)
		d = time.Duration(min(max(n, 0), 3661)) * 24 * time.Hour
	}
	if err != nil || d <= 0 || d > most {
		return 0, fmt.Errorf("%q is no length of time: write it such as 15m, 12h or 14d", v)
	}
	return d, nil
}
