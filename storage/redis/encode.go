package redis

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

func decode(raw string, into any) error {
	if err := json.Unmarshal([]byte(raw), into); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return nil
}

// decoded reads a value in JSON.
func decoded[T any](raw string) (T, error) {
	var value T
	err := decode(raw, &value)
	return value, err
}

func encode(value any) (string, error) {
	raw, err := json.Marshal(value)
	return string(raw), err
}

// millis is an instant as a score or a field holds it; the zero Time is
// before all.
func millis(t time.Time) int64 { return t.UnixMilli() }

// maybe is an instant in a field where "" stands for the zero Time.
func maybe(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}

func instant(millis int64) time.Time {
	if millis == (time.Time{}).UnixMilli() {
		return time.Time{}
	}
	return time.UnixMilli(millis).UTC()
}

// mark is a name for one act that no other has, by which a script tells that
// it is run again.
func mark() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
