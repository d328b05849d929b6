package main

import (
	"maps"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"readout/bot/telegram/sandbox"
	"readout/storage/storagetest/redisserver"
)

// composed is a service of compose.yaml.
type composed struct {
	Command     string
	Environment map[string]string
	Deploy      struct{ Replicas int }
}

// The commands and settings of compose.yaml, run as they are written but for
// addresses, folders and the token: as many processes as it says share a server
// that nothing is to be said against, and each says that it is well.
func TestComposeAsItIsWritten(t *testing.T) {
	t.Parallel()
	var file struct{ Services map[string]composed }
	if err := yaml.Unmarshal([]byte(top(t, "compose.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	kept, bot := strings.Fields(file.Services["redis"].Command), file.Services["readout"]
	if len(kept) == 0 || kept[0] != "redis-server" || bot.Deploy.Replicas < 2 {
		t.Fatalf("compose.yaml is %+v", file)
	}
	telegram := sandbox.New(sandbox.Options{})
	web := httptest.NewServer(telegram)
	t.Cleanup(web.Close)
	t.Cleanup(telegram.Close)
	env := maps.Clone(bot.Environment)
	env["TELEGRAM_API_URL"], env["TELEGRAM_BOT_TOKEN"] = web.URL, telegram.Token()
	env["READOUT_STORE"] = strings.Replace(env["READOUT_STORE"], "redis://redis:6379/0", redisserver.StartAs(t, kept[1:]...).URL(), 1)
	env["READOUT_CONFIG"] = filepath.Join(t.TempDir(), filepath.Base(env["READOUT_CONFIG"]))
	if err := os.WriteFile(env["READOUT_CONFIG"], nil, 0o400); err != nil {
		t.Fatal(err)
	}
	var all []*replica
	for range bot.Deploy.Replicas {
		all = append(all, startReplica(t, env, strings.Fields(bot.Command)))
	}
	for _, r := range all {
		r.await(t, "ok    health: ", "check", "--health")
	}
	all[0].await(t, "ok    store: ", "check", "--quick")
	if said := all[0].says("check", "--quick"); strings.Contains(said, "warn") {
		t.Errorf("the server: %s", said)
	}
	for _, r := range all {
		if err := r.process.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		if err := r.process.Wait(); err != nil {
			t.Errorf("asked to end: %v", err)
		}
	}
}

// replica is one of the processes, in a container of its own.
type replica struct {
	env     []string
	process *exec.Cmd
}

func startReplica(t *testing.T, env map[string]string, command []string) *replica {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &replica{env: []string{"PATH=" + os.Getenv("PATH"), "READOUT_LISTEN=" + listener.Addr().String()}}
	listener.Close()
	for _, name := range slices.Sorted(maps.Keys(env)) {
		r.env = append(r.env, name+"="+env[name])
	}
	r.process = exec.Command("readout", command...)
	r.process.Env, r.process.Stdout, r.process.Stderr = r.env, t.Output(), t.Output()
	if err := r.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.process.Process.Kill() })
	return r
}

// says is what the program says where the replica runs.
func (r *replica) says(args ...string) string {
	c := exec.Command("readout", args...)
	c.Env = r.env
	said, _ := c.CombinedOutput() // A fault is said as well.
	return string(said)
}

func (r *replica) await(t *testing.T, want string, args ...string) {
	t.Helper()
	for late := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		said := r.says(args...)
		if strings.Contains(said, want) {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("%s: %s", strings.Join(args, " "), said)
		}
	}
}
