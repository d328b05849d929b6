package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A new arrow between packages is a decision: it shows as a change of this
// golden file, and has its line in docs/decisions.md.
func TestArrows(t *testing.T) {
	t.Parallel()
	const golden = "testdata/arrows.txt"
	got := arrows(t, filepath.Join("..", ".."))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("arrows changed; if that is decided, run go test ./cmd/readout -update and note it in docs/decisions.md\n-want +got:\n%s", diff)
	}
}

// arrows lists what each package of the module imports of the others, tests
// aside, whatever system a file is for.
func arrows(t *testing.T, root string) string {
	t.Helper()
	found := map[string]map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		return note(found, root, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, from := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintln(&b, strings.Join(append([]string{from, "->"}, slices.Sorted(maps.Keys(found[from]))...), " "))
	}
	return b.String()
}

func note(found map[string]map[string]bool, root, name string) error {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	folder, err := filepath.Rel(root, filepath.Dir(name))
	if err != nil {
		return err
	}
	from := path.Clean(filepath.ToSlash(folder))
	if found[from] == nil {
		found[from] = map[string]bool{}
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if to, ours := strings.CutPrefix(imported, "readout/"); ours {
			found[from][to] = true
		}
	}
	return nil
}
