package configs

import "time"

// Config is every setting, checked: zones load, addresses parse, durations
// are above zero, and what topics name is there.
type Config struct {
	// Store is what ParseStore reads.
	Store string `yaml:"store"`
	// Zone is an IANA name.
	Zone string `yaml:"zone"`
	// Feeds have unique ids and addresses, in the order of the file.
	Feeds  []Feed  `yaml:"feeds"`
	Topics []Topic `yaml:"topics"`
	Desk   Desk    `yaml:"desk"`
	// AllowHosts are "host:port".
	AllowHosts []string `yaml:"allow_hosts"`
	// Contact is told to the servers of feeds; "" tells nothing.
	Contact  string   `yaml:"contact"`
	Telegram Telegram `yaml:"telegram"`
	// Access is "closed", "invitation" or "open".
	Access string `yaml:"access"`
	// Admins are people's ids, none of them one that many share.
	Admins []int64 `yaml:"admins"`
	// Listen is "host:port", or Off.
	Listen string `yaml:"listen"`
	// Log is one of Levels, or a file to log to at the level info.
	Log string `yaml:"log"`
	// Token is the bot's, from the environment alone; "" where there is none.
	Token string `yaml:"-"`
}

// Feed is one source to read.
type Feed struct {
	// ID is never empty: where the file gives none, it is FeedID of the URL.
	ID      string   `yaml:"id"`
	URL     string   `yaml:"url"`
	Title   string   `yaml:"title"`
	Folders []string `yaml:"folders"`
}

// Topic is something that readers can choose.
type Topic struct {
	Name   string   `yaml:"name"`
	About  string   `yaml:"about"`
	Any    []string `yaml:"any"`
	All    []string `yaml:"all"`
	None   []string `yaml:"none"`
	People []string `yaml:"people"`
	Places []string `yaml:"places"`
	// Feeds are ids of feeds: folders have been replaced by what is in them.
	Feeds []string `yaml:"feeds"`
}

// Desk is how the desk works.
type Desk struct {
	Every    Duration `yaml:"every"`
	Lookback Duration `yaml:"lookback"`
	Stale    Duration `yaml:"stale"`
	CatchUp  Duration `yaml:"catch_up"`
	Workers  int      `yaml:"workers"`
	// Unsure is "repeat" or "leave".
	Unsure string `yaml:"unsure"`
}

// Telegram is how Telegram is reached.
type Telegram struct {
	// APIURL is the Bot API server's, without the token.
	APIURL string `yaml:"api_url"`
	// PaidBroadcast pays for digests to be taken faster.
	PaidBroadcast bool    `yaml:"paid_broadcast"`
	Webhook       Webhook `yaml:"webhook"`
}

// Webhook is where Telegram brings updates; with no URL it is asked for them.
type Webhook struct {
	// URL is what Telegram calls, Listen the "host:port" that takes the calls.
	URL    string `yaml:"url"`
	Listen string `yaml:"listen"`
}

// Duration is a length of time that may be written in days: "14d".
type Duration time.Duration

// UnmarshalText reads what ParseDuration reads.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}
