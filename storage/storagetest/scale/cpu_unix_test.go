//go:build unix

package scale_test

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// cpuOf is what this process and the server of a store have taken of a
// processor: what it tells depends less on what else the machine does.
func cpuOf(t *testing.T, k keeper) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	sum := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	if k.ask == nil {
		return sum
	}
	text, err := k.ask.Info(t.Context(), "cpu").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"used_cpu_user:", "used_cpu_sys:"} {
		_, rest, _ := strings.Cut(text, name)
		line, _, _ := strings.Cut(rest, "\r")
		seconds, err := strconv.ParseFloat(line, 64)
		if err != nil {
			t.Fatal(err)
		}
		sum += time.Duration(seconds * float64(time.Second))
	}
	return sum
}
