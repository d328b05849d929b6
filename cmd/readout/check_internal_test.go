package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"readout/storage/storagetest/redisserver"
)

// What is advised about a server fits what is wrong with it.
func TestCheckOfAServer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		user string
		away bool
		code int
		want []string
	}{
		"sound":           {args: []string{"--appendonly", "yes"}, want: []string{"ok    store: "}},
		"keeps nothing":   {args: []string{"--appendonly", "no", "--save", ""}, want: []string{"warn  store: the server keeps nothing on disk", "ok    store: "}},
		"evicts":          {args: []string{"--maxmemory-policy", "allkeys-lru"}, code: failed, want: []string{"FAIL  store: ", "set it to noeviction", "mend that"}},
		"wrong password":  {user: "ann:wrong@", code: failed, want: []string{"FAIL  store: ", "correct the user and the password"}},
		"nobody is there": {away: true, code: failed, want: []string{"FAIL  store: ", "may be reached from here"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := "redis://127.0.0.1:1/0"
			if !c.away {
				address = strings.Replace(redisserver.Start(t, c.args...).URL(), "://", "://"+c.user, 1)
			}
			var said bytes.Buffer
			got := run(t.Context(), []string{"check", "--quick", "--store", address}, system{
				in: strings.NewReader(""), out: &said, err: &said, clock: time.Now, env: func(string) string { return "" },
			})
			if got != c.code {
				t.Errorf("code %d, want %d: %s", got, c.code, &said)
			}
			for _, want := range c.want {
				if !strings.Contains(said.String(), want) {
					t.Errorf("%q is missing in\n%s", want, &said)
				}
			}
		})
	}
}
