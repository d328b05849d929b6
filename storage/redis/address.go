package redis

import (
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// shape is how the servers behind an address stand together.
type shape string

const (
	// alone is one server. One that Sentinel has chosen is alone to whoever
	// speaks to it.
	alone   shape = "standalone"
	watched shape = "sentinel"
	cluster shape = "cluster"
)

// errAddress quotes nothing of the address, as it may hold a password.
var errAddress = errors.New("open redis: the address must look like redis://user:password@host:6379/0, " +
	"redis+sentinel://user:password@host1,host2/master, or redis+cluster://user:password@host1,host2")

// connect makes the client of an address, which dials when it is first used,
// and names the hosts for errors.
func connect(address string, o Options) (client goredis.UniversalClient, form shape, hosts string, err error) {
	form, options, err := parseAddress(address)
	if err != nil {
		return nil, "", "", err
	}
	habits(options, o)
	switch form {
	case watched:
		client = goredis.NewFailoverClient(options.Failover())
	case cluster:
		o := options.Cluster()
		// The driver learns from nodes which of them has which slots, and not
		// from one that is gone: until it asks again, it calls that one.
		o.ClusterStateReloadInterval = time.Second
		client = goredis.NewClusterClient(o)
	default:
		client = goredis.NewClient(options.Simple())
	}
	for _, h := range o.hooks {
		client.AddHook(h)
	}
	return client, form, strings.Join(options.Addrs, ","), nil
}

// parseAddress reads an address as Open says it. The port that is not said is
// Redis's own, 6379, and for sentinels theirs, 26379.
func parseAddress(address string) (shape, *goredis.UniversalOptions, error) {
	scheme, rest, _ := strings.Cut(address, "://")
	transport, form := scheme, alone
	if t, kind, found := strings.Cut(scheme, "+"); found {
		transport, form = t, shape(kind)
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@') + 1
	hosts := strings.Split(rest[at:end], ",")
	// What the hosts share is read as the address of the first.
	u, err := url.Parse(transport + "://" + rest[:at] + hosts[0] + rest[end:])
	if err != nil || transport != "redis" && transport != "rediss" || u.Host == "" {
		return "", nil, errAddress
	}
	options := &goredis.UniversalOptions{Addrs: hosts}
	switch {
	case form == alone && len(hosts) == 1:
		err = one(u, options)
	case form == watched:
		err = several(u, options, "26379")
	case form == cluster:
		options.IsClusterMode = true
		err = several(u, options, "6379")
	default:
		err = errAddress
	}
	return form, options, err
}

// one reads what the driver itself reads of the address of one server.
func one(u *url.URL, options *goredis.UniversalOptions) error {
	if u.RawQuery != "" {
		return errors.New("open redis: the address of one server takes no options after its database")
	}
	read, err := goredis.ParseURL(u.String())
	if err != nil {
		return errors.New("open redis: the address holds a database or an option that is none")
	}
	options.Addrs, options.DB = []string{read.Addr}, read.DB
	options.Username, options.Password, options.TLSConfig = read.Username, read.Password, read.TLSConfig
	return nil
}

// several reads an address of many hosts: of sentinels, whose path names the
// master that they watch and perhaps a database of it, or of nodes.
func several(u *url.URL, options *goredis.UniversalOptions, port string) error {
	for i, host := range options.Addrs {
		if _, _, err := net.SplitHostPort(host); err != nil {
			host = net.JoinHostPort(strings.Trim(host, "[]"), port)
		}
		if name, number, err := net.SplitHostPort(host); err != nil || name == "" || number == "" {
			return errAddress
		}
		options.Addrs[i] = host
	}
	options.Username = u.User.Username()
	options.Password, _ = u.User.Password()
	if u.Scheme == "rediss" {
		options.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if options.IsClusterMode {
		return nothingMore(u)
	}
	return master(u, options)
}

// nothingMore refuses a path or options: a cluster has one database.
func nothingMore(u *url.URL) error {
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return errors.New("open redis: the address of a cluster takes nothing after its hosts: it has one database")
	}
	return nil
}

// master reads the name that the sentinels know the master by, its database,
// and what the sentinels themselves want to hear.
func master(u *url.URL, options *goredis.UniversalOptions) error {
	name, number, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if name == "" {
		return errors.New("open redis: the address names no master that the sentinels know: write it such as redis+sentinel://host1,host2/mymaster")
	}
	options.MasterName = name
	if number != "" {
		var err error
		if options.DB, err = strconv.Atoi(number); err != nil || options.DB < 0 {
			return errors.New("open redis: what follows the name of the master is no number of a database")
		}
	}
	for option, values := range u.Query() {
		switch option {
		case "sentinel_username":
			options.SentinelUsername = values[0]
		case "sentinel_password":
			options.SentinelPassword = values[0]
		default:
			return errors.New("open redis: the address holds an option that is none: sentinel_username and sentinel_password are")
		}
	}
	return nil
}

// habits are the same for every client, whatever it speaks to.
func habits(options *goredis.UniversalOptions, o Options) {
	timeout := o.Timeout
	if timeout <= 0 {
		timeout = 3 * time.Second
	}
	options.DialTimeout, options.ReadTimeout, options.WriteTimeout = timeout, timeout, timeout
	options.ContextTimeoutEnabled = true
	// A command whose answer got lost is sent again, so it may be done twice:
	// every script is written so that the second time changes nothing.
	options.MaxRetries, options.MinRetryBackoff, options.MaxRetryBackoff = 3, 20*time.Millisecond, 500*time.Millisecond
	// The client repeats a command that could not connect anyway.
	options.DialerRetries = 1
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}
