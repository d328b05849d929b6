package sheet

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"
)

// WriteJSONL writes a table of one kind as JSON lines: one object for each
// row, with the columns of WriteCSV in their order, lists as arrays, roles as
// an object of arrays, and nothing left out: what is not known is "", [] or
// null. It returns how many rows it wrote.
func WriteJSONL(w io.Writer, k Kind, rows iter.Seq2[Row, error]) (n int, err error) {
	out := bufio.NewWriter(w)
	columns := columns(k)
	for r, err := range rows {
		if err != nil {
			return n, err
		}
		line, err := object(columns, r)
		if err != nil {
			return n, fmt.Errorf("write row %s: %w", r.ID, err)
		}
		if _, err := out.Write(line); err != nil {
			return n, fmt.Errorf("write rows: %w", err)
		}
		n++
	}
	if err := out.Flush(); err != nil {
		return n, fmt.Errorf("write rows: %w", err)
	}
	return n, nil
}

func object(columns []column, r Row) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for i, c := range columns {
		if i == 0 {
			b.WriteByte('{')
		} else {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", c.name)
		if err := encoder.Encode(plain(c.of(r))); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1) // the line break
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// plain is a value as it stands in JSON.
func plain(value any) any {
	switch v := value.(type) {
	case []string:
		if v == nil {
			return []string{}
		}
	case roles:
		return v.of
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return words(v)
	}
	return value
}
