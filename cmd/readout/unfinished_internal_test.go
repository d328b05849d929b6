package main

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage"
)

// A store that a copy or a restore has not filled is served from, read and
// copied by nobody, says how to go on, and is whole when somebody has.
func TestAPartOfAStoreIsRefused(t *testing.T) {
	t.Parallel()
	archive, _ := archiveOfOneMorning(t)
	for _, s := range eachStore() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			part, dir := s.empty(t), t.TempDir()
			fillHalf(t, archive, part, "readout copy --add --from sqlite:\x1b[2Jarchive.db")
			goOn := "to go on with it: readout copy --add --from sqlite:[2Jarchive.db"
			for _, command := range []string{"run", "chat", "digest", "check --quick", "export met", "feeds export", "feeds import -", "backup " + filepath.Join(dir, "b.db")} {
				code, said := commanded(t, append(strings.Fields(command), "--store", part)...)
				if code != failed || !strings.Contains(said, "holds a part") || !strings.Contains(said, goOn) {
					t.Errorf("%s: code %d: %s", command, code, said)
				}
			}
			away := "sqlite:" + filepath.Join(dir, "away.db")
			if code, said := commanded(t, "copy", "--from", part, "--to", away); code != failed || !strings.Contains(said, goOn) {
				t.Errorf("copied on: code %d: %s", code, said)
			}
			for _, completing := range [][]string{{"copy", "--from", "sqlite:" + archive, "--to", part}, {"restore", archive, "--store", part}} {
				fillHalf(t, archive, part, "go on")
				if code, said := commanded(t, append(completing, "--add")...); code != fine {
					t.Errorf("gone on with: code %d: %s", code, said)
				}
				if code, said := commanded(t, "check", "--quick", "--store", part); code != fine || !strings.Contains(said, "ok    store: ") {
					t.Errorf("whole: code %d: %s", code, said)
				}
			}
		})
	}
}

// What was written to the first store while it was copied leaves the other a
// part, as somebody would be served twice.
func TestACopyThatDiffersIsAPart(t *testing.T) {
	t.Parallel()
	archive, reader := archiveOfOneMorning(t)
	to := newFile(t)
	from, err := openStore(t.Context(), "sqlite:"+archive)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	target, err := openTarget(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	// Somebody leaves while the copy goes on.
	meanwhile := written{Store: from, act: func() error { return from.DeleteSubscriber(t.Context(), reader) }}
	if _, err := transfer(t.Context(), system{err: new(bytes.Buffer)}, &meanwhile, target, storage.CopyOptions{GoOn: "repeat it"}); err == nil || !strings.Contains(err.Error(), "things differ: --add leaves what only the second has; empty the second") {
		t.Errorf("got %v", err)
	}
	if goOn, err := target.Unfinished(t.Context()); goOn != "repeat it" || err != nil {
		t.Errorf("%q, %v", goOn, err)
	}
}

// written is a store that somebody writes while its topics are read.
type written struct {
	storage.Store
	act func() error
}

func (w *written) AllTopics(ctx context.Context) iter.Seq2[news.Topic, error] {
	act := w.act
	w.act = func() error { return nil }
	if err := act(); err != nil {
		return func(yield func(news.Topic, error) bool) { yield(news.Topic{}, err) }
	}
	return w.Store.AllTopics(ctx)
}

// fillHalf copies a file into a store until its reports come, and leaves it so.
func fillHalf(t *testing.T, file, to, goOn string) {
	t.Helper()
	from, err := openArchive(t.Context(), "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	target, err := openTarget(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	ctx, breakOff := context.WithCancel(t.Context())
	defer breakOff()
	_, err = storage.Copy(ctx, from, target, storage.CopyOptions{Add: true, GoOn: goOn, Progress: func(p storage.Tally) {
		if p.Noun == "reports" {
			breakOff()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("broken off: %v", err)
	}
}

// commanded runs the program, and is how it ended and what it said.
func commanded(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	env := map[string]string{"TELEGRAM_BOT_TOKEN": sandbox.DefaultToken, "READOUT_LISTEN": "off"}
	feeds := strings.NewReader(`<opml version="2.0"><body><outline text="Bell" xmlUrl="https://bell.example/feed"/></body></opml>`)
	code = run(t.Context(), args, system{in: feeds, out: &out, err: &out, clock: time.Now, env: func(name string) string { return env[name] }})
	return code, out.String()
}
