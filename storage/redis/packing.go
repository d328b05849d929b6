package redis

import (
	"encoding/binary"
	"errors"
	"time"
)

// errDamaged tells that a value cannot be read.
var errDamaged = errors.New("stored value is damaged")

// packing writes the fields of a value one after another, or reads them back:
// whatever names the fields names them once, for both. Each has a number, and
// they come in its order; one with its zero value takes nothing. It is a tenth
// of the work of JSON and half of the bytes.
type packing struct {
	written []byte
	reading bool
	raw     string // what is left to be read
	err     error
}

// field reports whether a field is there.
func (p *packing) field(number byte, there bool) bool {
	if !p.reading {
		if there {
			p.written = append(p.written, number)
		}
		return there
	}
	if p.raw == "" || p.raw[0] != number {
		return false
	}
	p.raw = p.raw[1:]
	return true
}

// number writes or reads a number, in as many bytes as it needs.
func (p *packing) number(n int64) int64 {
	if !p.reading {
		p.written = binary.AppendVarint(p.written, n)
		return n
	}
	var u uint64
	for i := 0; i < len(p.raw) && i < binary.MaxVarintLen64; i++ {
		u |= uint64(p.raw[i]&0x7f) << (7 * i)
		if p.raw[i] < 0x80 {
			p.raw = p.raw[i+1:]
			return int64(u>>1) ^ -int64(u&1)
		}
	}
	p.raw, p.err = "", errDamaged
	return 0
}

// text writes or reads a text with its length before it.
func (p *packing) text(s string) string {
	if !p.reading {
		p.number(int64(len(s)))
		p.written = append(p.written, s...)
		return s
	}
	n := p.number(0)
	if n < 0 || n > int64(len(p.raw)) {
		p.raw, p.err = "", errDamaged
		return ""
	}
	s, p.raw = p.raw[:n], p.raw[n:]
	return s
}

// count writes or reads how many follow; each takes a byte at least.
func (p *packing) count(n int) int {
	n = int(p.number(int64(n)))
	if p.reading && (n < 0 || n > len(p.raw)) {
		p.raw, p.err = "", errDamaged
		return 0
	}
	return n
}

// end is what became of it all: what was not read is no field that is known.
func (p *packing) end() error {
	if p.reading && p.raw != "" {
		return errDamaged
	}
	return p.err
}

func packText[T ~string](p *packing, number byte, v *T) {
	if p.field(number, *v != "") {
		*v = T(p.text(string(*v)))
	}
}

func packNumber[T ~int | ~int64 | ~uint8](p *packing, number byte, v *T) {
	if p.field(number, *v != 0) {
		*v = T(p.number(int64(*v)))
	}
}

func packFlag(p *packing, number byte, v *bool) {
	if p.field(number, *v) {
		*v = true
	}
}

// packInstant keeps milliseconds, as every store does.
func packInstant(p *packing, number byte, v *time.Time) {
	if p.field(number, !v.IsZero()) {
		*v = instant(p.number(millis(*v)))
	}
}

func packTexts[T ~string](p *packing, number byte, v *[]T) {
	if !p.field(number, len(*v) > 0) {
		return
	}
	n := p.count(len(*v))
	if p.reading {
		*v = make([]T, n)
	}
	for i := range *v {
		(*v)[i] = T(p.text(string((*v)[i])))
	}
}

func packNumbers[T ~int](p *packing, number byte, v *[]T) {
	if !p.field(number, len(*v) > 0) {
		return
	}
	n := p.count(len(*v))
	if p.reading {
		*v = make([]T, n)
	}
	for i := range *v {
		(*v)[i] = T(p.number(int64((*v)[i])))
	}
}
