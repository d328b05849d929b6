package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"readout/configs"
)

// health asks the program that runs with this configuration whether it goes
// on.
func (r *findingsOf) health(ctx context.Context, c configs.Config) {
	if c.Listen == configs.Off {
		r.fault("health", "listen is off", "name a port with READOUT_LISTEN, or leave out --health")
		return
	}
	address := nearTo(c.Listen)
	live, why, err := askLive(ctx, "http://"+address+"/health/live")
	switch {
	case err != nil:
		r.fault("health", err.Error(), "see that readout run runs, and serves its health on "+address)
	case !live:
		r.fault("health", strings.Join(why, "; "), "start readout run again; its log tells what it was at")
	default:
		r.good("health", "the program at "+address+" goes on")
	}
}

// nearTo is where a program on this machine is reached that listens at an
// address, which may be all addresses.
func nearTo(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip, bad := netip.ParseAddr(host); err == nil && bad == nil && ip.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return listen
}

// askLive asks a program whether it goes on, and if not, why.
func askLive(ctx context.Context, url string) (live bool, why []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false, nil, err
	}
	// Never by a proxy: it is this machine that is asked.
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	got, err := client.Do(ask)
	if err != nil {
		return false, nil, errors.New("nobody answers")
	}
	defer got.Body.Close()
	var says struct {
		Live    *bool    `json:"live"`
		Reasons []string `json:"reasons"`
	}
	if err := json.NewDecoder(io.LimitReader(got.Body, 64<<10)).Decode(&says); err != nil || says.Live == nil {
		return false, nil, fmt.Errorf("something else answers there: %s", got.Status)
	}
	return *says.Live, says.Reasons, nil
}
