package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"readout/bot/telegram/sandbox"
)

// sandboxCommand is Telegram without Telegram: a strict Bot API server in
// memory, for trying and testing any bot. Whoever reaches it can play
// everybody, so it listens to this machine alone unless told otherwise.
type sandboxCommand struct {
	Listen string `default:"127.0.0.1:8081" help:"Where to listen." placeholder:"HOST:PORT"`
	Token  string `default:"1000000001:SandboxSandboxSandboxSandboxSandbox" help:"The token that a bot has to know." placeholder:"TOKEN"`
	Limits bool   `help:"Refuse what comes too fast, as Telegram does."`
	Expose bool   `help:"Listen on an address that other machines reach."`
}

func (c sandboxCommand) Run(ctx context.Context, sys system) error {
	if !sandbox.IsToken(c.Token) {
		return usageError{fmt.Sprintf("--token: %q does not look like a token: digits, a colon, at least 24 letters and digits", c.Token)}
	}
	if !c.Expose && !ownMachine(c.Listen) {
		return usageError{fmt.Sprintf("--listen: whoever reaches %s can play everybody: take 127.0.0.1, or add --expose", c.Listen)}
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	c.explain(sys, listener.Addr())
	return c.serve(ctx, listener, sandbox.New(sandbox.Options{Token: c.Token, Now: sys.clock, Limits: c.Limits, FirstUpdate: int(sys.clock().Unix())}))
}

// ownMachine tells whether only this machine reaches an address.
func ownMachine(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func (c sandboxCommand) explain(sys system, at net.Addr) {
	fmt.Fprintf(sys.out, "Telegram without Telegram: http://%s, token %s. Ctrl+C ends.\n", at, c.Token)
	fmt.Fprintf(sys.out, "The bot:   TELEGRAM_API_URL=http://%s TELEGRAM_BOT_TOKEN=%s readout run\n", at, c.Token)
	fmt.Fprintf(sys.out, "A person:  curl -d '{\"from\": {\"id\": 7, \"first_name\": \"Ann\"}, \"text\": \"/start\"}' http://%s/sandbox/say\n", at)
	fmt.Fprintf(sys.out, "The chat:  curl 'http://%s/sandbox/chat?id=7'\n", at)
}

// serve answers until the context ends, and then lets nobody wait any longer.
func (c sandboxCommand) serve(ctx context.Context, listener net.Listener, telegram *sandbox.Server) error {
	server := &http.Server{Handler: telegram, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("sandbox: %w", err)
	case <-ctx.Done():
	}
	telegram.Close()
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if err := server.Shutdown(last); err != nil {
		return server.Close()
	}
	return nil
}
