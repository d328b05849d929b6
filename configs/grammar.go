package configs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// grammar checks a file against the settings, so that whatever is wrong is
// told in one line with its place. What passes decodes without an error.
type grammar []setting

// check walks a node that stands at a path. The first fault ends it.
func (g grammar) check(n ast.Node, path string) error {
	switch n := n.(type) {
	case *ast.MappingNode:
		return g.entries(n.Values, n, path)
	case *ast.MappingValueNode:
		return g.entries([]*ast.MappingValueNode{n}, n, path)
	case *ast.SequenceNode:
		return g.elements(n, path)
	case *ast.NullNode:
		if g.leaf(path) != nil {
			return at(n, path, "no value is given: remove the line, or fill it in")
		}
		return nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return at(n, path, "anchors, aliases and tags are not read: write the value itself")
	}
	return g.value(n, path)
}

func (g grammar) entries(values []*ast.MappingValueNode, n ast.Node, path string) error {
	known := g.keys(path)
	if len(known) == 0 {
		return at(n, path, "a single value or a list is expected here, no further keys")
	}
	for _, v := range values {
		key := v.Key.GetToken().Value
		if !slices.Contains(known, key) {
			return unknown(v.Key, key, known)
		}
		if err := g.check(v.Value, join(path, key)); err != nil {
			return err
		}
	}
	return nil
}

func (g grammar) elements(n *ast.SequenceNode, path string) error {
	if !g.begins(path + "[]") {
		return at(n, path, "a single value is expected here, not a list")
	}
	for _, element := range n.Values {
		if err := g.check(element, path+"[]"); err != nil {
			return err
		}
	}
	return nil
}

func (g grammar) value(n ast.Node, path string) error {
	check := g.leaf(path)
	switch {
	case g.begins(path + "[]"):
		return at(n, path, "a list is expected here: put the value in [brackets]")
	case check == nil:
		return at(n, path, "keys are expected here: "+strings.Join(g.keys(path), ", "))
	}
	if err := check(valueOf(n)); err != nil {
		return at(n, path, err.Error())
	}
	return nil
}

// leaf is the check of the values at a path, nil where no value stands there.
func (g grammar) leaf(path string) func(string) error {
	for _, s := range g {
		if s.path == path {
			return s.check
		}
	}
	return nil
}

func (g grammar) begins(path string) bool {
	return slices.ContainsFunc(g, func(s setting) bool { return strings.HasPrefix(s.path, path) })
}

// keys are those known directly below a path, in the order of the settings.
func (g grammar) keys(path string) []string {
	var keys []string
	for _, s := range g {
		rest, below := strings.CutPrefix(s.path, join(path, ""))
		key := strings.TrimRight(strings.Split(rest, ".")[0], "[]")
		if below && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func valueOf(n ast.Node) string {
	if l, ok := n.(*ast.LiteralNode); ok {
		return l.Value.Value
	}
	return n.GetToken().Value
}

func unknown(n ast.Node, key string, known []string) error {
	hint := "known here: " + strings.Join(known, ", ")
	if near := nearest(key, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Errorf("%s: unknown key %q: %s", place(n.GetToken()), key, hint)
}

// at is a fault of the value at a path of the file.
func at(n ast.Node, path, fault string) error {
	return fmt.Errorf("%s: %s: %s", place(n.GetToken()), strings.ReplaceAll(path, "[]", ""), fault)
}

func place(t *token.Token) string {
	if t == nil || t.Position == nil {
		return "somewhere"
	}
	return fmt.Sprintf("line %d, column %d", t.Position.Line, t.Position.Column)
}
