package operation

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	// answerTime is how long an answer may take, lastAnswers how long those
	// under way may at the end.
	answerTime  = 15 * time.Second
	lastAnswers = time.Second
	// scrapesAtOnce bounds what those who ask for metrics can cost.
	scrapesAtOnce = 2
)

// Handler answers /health, /health/live, /health/ready and /metrics.
func (w *Watch) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(rw http.ResponseWriter, r *http.Request) {
		report := w.Report(r.Context())
		answer(rw, report.Live && report.OK(), report)
	})
	mux.HandleFunc("GET /health/live", func(rw http.ResponseWriter, _ *http.Request) {
		live, why := w.Live()
		answer(rw, live, map[string]any{"live": live, "reasons": append([]string{}, why...)})
	})
	mux.HandleFunc("GET /health/ready", func(rw http.ResponseWriter, r *http.Request) {
		ready := w.Readiness(r.Context())
		answer(rw, ready.OK(), ready)
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry(w), promhttp.HandlerOpts{
		MaxRequestsInFlight: scrapesAtOnce, Timeout: answerTime,
	}))
	return mux
}

// answer writes JSON, with a status that machines understand.
func answer(rw http.ResponseWriter, well bool, what any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Cache-Control", "no-store")
	if !well {
		rw.WriteHeader(http.StatusServiceUnavailable)
	}
	out := json.NewEncoder(rw)
	out.SetIndent("", "  ")
	// Whoever asked and went away has the answer for himself.
	_ = out.Encode(what)
}

// Listen takes an address for Serve. A port that another program has is an
// error that says what to do.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("health and metrics: %w: name another address with READOUT_LISTEN, or write off", err)
	}
	return listener, nil
}

// Serve answers until the context ends, and then finishes what it is at.
func (w *Watch) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: w.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second,
		WriteTimeout: 2 * answerTime, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("health and metrics: %w", err)
	case <-ctx.Done():
	}
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), lastAnswers)
	defer stop()
	if server.Shutdown(last) != nil {
		return server.Close()
	}
	return nil
}
