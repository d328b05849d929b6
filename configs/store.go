package configs

import (
	"fmt"
	"slices"
	"strings"
)

// StoreKind is what keeps a store.
type StoreKind string

const (
	SQLite StoreKind = "sqlite"
	Redis  StoreKind = "redis"
)

// ParseStore reads where everything is kept: "sqlite:FILE" gives the file, and
// an address of Redis comes as it is: "redis://[user:password@]host[:port][/number]",
// "redis+sentinel://...host,host/master", "redis+cluster://...host,host", or
// the same with rediss, which speaks TLS. An error repeats no password.
func ParseStore(v string) (StoreKind, string, error) {
	if file, found := strings.CutPrefix(v, "sqlite:"); found && file != "" {
		return SQLite, file, nil
	}
	scheme, rest, found := strings.Cut(v, "://")
	example, known := redisAddresses[strings.Replace(scheme, "rediss", "redis", 1)]
	if !found || !known {
		return "", "", fmt.Errorf("%q is no store: write sqlite:FILE, such as sqlite:readout.db, or redis://HOST:PORT/NUMBER", behindPassword(v))
	}
	_, hosts, path := splitAddress(rest)
	if slices.ContainsFunc(strings.Split(hosts, ","), namesNoHost) {
		return "", "", fmt.Errorf("%s://... names no host: write it such as %s", scheme, example)
	}
	if strings.HasSuffix(scheme, "+sentinel") && len(strings.Trim(path, "/")) == 0 {
		return "", "", fmt.Errorf("%s://... names no master that the sentinels know: write it such as %s", scheme, example)
	}
	return Redis, v, nil
}

// redisAddresses has an example of each form of address.
var redisAddresses = map[string]string{
	"redis":          "redis://127.0.0.1:6379/0",
	"redis+sentinel": "redis+sentinel://host1:26379,host2:26379/mymaster",
	"redis+cluster":  "redis+cluster://host1:6379,host2:6379",
}

// splitAddress splits what follows the scheme. It is no URL: hosts may be many.
func splitAddress(rest string) (user, hosts, path string) {
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@') + 1
	return rest[:at], rest[at:end], rest[end:]
}

func namesNoHost(host string) bool { return host == "" || host[0] == ':' }

// withoutPassword hides what an address must not tell, and its options, which
// may hold one too.
func withoutPassword(address string) string {
	scheme, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	user, hosts, path := splitAddress(rest)
	path, _, _ = strings.Cut(path, "?")
	if name, _, has := strings.Cut(user, ":"); has {
		user = name + ":xxxxx@"
	}
	return scheme + "://" + user + hosts + path
}

// behindPassword is what follows the password in what is no address: nobody
// knows where one begins in it.
func behindPassword(v string) string {
	at := strings.LastIndexByte(v, '@')
	if at < 0 {
		return v
	}
	hosts, _, _ := strings.Cut(v[at:], "?")
	return "..." + hosts
}

// StoreAddress is a store as a command names it, without its password.
func StoreAddress(v string) string {
	if kind, _, _ := ParseStore(v); kind == SQLite {
		return v
	}
	return withoutPassword(v)
}

// StoreName is a store as people are told of it: the file, or the address
// without its password.
func StoreName(v string) string {
	if kind, file, _ := ParseStore(v); kind == SQLite {
		return file
	}
	return withoutPassword(v)
}
