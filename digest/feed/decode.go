package feed

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxDecoded bounds the text of a document, as some encodings take half the
// bytes of UTF-8.
const maxDecoded = 8 << 20

// decode turns the bytes of a feed into clean UTF-8, whatever they are said
// to be in. Nothing is refused: what cannot be read becomes U+FFFD, and
// characters that no document may hold are dropped. It is cut where the text
// goes beyond its bound.
//
// Bytes speak louder than labels: a mark or the shape of UTF-16 first, then
// text that is UTF-8 throughout or nearly, then the labels.
func decode(d Document) (text []byte, cut bool) {
	text, cut = transcode(d.Body, d.Type)
	return clean(text), cut
}

// inUTF8 is the document with its text for a body.
func (d Document) inUTF8() Document {
	text, cut := decode(d)
	d.Body, d.Type, d.Cut = text, "text/xml; charset=utf-8", d.Cut || cut
	return d
}

func transcode(b []byte, contentType string) (text []byte, cut bool) {
	if wide := wideEndian(b); wide != nil {
		return convert(b, wide)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	label := pickLabel(b, contentType)
	e, name := charset.Lookup(label)
	if e == nil || name == "utf-8" || name == "replacement" || strings.HasPrefix(name, "utf-16") {
		return b, false
	}
	return convert(b, e.NewDecoder())
}

func convert(b []byte, with transform.Transformer) (text []byte, cut bool) {
	room := make([]byte, 0, min(2*len(b)+1, maxDecoded+1))
	out, err := readInto(room, transform.NewReader(bytes.NewReader(b), with), maxDecoded+1)
	if err != nil {
		return b, false
	}
	if len(out) <= maxDecoded {
		return out, false
	}
	// Half a character is none.
	for out = out[:maxDecoded]; len(out) > 0; out = out[:len(out)-1] {
		if r, size := utf8.DecodeLastRune(out); r != utf8.RuneError || size > 1 {
			break
		}
	}
	return out, true
}

// wideEndian is the decoder for UTF-16, told by its mark or by the zero byte
// beside the first "<" or "{".
func wideEndian(b []byte) transform.Transformer {
	if len(b) < 4 {
		return nil
	}
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	opens := func(c byte) bool { return c == '<' || c == '{' }
	switch {
	case b[0] == 0xfe && b[1] == 0xff, b[0] == 0 && opens(b[1]):
		return big
	case b[0] == 0xff && b[1] == 0xfe, opens(b[0]) && b[1] == 0:
		return little
	}
	return nil
}

// pickLabel chooses the charset of bytes that are not UTF-16.
func pickLabel(b []byte, contentType string) string {
	header, prolog := headerCharset(contentType), prologCharset(b)
	wide, broken := countUTF8(b)
	if wide > 0 && broken*10 <= wide {
		return "utf-8"
	}
	labels := []string{header, prolog}
	// This one is what servers say when nobody told them.
	if header == "iso-8859-1" && prolog != "" {
		labels = []string{prolog, header}
	}
	for _, label := range labels {
		if label != "" && (broken == 0 || label != "utf-8") {
			return label
		}
	}
	if broken > wide {
		return "windows-1252"
	}
	return "utf-8"
}

// countUTF8 counts the characters beyond ASCII that are well written, and the
// bytes that belong to none.
func countUTF8(b []byte) (wide, broken int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			wide++
		}
		b = b[n:]
	}
	return wide, broken
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.ToLower(params["charset"])
}

// prologCharset reads the encoding of <?xml … encoding="…"?>.
func prologCharset(b []byte) string {
	b = b[:min(len(b), 1024)]
	_, rest, ok := bytes.Cut(b, []byte("<?xml"))
	if !ok {
		return ""
	}
	rest, _, _ = bytes.Cut(rest, []byte("?>"))
	_, rest, ok = bytes.Cut(rest, []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if !ok || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	label, _, _ := bytes.Cut(rest[1:], rest[:1])
	return strings.ToLower(string(label))
}

// clean drops control characters and puts U+FFFD in place of broken bytes,
// one for those in a row. What is clean is not copied.
func clean(b []byte) []byte {
	if utf8.Valid(b) && bytes.IndexFunc(b, isUnwanted) < 0 {
		return b
	}
	out, broken := make([]byte, 0, min(2*len(b), max(len(b), maxDecoded))), false
	for len(b) > 0 && len(out)+utf8.UTFMax <= cap(out) {
		r, n := utf8.DecodeRune(b)
		before := broken
		broken = r == utf8.RuneError && n == 1
		switch {
		case broken && !before:
			out = append(out, "\uFFFD"...)
		case !broken && !isUnwanted(r):
			out = append(out, b[:n]...)
		}
		b = b[n:]
	}
	return out
}

func isUnwanted(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' {
		return false
	}
	return r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff || r == 0xfeff
}
