package operation

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// metrics shows a Watch to Prometheus. Nothing is counted twice: every scrape
// looks at the Progress and asks the store. Labels are words of this program;
// what comes from outside is in none.
type metrics struct{ watch *Watch }

// registry holds the metrics of a watch and those of the Go runtime and the
// process.
func registry(w *Watch) *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(metrics{w}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// Describe says nothing, so that each scrape is checked for itself.
func (metrics) Describe(chan<- *prometheus.Desc) {}

// Collect tells everything at a moment.
func (m metrics) Collect(to chan<- prometheus.Metric) {
	s := sheet{to}
	t := m.watch.Progress.now()
	m.standing(s, t)
	m.counts(s, t)
	for _, name := range slices.Sorted(maps.Keys(t.beats)) {
		b := t.beats[name]
		s.counts("readout_beats_total", "Beats that ended, by result.", b.results, "result", "beat", name)
		s.moment("readout_beat_begun_timestamp_seconds", "When the last beat began.", b.begun, "beat", name)
		s.moment("readout_beat_sign_timestamp_seconds", "When a beat last showed that it goes on.", b.sign, "beat", name)
		s.gauge("readout_beat_duration_seconds", "How long the last beat took.", b.took.Seconds(), "beat", name)
	}
	s.moment("readout_telegram_poll_timestamp_seconds", "When Telegram last answered a poll.", t.polled)
	s.moment("readout_telegram_message_timestamp_seconds", "When Telegram last took a message.", t.messaged)
	s.moment("readout_telegram_slowed_timestamp_seconds", "When Telegram last asked to wait.", t.slowed)
	s.gauge("readout_telegram_slowed_seconds", "How long it asked to wait then.", t.wait.Seconds())
}

// standing tells how the program fares.
func (m metrics) standing(s sheet, t tally) {
	w, ctx := m.watch, context.Background()
	due, err := w.oldestDue(ctx)
	live, _ := w.Live()
	s.gauge("readout_build_info", "The version; always 1.", 1, "version", w.Version)
	s.gauge("readout_live", "Whether the program goes on.", one(live))
	s.gauge("readout_ready", "Whether nobody has to wait.", one(w.readiness(due, err).OK()))
	s.gauge("readout_leader", "Whether this process speaks to Telegram.", one(t.leading))
	s.gauge("readout_store_up", "Whether the store answers.", one(err == nil))
	if err == nil {
		s.gauge("readout_digest_late_seconds", "By how much the oldest digest due is late.", w.late(due).Seconds())
	}
	for condition, n := range w.feeds(ctx) {
		s.gauge("readout_feeds", "Feeds by condition.", float64(n), "condition", string(condition))
	}
}

// counts tells what was done since the start.
func (m metrics) counts(s sheet, t tally) {
	warnings, errors := m.watch.Warnings.Counts()
	s.counts("readout_log_lines_total", "Lines logged, warnings and above.", map[string]int{"warn": warnings, "error": errors}, "level")
	s.counts("readout_feed_readings_total", "Readings of feeds, by result.", t.readings, "result")
	s.counts("readout_articles_total", "Articles taken in, new and edited.", t.articles, "kind")
	s.counts("readout_readers_served_total", "Readers who were due, by result.", t.readers, "result")
	s.counts("readout_updates_total", "Updates from Telegram, by result.", t.updates, "result")
	for outcome, n := range t.parts {
		s.count("readout_parts_total", "Parts of digests, by what became of them.", n, "outcome", string(outcome))
	}
	for without, n := range t.mended {
		s.count("readout_messages_mended_total", "Messages that Telegram refused and took without something.", n, "without", string(without))
	}
	for call, n := range t.calls {
		s.count("readout_telegram_calls_total", "Calls of the Bot API, by result.", n, "method", call.method, "result", call.result)
	}
}

// sheet is written to metric by metric. Labels are names and values in turn.
type sheet struct{ to chan<- prometheus.Metric }

func (s sheet) gauge(name, help string, value float64, labels ...string) {
	s.put(prometheus.GaugeValue, value, []string{name, help}, labels)
}

func (s sheet) count(name, help string, n int, labels ...string) {
	s.put(prometheus.CounterValue, float64(n), []string{name, help}, labels)
}

// counts tells a number for each value of a label.
func (s sheet) counts(name, help string, each map[string]int, label string, labels ...string) {
	for value, n := range each {
		s.count(name, help, n, append([]string{label, value}, labels...)...)
	}
}

// moment tells a time in seconds; nothing where it never was.
func (s sheet) moment(name, help string, at time.Time, labels ...string) {
	if !at.IsZero() {
		s.gauge(name, help, float64(at.UnixMilli())/1000, labels...)
	}
}

func (s sheet) put(kind prometheus.ValueType, value float64, is, labels []string) {
	var names, values []string
	for i := 0; i+1 < len(labels); i += 2 {
		names, values = append(names, labels[i]), append(values, labels[i+1])
	}
	s.to <- prometheus.MustNewConstMetric(prometheus.NewDesc(is[0], is[1], names, nil), kind, value, values...)
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
