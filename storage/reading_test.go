package storage_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
	"readout/storage"
)

// TestEveryFieldIsReadPlainly fails where a report has a field that is not
// read, or in another place than json.Marshal writes it.
func TestEveryFieldIsReadPlainly(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]news.Report{"full": full[news.Report](), "empty": {}, "no elements": emptied()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, ok := storage.ReadPlainArticle(written(t, r.Article))
			if diff := cmp.Diff(r.Article, a); diff != "" || !ok {
				t.Errorf("read plainly: %t\n%s", ok, diff)
			}
			f, ok := storage.ReadPlainFacts(written(t, r.Facts))
			if diff := cmp.Diff(unmarshalled[news.Facts](t, written(t, r.Facts)), f); diff != "" || !ok {
				t.Errorf("read plainly: %t\n%s", ok, diff)
			}
		})
	}
}

func emptied() news.Report {
	return news.Report{Facts: news.Facts{
		People:     []news.Person{{Mentions: []news.Span{}}},
		Meetings:   []news.Meeting{{Participants: []string{}, Groups: []string{}}},
		Visits:     []news.Visit{{Visitors: []string{}}},
		Statements: []news.Statement{{Content: []news.Span{}}},
	}}
}

// full has something in every field.
func full[T any]() T {
	var value T
	n := 0
	fill(reflect.ValueOf(&value).Elem(), &n)
	return value
}

func fill(v reflect.Value, n *int) {
	*n++
	if _, ok := v.Interface().(time.Time); ok {
		v.Set(reflect.ValueOf(time.Date(2031, 3, 4, 7, 55, 0, *n*1e6, time.UTC)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.String:
		v.SetString(fmt.Sprintf("Ünlü \"%d\" \\ <&>\n\u2028\x7f 王 😀", *n))
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetInt(int64(1 - 2**n))
	}
}

func written(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func unmarshalled[T any](t *testing.T, raw string) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(raw), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// FuzzReadReport holds reading against json.Unmarshal.
func FuzzReadReport(f *testing.F) {
	r := full[news.Report]()
	for _, value := range []any{r.Article, r.Facts, news.Article{}, emptied().Facts} {
		raw, err := json.Marshal(value)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	for _, odd := range []string{
		"", "null", "[]", "{", "{}x", ` {"id":"a"}`, `{"id":null}`, `{"ID":"a"}`, `{"title":"b","id":"a"}`, `{"id":"a","id":"b"}`, `{,"id":"a"}`,
		`{"id":"a",}`, `{"seq":01}`, `{"seq":-0}`, `{"seq":1e3}`, `{"seq":99999999999999999999}`, `{"title":"\ud800"}`, "{\"title\":\"\xff\"}", "{\"title\":\"\n\"}",
		`{"published":"2031-03-04"}`, `{"published":"2031-03-04T07:55:00+04:00"}`, `{"new":{}}`, `{"people":[{}]}`, `{"people":[{},]}`, `{"summary":[null]}`, `{"people":{}}`,
	} {
		f.Add(odd)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		asRead(t, raw, storage.ReadArticle)
		asRead(t, raw, storage.ReadFacts)
	})
}

func asRead[T any](t *testing.T, raw string, read func(string) (T, error)) {
	t.Helper()
	var want T
	wantErr := json.Unmarshal([]byte(raw), &want)
	got, err := read(raw)
	if (err == nil) != (wantErr == nil) || err == nil && !reflect.DeepEqual(got, want) {
		t.Errorf("%q gives\n%+v, %v\nwant\n%+v, %v", raw, got, err, want, wantErr)
	}
}

func BenchmarkReadFacts(b *testing.B) {
	raw, err := json.Marshal(full[news.Facts]())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := storage.ReadFacts(string(raw)); err != nil {
			b.Fatal(err)
		}
	}
}
