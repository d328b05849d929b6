package configs

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// variable is an environment variable that stands above the file. A variable
// that is empty is as good as absent.
type variable struct {
	name  string
	check func(string) error
	set   func(*Config, []string)
	// list tells that several values may be given, parted by commas.
	list bool
}

func variables() []variable {
	return []variable{
		{name: "READOUT_STORE", check: isStore, set: func(c *Config, v []string) { c.Store = v[0] }},
		{name: "READOUT_LISTEN", check: isListen, set: func(c *Config, v []string) { c.Listen = v[0] }},
		{name: "READOUT_LOG", check: isLog, set: func(c *Config, v []string) { c.Log = v[0] }},
		{name: "TELEGRAM_API_URL", check: isServer, set: func(c *Config, v []string) { c.Telegram.APIURL = v[0] }},
		{name: "TELEGRAM_WEBHOOK_URL", check: isWebhook, set: func(c *Config, v []string) { c.Telegram.Webhook.URL = v[0] }},
		{name: "TELEGRAM_WEBHOOK_LISTEN", check: isHost, set: func(c *Config, v []string) { c.Telegram.Webhook.Listen = v[0] }},
		{name: "TELEGRAM_BOT_TOKEN", check: isText, set: func(c *Config, v []string) { c.Token = v[0] }},
		{name: "READOUT_ALLOW_HOSTS", check: isHost, list: true, set: func(c *Config, v []string) { c.AllowHosts = v }},
		{name: "READOUT_ADMINS", check: isUser, list: true, set: func(c *Config, v []string) { c.Admins = numbers(v) }},
	}
}

// environment takes what the variables set. A list replaces the file's.
func (c *Config) environment(env func(string) string) error {
	for _, v := range variables() {
		given := []string{env(v.name)}
		if v.list {
			given = strings.FieldsFunc(given[0], func(r rune) bool { return r == ',' || r == ' ' })
		}
		if len(given) == 0 || given[0] == "" {
			continue
		}
		for _, value := range given {
			if err := v.check(value); err != nil {
				return fmt.Errorf("%s: %w", v.name, err)
			}
		}
		v.set(c, given)
	}
	return c.tokenFile(env("TELEGRAM_BOT_TOKEN_FILE"))
}

// numbers reads what isUser has let through.
func numbers(values []string) []int64 {
	ids := make([]int64, len(values))
	for i, v := range values {
		ids[i], _ = strconv.ParseInt(v, 10, 64)
	}
	return ids
}

// tokenFile reads the bot's token from a file, as container platforms hand out
// secrets. The token itself, where given, stands above it.
func (c *Config) tokenFile(path string) error {
	if path == "" || c.Token != "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		return fmt.Errorf("TELEGRAM_BOT_TOKEN_FILE: %s cannot be read: %w", path, cause.Err)
	}
	c.Token = strings.TrimSpace(string(text))
	if c.Token == "" {
		return fmt.Errorf("TELEGRAM_BOT_TOKEN_FILE: %s is empty", path)
	}
	return nil
}
