package sandbox

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// row is one of the cases of how Telegram reads HTML.
type row struct {
	ID       string
	Stage    string
	Input    string
	Repeat   []any  `json:"input_repeat"`
	Mode     string `json:"parse_mode"`
	OK       bool
	Text     string
	Entities []caseEntity
	Error    string
}

// caseEntity is as the cases tell it: a mention by the bare id.
type caseEntity struct {
	Entity
	UserID int64 `json:"user_id"`
}

func (r row) html() string {
	if r.Repeat == nil {
		return r.Input
	}
	return r.Repeat[0].(string) + strings.Repeat(r.Repeat[1].(string), int(r.Repeat[2].(float64))) + r.Repeat[3].(string)
}

func rows(t testing.TB) []row {
	t.Helper()
	file, err := os.Open("testdata/html-cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []row
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// All cases of how a text is read, brought into its normal form, and limited.
func TestHTMLCases(t *testing.T) {
	t.Parallel()
	list := rows(t)
	if len(list) != 110 {
		t.Fatalf("%d cases, want 110", len(list))
	}
	for _, r := range list {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			text, entities, no := r.read()
			if got := description(no); got != r.Error || (no == nil) != r.OK {
				t.Fatalf("refused with %q, want %q", got, r.Error)
			}
			if r.Stage == "limit" || !r.OK {
				return
			}
			if diff := cmp.Diff(r.Text, text); diff != "" {
				t.Errorf("text -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(r.entities(), append([]Entity{}, entities...)); diff != "" {
				t.Errorf("entities -want +got:\n%s", diff)
			}
		})
	}
}

func (r row) entities() []Entity {
	list := []Entity{}
	for _, e := range r.Entities {
		if e.UserID != 0 {
			e.User = &User{ID: e.UserID}
		}
		list = append(list, e.Entity)
	}
	return list
}

func (r row) read() (string, []Entity, *refusal) {
	if r.Stage == "parse" {
		return markup(r.html())
	}
	mode := r.Mode
	if mode == "" {
		mode = "HTML"
	}
	p := params{values: map[string]string{"text": r.html(), "parse_mode": mode}}
	f, no := formatted(p, messageText)
	if no == nil {
		no = f.settle(messageText)
	}
	return f.text, f.entities, no
}

func description(no *refusal) string {
	if no == nil {
		return ""
	}
	return no.Description
}

// Whatever comes in, entities lie inside the text, in order, on the borders of
// characters; what is sent nests as well.
func FuzzHTML(f *testing.F) {
	for _, r := range rows(f) {
		if r.Repeat == nil {
			f.Add(r.Input)
		}
	}
	f.Fuzz(func(t *testing.T, html string) {
		if !utf8.ValidString(html) || len(html) > maxRaw {
			return
		}
		text, entities, no := markup(html)
		if no != nil {
			if !strings.HasPrefix(no.Description, "Bad Request: can't parse entities: ") || no.Code != 400 {
				t.Fatalf("refused with %v", no)
			}
			return
		}
		checkEntities(t, text, entities)
		text, entities = normal(text, entities)
		checkEntities(t, text, entities)
		checkNesting(t, entities)
		again, entities := normal(text, entities)
		checkEntities(t, again, entities)
		shown := withFound(again, entities)
		checkEntities(t, again, shown)
		checkNesting(t, shown)
		if again != text {
			t.Errorf("the normal form %q has another one, %q", text, again)
		}
	})
}

func checkEntities(t *testing.T, text string, entities []Entity) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Fatalf("text %q is no text", text)
	}
	borders := map[int]bool{length(text): true}
	at := 0
	for _, r := range text {
		borders[at] = true
		at += units(r)
	}
	for i, e := range entities {
		if e.Length <= 0 || !borders[e.Offset] || !borders[e.end()] {
			t.Fatalf("entity %v is not inside %q", e, text)
		}
		if i > 0 && (entities[i-1].Offset > e.Offset || entities[i-1].Offset == e.Offset && entities[i-1].Length < e.Length) {
			t.Fatalf("entities are out of order: %v", entities)
		}
	}
}

func checkNesting(t *testing.T, entities []Entity) {
	t.Helper()
	for i, a := range entities {
		for _, b := range entities[i+1:] {
			if b.Offset < a.end() && b.end() > a.end() {
				t.Fatalf("entities cross: %v and %v", a, b)
			}
		}
	}
}
