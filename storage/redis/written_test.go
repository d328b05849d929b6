package redis_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
	"readout/storage/redis"
)

// fill sets every field that a value has to something of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(noon.Add(time.Duration(*n) * time.Millisecond)))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case v.Kind() == reflect.String:
		v.SetString(strings.Repeat("ä", *n))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanUint():
		v.SetUint(uint64(*n))
	default:
		v.SetInt(int64(-*n))
	}
}

// TestEveryFieldIsWritten holds that whatever a subscriber has is kept: each
// field alone, and all of them.
func TestEveryFieldIsWritten(t *testing.T) {
	t.Parallel()
	at := news.Address{Chat: -5, Thread: 1}
	var whole news.Subscriber
	n := 0
	fill(reflect.ValueOf(&whole).Elem(), &n)
	all := []news.Subscriber{{}, whole}
	for i := range reflect.ValueOf(whole).NumField() {
		var one news.Subscriber
		fill(reflect.ValueOf(&one).Elem().Field(i), &n)
		all = append(all, one)
	}
	for _, want := range all {
		want.Address = at
		got, err := redis.Write(want).Read(at)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
}

// TestCutShort reads what is left of a subscriber wherever its end is missing:
// an error or less, and no more.
func TestCutShort(t *testing.T) {
	t.Parallel()
	var whole news.Subscriber
	n := 0
	fill(reflect.ValueOf(&whole).Elem(), &n)
	stands := redis.Write(whole)
	for end := range len(stands) {
		if got, err := stands[:end].Read(whole.Address); err == nil && cmp.Equal(got, whole) {
			t.Errorf("the first %d of %d bytes are read as all of them", end, len(stands))
		}
	}
	for _, rubbish := range []string{"\x00", "\xff\xff", "\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x04\x80\x80\x80\x80\x80\x01"} {
		if got, err := redis.Written(string(stands[:32]) + rubbish).Read(whole.Address); err == nil {
			t.Errorf("%q is read as %+v", rubbish, got)
		}
	}
}
