package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
)

// WriteCSV writes a table of one kind as RFC 4180 says, in UTF-8, with a head
// of column names and lines ended by CR LF, and returns how many rows it
// wrote. No cell is a formula to a spreadsheet, whatever the articles say.
func WriteCSV(w io.Writer, k Kind, rows iter.Seq2[Row, error]) (n int, err error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	columns := columns(k)
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.name
	}
	if err := out.Write(record); err != nil {
		return 0, fmt.Errorf("write table: %w", err)
	}
	for r, err := range rows {
		if err != nil {
			return n, err
		}
		for i, c := range columns {
			record[i] = cell(words(c.of(r)))
		}
		if err := out.Write(record); err != nil {
			return n, fmt.Errorf("write table: %w", err)
		}
		n++
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return n, fmt.Errorf("write table: %w", err)
	}
	return n, nil
}

// cell makes words safe for a spreadsheet: they are one line without control
// characters, and where a formula could begin there stands an apostrophe. That
// is at the beginning, and after what some spreadsheets, set to another
// separator than the comma, take for the end of a cell; quotation marks and
// what is not seen do not hide it.
func cell(s string) string {
	var b strings.Builder
	begins := true
	for i, word := range strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), blank) {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, r := range word {
			if begins && strings.ContainsRune(starters, r) {
				b.WriteByte('\'')
			}
			b.WriteRune(r)
			begins = strings.ContainsRune(enders, r) || begins && (strings.ContainsRune(`"'`, r) || unicode.Is(unicode.Cf, r))
		}
	}
	return b.String()
}

const (
	// starters begin a formula; the wide forms do where they are typed.
	starters = "=+-@＝＋－＠"
	// enders part cells in some setting.
	enders = ";|"
)

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
