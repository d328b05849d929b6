package redis

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	goredis "github.com/redis/go-redis/v9"
)

// Server is what the server told of itself when the store was opened.
type Server struct {
	Name    string // "redis" or "valkey"; "" where it will not say
	Version string // "7.0.15"; "" where it will not say
	// Warnings are what whoever runs it should know, in words for people.
	Warnings []string
}

// Server is what was found at the start, for the log.
func (s *Store) Server() Server { return s.server }

// format is the version of the keys and values of this program.
const format = 2

// start asks the server whether it can be trusted with subscriptions.
func (s *Store) start(ctx context.Context) error {
	if strings.ContainsAny(s.prefix, "{}") {
		return errors.New("the prefix of keys may hold no braces")
	}
	err := s.act(ctx, func() error {
		infos, err := s.infos(ctx)
		if err != nil {
			return err
		}
		if s.server, err = judgeAll(infos, s.form); err != nil {
			return err
		}
		return s.checkFormat(ctx)
	})
	if err != nil {
		return err
	}
	return s.upgrade(ctx)
}

// infos is what each server that takes writes tells of itself, in the order
// of their addresses.
func (s *Store) infos(ctx context.Context) ([]map[string]string, error) {
	nodes, is := s.client.(*goredis.ClusterClient)
	if !is {
		told, err := info(ctx, s.client)
		return []map[string]string{told}, err
	}
	var (
		guard sync.Mutex // The nodes are asked side by side.
		all   []map[string]string
	)
	err := nodes.ForEachMaster(ctx, func(ctx context.Context, node *goredis.Client) error {
		told, err := info(ctx, node)
		if err != nil {
			return err
		}
		told["address"] = node.Options().Addr
		guard.Lock()
		defer guard.Unlock()
		all = append(all, told)
		return nil
	})
	slices.SortFunc(all, func(a, b map[string]string) int { return strings.Compare(a["address"], b["address"]) })
	return all, err
}

// info reads what a server tells of itself. One that will not say, or not in
// full, tells nothing.
func info(ctx context.Context, server goredis.Cmdable) (map[string]string, error) {
	if err := server.Ping(ctx).Err(); err != nil {
		return nil, err
	}
	info := map[string]string{}
	for _, section := range []string{"server", "memory", "persistence"} {
		text, err := server.Info(ctx, section).Result()
		if err != nil && !answered(err) {
			return nil, err
		}
		maps.Copy(info, fieldsOf(text))
	}
	for _, setting := range []string{"save", "appendfsync"} {
		values, err := server.ConfigGet(ctx, setting).Result()
		if err != nil && !answered(err) {
			return nil, err
		}
		if value, ok := values[setting]; ok {
			info["config "+setting] = value
		}
	}
	return info, nil
}

// answered reports whether an error is the server's answer, and not that
// there was none.
func answered(err error) bool {
	var refusal goredis.Error
	return errors.As(err, &refusal)
}

// reach tells how servers are reached that run in a mode.
var reach = map[shape]string{
	alone:   "write its address as redis://host:6379/0",
	watched: "write its address as redis+sentinel://host:26379/master",
	cluster: "write its address as redis+cluster://host:6379",
}

// judgeAll judges servers that stand together: each must be fit, and the
// warnings of all are told once.
func judgeAll(infos []map[string]string, form shape) (Server, error) {
	if len(infos) == 0 {
		return Server{}, errors.New("the cluster has no node that takes writes")
	}
	var found Server
	for i, info := range infos {
		one, err := judge(info, form)
		if err != nil && info["address"] != "" {
			err = fmt.Errorf("node %s: %w", info["address"], err)
		}
		if err != nil {
			return one, err
		}
		if i == 0 {
			found = one
			continue
		}
		for _, warning := range one.Warnings {
			if !slices.Contains(found.Warnings, warning) {
				found.Warnings = append(found.Warnings, warning)
			}
		}
	}
	return found, nil
}

// judge refuses a server that will lose what it is given, or cannot do what
// is asked of it.
func judge(info map[string]string, form shape) (Server, error) {
	found := Server{Name: info["server_name"], Version: info["valkey_version"]}
	if found.Version == "" {
		found.Version = info["redis_version"]
	}
	if found.Name == "" && found.Version != "" {
		found.Name = "redis"
	}
	if major, err := strconv.Atoi(strings.SplitN(info["redis_version"], ".", 2)[0]); err == nil && major < 7 {
		return found, fmt.Errorf("the server is version %s; 7.0 or later is needed", found.Version)
	}
	if mode := shape(info["redis_mode"]); mode != "" && (mode == cluster) != (form == cluster) || mode == watched {
		return found, fmt.Errorf("the server runs in %s mode: %s", mode, reach[mode])
	}
	if policy := info["maxmemory_policy"]; policy != "" && policy != "noeviction" {
		return found, fmt.Errorf("the server's maxmemory-policy is %s, by which it may drop subscriptions: set it to noeviction", policy)
	}
	found.Warnings = doubts(info)
	return found, nil
}

// doubts are about what survives the server's end.
func doubts(info map[string]string) []string {
	save, savesKnown := info["config save"]
	switch {
	case info["aof_enabled"] == "0" && savesKnown && save == "":
		return []string{"the server keeps nothing on disk: its end loses every subscription; set appendonly yes"}
	case info["aof_enabled"] == "0":
		return []string{"the server writes no append-only file: its end loses what came after the last snapshot; set appendonly yes"}
	case info["aof_enabled"] == "1" && info["config appendfsync"] == "no":
		return []string{"the server leaves it to the system when its append-only file reaches the disk: set appendfsync everysec or always"}
	case info["aof_enabled"] == "":
		return []string{"the server will not say whether it keeps anything on disk"}
	}
	return nil
}

// checkFormat refuses what a newer program wrote, and signs an empty server.
func (s *Store) checkFormat(ctx context.Context) error {
	key := s.key(metaTag, "format")
	if err := s.client.SetNX(ctx, key, format, 0).Err(); err != nil {
		return err
	}
	found, err := s.client.Get(ctx, key).Int()
	if err != nil {
		return fmt.Errorf("read the format of what is stored: %w", err)
	}
	if found > format {
		return fmt.Errorf("what is stored has format %d, and this program knows %d: it was written by a newer version", found, format)
	}
	return nil
}
