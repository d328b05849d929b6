package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"readout/digest/feed/faults"
)

// faultsCommand serves the faults of the web, for trying a reader of feeds on
// them. It reads nothing and keeps nothing.
type faultsCommand struct {
	Listen string `default:"127.0.0.1:8082" help:"Where to listen (127.0.0.1:8082)." placeholder:"HOST:PORT"`
}

func (c faultsCommand) Run(ctx context.Context, sys system) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("faults: %w", err)
	}
	fmt.Fprintf(sys.out, "Faults of the web: http://%s/ lists them. Ctrl+C ends.\n", listener.Addr())
	fmt.Fprintf(sys.out, "To read one: READOUT_ALLOW_HOSTS=%s readout feeds check http://%[1]s/good\n", listener.Addr())
	server := &http.Server{Handler: faults.New(faults.Options{}), ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("faults: %w", err)
	case <-ctx.Done():
		// Its endless answers are not worth waiting for.
		return server.Close()
	}
}
