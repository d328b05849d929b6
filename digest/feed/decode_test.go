package feed_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"readout/digest/feed"
	"readout/digest/news"
)

func TestCharsets(t *testing.T) {
	t.Parallel()
	utf8 := encoding.Nop
	for name, c := range map[string]struct {
		bytes          encoding.Encoding
		header, prolog string
		title          string
	}{
		"nothing said":                      {utf8, "", "", "Прадо"},
		"utf-8 in the header":               {utf8, "text/xml; charset=utf-8", "", "Прадо"},
		"utf-8 under a wrong prolog":        {utf8, "", "iso-8859-1", "Прадо"},
		"utf-8 under a wrong header":        {utf8, "text/xml; charset=windows-1251", "utf-8", "Прадо"},
		"named in the prolog":               {charmap.Windows1251, "", "windows-1251", "Прадо"},
		"named in the header":               {charmap.KOI8R, "text/xml; charset=KOI8-R", "", "Прадо"},
		"header against prolog":             {charmap.KOI8R, "text/xml; charset=koi8-r", "windows-1251", "Прадо"},
		"header of a server untold":         {charmap.Windows1251, "text/xml; charset=ISO-8859-1", "windows-1251", "Прадо"},
		"a prolog that cannot be true":      {charmap.Windows1251, "text/xml; charset=windows-1251", "utf-8", "Прадо"},
		"a header that cannot be true":      {charmap.Windows1251, "text/xml; charset=utf-8", "windows-1251", "Прадо"},
		"nothing said, western":             {charmap.Windows1252, "", "", "Señora Muñoz"},
		"an unknown name":                   {utf8, "text/xml; charset=klingon", "", "Прадо"},
		"shift-jis":                         {japanese.ShiftJIS, "", "Shift_JIS", "首相が会談した"},
		"seven bits":                        {japanese.ISO2022JP, "", "iso-2022-jp", "首相が会談した"},
		"gb18030":                           {simplifiedchinese.GB18030, "application/rss+xml; charset=gb18030", "", "总理会见"},
		"utf-16 with a mark":                {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "", "utf-16", "Прадо"},
		"utf-16 without":                    {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "", "", "Прадо"},
		"utf-16 under a wrong header":       {unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "text/xml; charset=utf-8", "", "Прадо"},
		"utf-16 said of bytes that are not": {utf8, "text/xml; charset=utf-16", "utf-16", "Prado"},
		"a charset that browsers refuse":    {utf8, "", "hz-gb-2312", "Prado"},
		"a mark":                            {utf8, "", "", "\ufeffПрадо"},
	} {
		cases.Try(t, "P4 "+name, func(t *testing.T) {
			doc := rss("<item><title>" + strings.TrimPrefix(c.title, "\ufeff") + "</title></item>")
			if c.prolog != "" {
				doc = `<?xml version="1.0" encoding="` + c.prolog + `"?>` + doc
			}
			if strings.HasPrefix(c.title, "\ufeff") {
				doc = "\ufeff" + doc
			}
			body, err := c.bytes.NewEncoder().Bytes([]byte(doc))
			if err != nil {
				t.Fatal(err)
			}
			b, err := feed.Parse(feed.Document{Type: c.header, Body: body}, news.Source{}, now)
			if err != nil || titles(b) != strings.TrimPrefix(c.title, "\ufeff") {
				t.Errorf("got %q, %v", titles(b), err)
			}
		})
	}
}

func TestPanicOfAParserIsAnError(t *testing.T) {
	t.Parallel()
	err := feed.Guarded("feed", func() error { panic("index out of range") })
	if err == nil || err.Error() != "the feed cannot be read" || errors.Unwrap(err).Error() != "panic: index out of range" {
		t.Errorf("got %v", err)
	}
}
