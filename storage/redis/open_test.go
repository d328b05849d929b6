package redis_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"readout/digest/news"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"", "localhost:6379", "http://localhost:6379", "redis://", "redis://user:s3cret@host:port/0", "redis://:s3cret@host/base",
		"redis://:s3cret@host/0?unknown=1", "redis://:s3c/ret@host/0", "redis://:s3cret@a,b/0", "redis+other://:s3cret@host",
		"redis+cluster://:s3cret@", "redis+cluster://:s3cret@a,,b", "redis+cluster://:s3cret@a/0", "redis+cluster://a:b:c", "+cluster://:s3cret@a",
		"redis+sentinel://:s3cret@a,b", "redis+sentinel://:s3cret@a,b/desk/first", "redis+sentinel://a/desk?password=s3cret",
	} {
		_, err := redis.Open(t.Context(), address, redis.Options{})
		if err == nil {
			t.Errorf("%q was opened", address)
			continue
		}
		if strings.Contains(err.Error(), "s3c") {
			t.Errorf("the password is told: %v", err)
		}
	}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, err = redis.Open(t.Context(), "redis://:s3cret@"+l.Addr().String()+"/0", redis.Options{})
	if err == nil || !strings.Contains(err.Error(), l.Addr().String()) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("the error is %v", err)
	}
}

// TestSilence holds that a call ends with its context where the server takes
// connections and never answers.
func TestSilence(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			defer c.Close()
			cancel()
		}
	}()
	if _, err := redis.Open(ctx, "redis://"+l.Addr().String(), redis.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestWhatTheServerTells(t *testing.T) {
	t.Parallel()
	sound := map[string]string{
		"redis_version": "7.0.15", "redis_mode": "standalone", "maxmemory_policy": "noeviction",
		"aof_enabled": "1", "config appendfsync": "everysec", "config save": "",
	}
	for _, c := range []struct {
		name    string
		change  map[string]string
		refused string
		warned  string
	}{
		{name: "sound"},
		{name: "evicts any key", change: map[string]string{"maxmemory_policy": "allkeys-lru"}, refused: "allkeys-lru"},
		{name: "evicts what expires", change: map[string]string{"maxmemory_policy": "volatile-ttl"}, refused: "volatile-ttl"},
		{name: "too old", change: map[string]string{"redis_version": "6.2.14"}, refused: "6.2.14"},
		{name: "of a cluster", change: map[string]string{"redis_mode": "cluster"}, refused: "redis+cluster://"},
		{name: "a sentinel", change: map[string]string{"redis_mode": "sentinel"}, refused: "redis+sentinel://"},
		{name: "newer", change: map[string]string{"redis_version": "10.0.1"}},
		{name: "valkey", change: map[string]string{"redis_version": "7.2.4", "valkey_version": "8.0.1", "server_name": "valkey"}},
		{name: "keeps nothing", change: map[string]string{"aof_enabled": "0"}, warned: "nothing on disk"},
		{name: "snapshots", change: map[string]string{"aof_enabled": "0", "config save": "3600 1"}, warned: "snapshot"},
		{name: "leaves it to the system", change: map[string]string{"config appendfsync": "no"}, warned: "appendfsync"},
		{name: "says nothing", change: map[string]string{
			"redis_version": "", "redis_mode": "", "maxmemory_policy": "", "aof_enabled": "", "config appendfsync": "",
		}, warned: "will not say"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			info := map[string]string{}
			for _, some := range []map[string]string{sound, c.change} {
				for name, value := range some {
					info[name] = value
				}
			}
			found, err := redis.Judge(info, redis.Alone)
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) {
					t.Errorf("the error is %v", err)
				}
				return
			}
			if err != nil {
				t.Error(err)
			}
			if warned := strings.Join(found.Warnings, "\n"); !strings.Contains(warned, c.warned) || c.warned == "" && warned != "" {
				t.Errorf("warned of %q", warned)
			}
		})
	}
}

func TestD7ServersThatAreReal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args            []string
		refused, warned string
	}{
		"sound":         {},
		"evicts":        {args: []string{"--maxmemory-policy", "allkeys-lru"}, refused: "noeviction"},
		"in a cluster":  {args: []string{"--cluster-enabled", "yes"}, refused: "cluster"},
		"keeps nothing": {args: []string{"--appendonly", "no"}, warned: "nothing on disk"},
		"will not say":  {args: []string{"--rename-command", "CONFIG", "", "--rename-command", "INFO", ""}, warned: "will not say"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := redis.OpenStrict(t.Context(), redisserver.Start(t, c.args...).URL(), redis.Options{})
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) {
					t.Errorf("the error is %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			found := s.Server()
			if warned := strings.Join(found.Warnings, "\n"); !strings.Contains(warned, c.warned) || c.warned == "" && warned != "" {
				t.Errorf("warned of %q", warned)
			}
			if (found.Version == "") != (name == "will not say") {
				t.Errorf("version %q", found.Version)
			}
		})
	}
}

func TestD11Format(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	s := open(t, address, redis.Options{})
	if err := s.Client().Set(t.Context(), "readout:{meta}:format", 99, 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := redis.Open(t.Context(), address, redis.Options{}); err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("what a newer version wrote: %v", err)
	}
	other := open(t, address, redis.Options{Prefix: "other:"})
	if err := other.SaveTopic(t.Context(), news.Topic{ID: "a"}); err != nil {
		t.Errorf("another prefix: %v", err)
	}
	if _, err := redis.Open(t.Context(), address, redis.Options{Prefix: "{a}"}); err == nil {
		t.Error("a prefix with a tag of its own was taken")
	}
}
