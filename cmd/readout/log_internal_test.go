package main

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"readout/configs"
)

func TestS2NoLineOfTheLogHoldsTheToken(t *testing.T) {
	t.Parallel()
	const token = "1000000001:SandboxSandboxSandboxSandboxSandbox"
	var written bytes.Buffer
	log, finish, err := newLog(system{err: &written}, configs.Config{Log: "debug", Token: token})
	if err != nil {
		t.Fatal(err)
	}
	defer finish()
	log.Error("asked http://127.0.0.1/bot"+token+"/getMe", slog.Any("error", errors.New("dial "+token)), slog.Group("g", slog.String(token, token)))
	if strings.Contains(written.String(), token) || strings.Count(written.String(), "<token>") != 4 {
		t.Errorf("the log holds %q", written.String())
	}
}
