package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"readout/configs"
	"readout/storage"
)

// copyCommand moves everything from one store to another.
type copyCommand struct {
	From string `required:"" help:"The store to read: sqlite:FILE or redis://HOST:PORT/NUMBER." placeholder:"URL"`
	To   string `required:"" help:"The store to fill. It must be empty." placeholder:"URL"`
	Add  bool   `help:"Go on with a copy that was broken off: what is there already and differs is replaced."`
}

func (c copyCommand) Run(ctx context.Context, sys system) error {
	same, err := sameStore(c.From, c.To)
	if err != nil {
		return err
	}
	if same {
		return usageError{"--from and --to are the same store"}
	}
	from, err := openArchive(ctx, c.From)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := openTarget(ctx, c.To)
	if err != nil {
		return err
	}
	defer to.Close()
	goOn := fmt.Sprintf("readout copy --add --from %s --to %s", configs.StoreAddress(c.From), configs.StoreAddress(c.To))
	words, err := transfer(ctx, sys, from, to, storage.CopyOptions{Add: c.Add, GoOn: goOn})
	if err != nil {
		return fmt.Errorf("copy to %s: %w", configs.StoreName(c.To), err)
	}
	_, err = fmt.Fprintf(sys.out, "equal: %s\n", words)
	return err
}

// sameStore reports whether two names are of one store, however they are
// written: of one file, or of one database of a Redis server. Other names of a
// host than localhost are not looked up.
func sameStore(from, to string) (bool, error) {
	fromKind, fromWhere, err := configs.ParseStore(from)
	if err != nil {
		return false, usageError{"--from: " + err.Error()}
	}
	toKind, toWhere, err := configs.ParseStore(to)
	if err != nil {
		return false, usageError{"--to: " + err.Error()}
	}
	switch {
	case fromKind != toKind:
		return false, nil
	case fromKind == configs.SQLite:
		return sameFile(fromWhere, toWhere), nil
	}
	return databaseOf(fromWhere) == databaseOf(toWhere), nil
}

// sameFile takes links into account; what is not there yet has its path alone.
func sameFile(a, b string) bool {
	first, noFirst := os.Stat(a)
	second, noSecond := os.Stat(b)
	if noFirst == nil && noSecond == nil {
		return os.SameFile(first, second)
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// database is one of those of a Redis server.
type database struct{ host, port, number string }

func databaseOf(address string) database {
	u, err := url.Parse(address)
	if err != nil {
		return database{host: address}
	}
	d := database{host: strings.ToLower(u.Hostname()), port: cmp.Or(u.Port(), "6379"), number: cmp.Or(strings.Trim(u.Path, "/"), u.Query().Get("db"), "0")}
	if net.ParseIP(d.host).IsLoopback() {
		d.host = "localhost"
	}
	return d
}
