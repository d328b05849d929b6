package redisserver_test

import (
	"net"
	"strings"
	"testing"

	"readout/storage/storagetest/redisserver"
)

func TestServer(t *testing.T) {
	t.Parallel()
	s := redisserver.Start(t)
	speaks := func() bool {
		c, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.URL(), "redis://"), "/0"))
		if err == nil {
			c.Close()
		}
		return err == nil
	}
	first := s.PID()
	for name, end := range map[string]func(){"stopped": s.Stop, "killed": s.Kill} {
		if !speaks() {
			t.Errorf("not %s, and silent", name)
		}
		end()
		if speaks() {
			t.Errorf("%s, and it goes on", name)
		}
		s.Restart()
	}
	if s.PID() == first {
		t.Error("the process is the same after it was ended")
	}
}

func TestServersTogether(t *testing.T) {
	t.Parallel()
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		w := redisserver.StartWatched(t)
		if hosts := strings.Count(w.URL(), ",") + 1; hosts != 3 {
			t.Errorf("%s names %d sentinels", w.URL(), hosts)
		}
	})
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		redisserver.StartCluster(t, 3, true)
	})
}
