package configs

import (
	"fmt"
	"net/url"
	"strings"
)

// StoreKind is what keeps a store.
type StoreKind string

const (
	SQLite StoreKind = "sqlite"
	Redis  StoreKind = "redis"
)

// ParseStore reads where everything is kept: "sqlite:FILE" gives the file,
// "redis://[user:password@]host[:port][/number]" (or rediss, with TLS) the
// address as it is. An error repeats no password.
func ParseStore(v string) (StoreKind, string, error) {
	if file, found := strings.CutPrefix(v, "sqlite:"); found && file != "" {
		return SQLite, file, nil
	}
	scheme, _, found := strings.Cut(v, "://")
	switch {
	case found && (scheme == "redis" || scheme == "rediss"):
		u, err := url.Parse(v)
		if err != nil || u.Hostname() == "" {
			return "", "", fmt.Errorf("%s://... names no host: write it such as redis://127.0.0.1:6379/0", scheme)
		}
		return Redis, v, nil
	case found && strings.HasPrefix(scheme, "redis+"):
		return "", "", fmt.Errorf("%s:// is not there yet: write redis://HOST:PORT/NUMBER", scheme)
	}
	return "", "", fmt.Errorf("%q is no store: write sqlite:FILE, such as sqlite:readout.db, or redis://HOST:PORT/NUMBER", v)
}

// StoreName is a store as people are told of it: the file, or the address
// without its password.
func StoreName(v string) string {
	kind, where, err := ParseStore(v)
	if err != nil {
		return v
	}
	if kind == SQLite {
		return where
	}
	u, err := url.Parse(where)
	if err != nil {
		return string(kind)
	}
	return u.Redacted()
}
