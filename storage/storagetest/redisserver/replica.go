package redisserver

import (
	"context"

	goredis "github.com/redis/go-redis/v9"
)

// AwaitMaster waits until a server is a replica and has what its master has.
func (s *Server) AwaitMaster() {
	s.t.Helper()
	s.awaitText("master_link_status:up", replication)
}

// CutOff keeps a replica from getting anything more of what its master writes,
// as a line that is broken does, until Reconnect.
func (s *Server) CutOff(master *Server) {
	s.t.Helper()
	s.sign("nobody", "knows")
	master.ask(func(ctx context.Context, r *goredis.Client) error {
		return r.Do(ctx, "CLIENT", "KILL", "TYPE", "replica").Err()
	})
	s.awaitText("master_link_status:down", replication)
}

// Reconnect lets a replica that was cut off follow a master again.
func (s *Server) Reconnect() {
	s.t.Helper()
	s.sign("", "")
}

// sign sets by which name and password a replica asks to be let in.
func (s *Server) sign(user, password string) {
	s.t.Helper()
	s.ask(func(ctx context.Context, r *goredis.Client) error {
		if err := r.ConfigSet(ctx, "masteruser", user).Err(); err != nil {
			return err
		}
		return r.ConfigSet(ctx, "masterauth", password).Err()
	})
}

// AwaitPromotion waits until a replica has become a master.
func (s *Server) AwaitPromotion() {
	s.t.Helper()
	s.awaitText("role:master", replication)
}
