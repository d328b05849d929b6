package redisserver

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	goredis "github.com/redis/go-redis/v9"
)

// Watched are a master and its replica, and three sentinels of which two have
// to agree that the master is gone before they put the replica in its place.
type Watched struct {
	Master, Replica *Server
	Sentinels       []*Server
}

// StartWatched runs them, the master with more arguments if there are any, and
// returns when the sentinels know of each other and of the replica. A master that is gone is missed after three
// seconds; one that waits for a slow disk is not.
func StartWatched(t testing.TB, master ...string) *Watched {
	t.Helper()
	w := &Watched{Master: Start(t, master...)}
	w.Replica = Start(t, "--replicaof", "127.0.0.1", fmt.Sprint(w.Master.port))
	w.Replica.awaitText("master_link_status:up", replication)
	for range 3 {
		w.Sentinels = append(w.Sentinels, start(t, w.sentinel))
	}
	for _, s := range w.Sentinels {
		s.awaitText("num-other-sentinels=2 num-slaves=1", func(ctx context.Context, r *goredis.Client) (string, error) {
			about := goredis.NewMapStringStringCmd(ctx, "sentinel", "master", "desk")
			err := r.Process(ctx, about)
			m := about.Val()
			return fmt.Sprintf("num-other-sentinels=%s num-slaves=%s", m["num-other-sentinels"], m["num-slaves"]), err
		})
	}
	return w
}

// sentinel writes the file without which no sentinel starts, as it notes there
// what it learns.
func (w *Watched) sentinel(s *Server) ([]string, error) {
	file := filepath.Join(s.dir, "sentinel.conf")
	text := fmt.Sprintf("port %d\nbind 127.0.0.1\ndir %s\nsentinel monitor desk 127.0.0.1 %d 2\n"+
		"sentinel down-after-milliseconds desk 3000\nsentinel failover-timeout desk 4000\n", s.port, s.dir, w.Master.port)
	return []string{file, "--sentinel"}, os.WriteFile(file, []byte(text), 0o600)
}

// URL names all sentinels, and the master as they do.
func (w *Watched) URL() string {
	var hosts []string
	for _, s := range w.Sentinels {
		hosts = append(hosts, s.address())
	}
	return "redis+sentinel://" + strings.Join(hosts, ",") + "/desk"
}
