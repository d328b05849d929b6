package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// S6: the image holds the program and what it reads, and no shell; it runs as
// nobody, on a root that it cannot write to, and cannot become anybody else.
func TestS6TheImage(t *testing.T) {
	t.Parallel()
	_, last, found := strings.Cut(top(t, "Dockerfile"), "\nFROM scratch\n")
	if !found || strings.Contains(last, "FROM ") {
		t.Error("the last stage of the image is not made of nothing")
	}
	for line := range strings.Lines(last) {
		switch word, rest, _ := strings.Cut(strings.TrimSpace(line), " "); word {
		case "RUN", "ADD", "SHELL":
			t.Errorf("the image is made by %s", line)
		case "ENTRYPOINT", "CMD":
			if !strings.HasPrefix(rest, "[") {
				t.Errorf("%s needs a shell", line)
			}
		}
	}
	if user := regexp.MustCompile(`(?m)^USER (\d+):\d+$`).FindStringSubmatch(last); user == nil || user[1] == "0" {
		t.Errorf("it runs as %q", user)
	}
}

func TestS6WhatComposeAllows(t *testing.T) {
	t.Parallel()
	var file struct {
		Services map[string]struct {
			ReadOnly   bool     `yaml:"read_only"`
			Privileged bool     `yaml:"privileged"`
			Drop       []string `yaml:"cap_drop"`
			Add        []string `yaml:"cap_add"`
			Security   []string `yaml:"security_opt"`
			Ports      []string `yaml:"ports"`
		}
	}
	if err := yaml.Unmarshal([]byte(top(t, "compose.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	s, there := file.Services["readout"]
	if !there || !s.ReadOnly || s.Privileged || !slices.Equal(s.Drop, []string{"ALL"}) || len(s.Add) > 0 || !slices.Contains(s.Security, "no-new-privileges:true") {
		t.Errorf("the service is %+v", s)
	}
	for name, s := range file.Services {
		if len(s.Ports) > 0 || s.Privileged {
			t.Errorf("%s is open: %+v", name, s)
		}
	}
}

// L6: the race detector looks at all tests, in any order.
func TestL6TheRaceDetectorLooksAtAll(t *testing.T) {
	t.Parallel()
	if !regexp.MustCompile(`(?m)^CGO_ENABLED=1 .*go test -race -shuffle=on .*\./\.\.\.$`).MatchString(top(t, ".ci", "run")) {
		t.Error("it does not, in .ci/run")
	}
}

// top is a file of the top folder.
func top(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{"..", ".."}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
