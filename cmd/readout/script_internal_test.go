package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"readout/storage/redis"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) {
	redis.LogDriver(slog.New(slog.DiscardHandler))
	// These tests wait for processes far more than they work. The command line
	// may still say otherwise.
	if err := flag.Set("test.parallel", strconv.Itoa(3*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"readout": main, "readout-dying": dying})
}

// The whole program by scripts: see testdata/*.txtar.
func TestScripts(t *testing.T) {
	t.Parallel()
	runScripts(t, "testdata/*.txtar", func(*testscript.Env) error { return nil })
}

// The whole program by scripts that must come out the same on every store.
func TestScriptsOnEachStore(t *testing.T) {
	t.Parallel()
	scripts := map[string]string{"sentinel": theDay, "cluster": theDay}
	for _, s := range append(eachStore(), testStores{name: "sentinel", empty: watchedServers}, testStores{name: "cluster", empty: clusterOfServers}) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			runScripts(t, cmp.Or(scripts[s.name], "testdata/stores/*.txtar"), func(env *testscript.Env) error {
				env.Setenv("READOUT_STORE", s.empty(t))
				return nil
			})
		})
	}
}

func runScripts(t *testing.T, pattern string, setup func(*testscript.Env) error) {
	t.Helper()
	scripts, err := filepath.Glob(pattern)
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	commands := stageCommands()
	maps.Copy(commands, map[string]func(*testscript.TestScript, bool, []string){
		"await":  awaitRequest,
		"expand": expandFile,
		"repeat": repeatText,
		"binary": binaryFile,
	})
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			w := serve(env)
			env.Values["web"] = w
			env.Setenv("WEB", w.server.URL)
			env.Setenv("WEB_HOST", w.server.Listener.Addr().String())
			return errors.Join(onStage(env), setup(env))
		},
		Cmds: commands,
	})
}

// web serves the script's folder "www". Whatever lies under /slow/ is not
// answered the first time it is asked for.
type web struct {
	server *httptest.Server
	asked  chan string
}

func serve(env *testscript.Env) *web {
	w := &web{asked: make(chan string, 1)}
	files := http.FileServer(http.Dir(filepath.Join(env.WorkDir, "www")))
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/slow/") {
			select {
			case w.asked <- r.URL.Path:
				<-r.Context().Done()
				return
			default:
			}
		}
		files.ServeHTTP(rw, r)
	}))
	env.Defer(w.server.Close)
	return w
}

// await waits until something under /slow/ has been asked for.
func awaitRequest(ts *testscript.TestScript, _ bool, _ []string) {
	w := ts.Value("web").(*web)
	path := <-w.asked
	w.asked <- path
}

// expand FILE puts the values of $WEB and $WEB_HOST in their places.
func expandFile(ts *testscript.TestScript, _ bool, args []string) {
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// repeat FILE BYTES TEXT writes a text again and again.
func repeatText(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := []byte(args[2])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat(text, n/len(text)+1)[:n], 0o600))
}

// binary FILE writes bytes that are no text.
func binaryFile(ts *testscript.TestScript, _ bool, args []string) {
	bytes := make([]byte, 4096)
	for i := range bytes {
		bytes[i] = byte(i * 7)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes, 0o600))
}
