package sandbox

import "strings"

// The longest numeric reference that is read, from its ampersand to before
// its semicolon.
const maxReference = 9

// reference reads a character reference at a place. It gives 0 where there is
// none that counts, else the character and the place behind it. The semicolon
// may be missing.
func reference(s string, at int) (rune, int) {
	if s[at] != '&' {
		return 0, at
	}
	var r rune
	after := at + 1
	if after < len(s) && s[after] == '#' {
		r, after = numeric(s, at)
	} else {
		for after < len(s) && (s[after]|0x20 >= 'a' && s[after]|0x20 <= 'z') {
			after++
		}
		r = named(s[at+1 : after])
	}
	if r == 0 {
		return 0, at
	}
	if after < len(s) && s[after] == ';' {
		after++
	}
	return r, after
}

func named(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	}
	return 0
}

// numeric reads a reference such as &#8364; or &#x20ac; whose digits follow.
func numeric(s string, at int) (rune, int) {
	base, digits, after := rune(10), "0123456789", at+2
	if after < len(s) && s[after] == 'x' {
		base, digits, after = 16, "0123456789abcdef", after+1
	}
	var r rune
	for ; after < len(s) && after-at <= maxReference; after++ {
		d := strings.IndexByte(digits, s[after])
		if d < 0 && base == 16 && s[after] >= 'A' && s[after] <= 'F' {
			d = int(s[after]-'A') + 10
		}
		if d < 0 {
			break
		}
		r = r*base + rune(d)
	}
	if r >= 0x10FFFF || after-at > maxReference {
		return 0, at
	}
	return r, after
}
