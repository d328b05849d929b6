package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The SQLite driver works with the one version of its C library that it was
// made with: its go.mod names it, and ours must name the same.
func TestTheDriverHasItsLibrary(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Skipf("no go command here to ask: %v", err)
	}
	theirs, ours := library(t, strings.TrimSpace(string(out))), library(t, filepath.Join("..", "..", "go.mod"))
	if theirs != ours {
		t.Errorf("modernc.org/libc is %s, the driver asks for %s", ours, theirs)
	}
}

func library(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`modernc\.org/libc (v\S+)`).FindSubmatch(text)
	if found == nil {
		t.Fatalf("%s does not name modernc.org/libc", file)
	}
	return string(found[1])
}
