package redis_test

import (
	"testing"

	"readout/storage/redis"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"redis://host":             `standalone 0 "" ":" ":" [host:6379] tls=false`,
		"rediss://u:p@host:1/7":    `standalone 7 "" "u:p" ":" [host:1] tls=true`,
		"redis://[::1]:6380/2":     `standalone 2 "" ":" ":" [[::1]:6380] tls=false`,
		"redis+cluster://a":        `cluster 0 "" ":" ":" [a:6379] tls=false`,
		"redis+cluster://a:1,b/":   `cluster 0 "" ":" ":" [a:1 b:6379] tls=false`,
		"redis+cluster://[::1],b":  `cluster 0 "" ":" ":" [[::1]:6379 b:6379] tls=false`,
		"rediss+cluster://:p%40@a": `cluster 0 "" ":p@" ":" [a:6379] tls=true`,
		"redis+sentinel://a,b:5/m": `sentinel 0 "m" ":" ":" [a:26379 b:5] tls=false`,
		"redis+sentinel://u:p@a,b,c/m/3?sentinel_username=s&sentinel_password=q": `sentinel 3 "m" "u:p" "s:q" [a:26379 b:26379 c:26379] tls=false`,
	} {
		got, err := redis.Reading(address)
		if err != nil || got != want {
			t.Errorf("%s is read as\n%s, %v, want\n%s", address, got, err, want)
		}
	}
}
