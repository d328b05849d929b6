package main

import (
	"context"
	"errors"
	"net"
	"strings"

	"readout/configs"
)

// server looks at a store that is a server's. What readout run only warns of
// is no fault here either.
func (r *findingsOf) server(ctx context.Context, name string) {
	store, err := openTarget(ctx, name)
	if err != nil {
		r.fault("store", err.Error(), mendServer(err))
		return
	}
	defer store.Close()
	for _, doubt := range doubts(store) {
		r.doubt("store", doubt, "see docs/configuration.md")
	}
	r.count(ctx, store, configs.StoreName(name))
}

// mendServer is what to do about a server that cannot be a store: one that was
// not reached, one that lets nobody in with this name and password, or one that
// says what it lacks.
func mendServer(err error) string {
	var away *net.OpError
	if errors.As(err, &away) || errors.Is(err, context.DeadlineExceeded) {
		return "see that the server runs and may be reached from here, or name another with --store"
	}
	for _, refused := range []string{"WRONGPASS", "NOAUTH", "NOPERM"} {
		if strings.Contains(err.Error(), refused) {
			return "the server was reached: correct the user and the password in the store's address, redis://user:password@host:6379/0"
		}
	}
	return "mend that, or name another store with --store"
}
