package redisserver

import (
	"context"
	"fmt"
	"strings"
	"testing"

	goredis "github.com/redis/go-redis/v9"
)

// slots is how many a cluster has (Redis cluster specification).
const slots = 16384

// Cluster is a cluster of servers that a test runs.
type Cluster struct {
	// Masters share the slots; Replicas[i] follows Masters[i].
	Masters, Replicas []*Server
}

// StartCluster runs a cluster of as many masters, with a replica each or none,
// and returns when it answers for every slot. A master that is gone is missed
// after three seconds; one that waits for a slow disk is not.
func StartCluster(t testing.TB, masters int, replicated bool) *Cluster {
	t.Helper()
	c := &Cluster{}
	for range masters {
		c.Masters = append(c.Masters, startNode(t))
		if replicated {
			c.Replicas = append(c.Replicas, startNode(t))
		}
	}
	for i, m := range c.Masters {
		m.ask(func(ctx context.Context, r *goredis.Client) error {
			return r.ClusterAddSlotsRange(ctx, slots*i/masters, slots*(i+1)/masters-1).Err()
		})
	}
	first := c.Masters[0]
	for _, other := range c.nodes()[1:] {
		first.ask(func(ctx context.Context, r *goredis.Client) error {
			return r.ClusterMeet(ctx, "127.0.0.1", fmt.Sprint(other.port)).Err()
		})
	}
	for _, n := range c.nodes() {
		n.awaitText("cluster_known_nodes:"+fmt.Sprint(len(c.nodes())), clusterInfo)
	}
	for i, replica := range c.Replicas {
		replica.follow(c.Masters[i])
	}
	for _, n := range c.nodes() {
		n.awaitText("cluster_state:ok", clusterInfo)
	}
	return c
}

func startNode(t testing.TB) *Server {
	t.Helper()
	return Start(t, "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "3000", "--appendfsync", "everysec")
}

// URL names two of the masters.
func (c *Cluster) URL() string {
	var hosts []string
	for _, m := range c.Masters[:min(2, len(c.Masters))] {
		hosts = append(hosts, m.address())
	}
	return "redis+cluster://" + strings.Join(hosts, ",")
}

// nodes are all, masters first.
func (c *Cluster) nodes() []*Server {
	return append(c.Masters[:len(c.Masters):len(c.Masters)], c.Replicas...)
}

// follow makes a node the replica of another, and waits until it has what the
// other has.
func (s *Server) follow(master *Server) {
	s.t.Helper()
	var id string
	master.ask(func(ctx context.Context, r *goredis.Client) (err error) {
		id, err = r.ClusterMyID(ctx).Result()
		return err
	})
	s.awaitText(id, func(ctx context.Context, r *goredis.Client) (string, error) { return r.ClusterNodes(ctx).Result() })
	s.ask(func(ctx context.Context, r *goredis.Client) error { return r.ClusterReplicate(ctx, id).Err() })
	s.awaitText("master_link_status:up", replication)
}

func clusterInfo(ctx context.Context, r *goredis.Client) (string, error) {
	return r.ClusterInfo(ctx).Result()
}

func replication(ctx context.Context, r *goredis.Client) (string, error) {
	return r.Info(ctx, "replication").Result()
}
