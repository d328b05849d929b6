package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"readout/digest/feed"
	"readout/digest/news"
)

// longestDocument bounds one article, and a line of many.
const longestDocument = 16 << 20

// input is one article to read, or why it cannot be.
type input struct {
	news.Article
	id string
	// from is where it stands, for complaints: a file, an address, a line.
	from string
	// quiet tells that whoever gave the text has it already.
	quiet bool
	err   error
}

// inputs opens what a command line names.
type inputs struct {
	in  io.Reader
	web *feed.Reader
}

// articles are those of a file, an address or standard input ("-"), in its
// order. There is at least one, if only to say what was wrong.
func (i inputs) articles(ctx context.Context, name string) iter.Seq[input] {
	return func(yield func(input) bool) {
		i.open(ctx, name, func(in input) bool {
			if in.from == "" {
				in.from = name
			}
			return yield(in)
		})
	}
}

func (i inputs) open(ctx context.Context, name string, yield func(input) bool) {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case name == "-":
		i.stream(bufio.NewReader(i.in), yield)
	case strings.Contains(name, "://"), ext == ".html", ext == ".htm":
		yield(i.page(ctx, name))
	default:
		i.file(name, yield)
	}
}

// page is the readable text of a web page.
func (i inputs) page(ctx context.Context, name string) input {
	a, err := i.web.Read(ctx, name)
	// A page that tells no date is not taken to be of today.
	if a.Published.Equal(a.Seen) {
		a.Published = time.Time{}
	}
	return input{Article: a, id: stem(name), err: err}
}

func (i inputs) file(name string, yield func(input) bool) {
	f, err := os.Open(name)
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		err = fmt.Errorf("cannot be opened: %w", cause.Err)
	}
	if err != nil {
		yield(input{id: stem(name), err: err})
		return
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(name), ".jsonl") {
		lines(bufio.NewReader(f), yield)
		return
	}
	yield(plain(f, stem(name)))
}

// stream tells lines of JSON from plain text by the first sign.
func (i inputs) stream(r *bufio.Reader, yield func(input) bool) {
	if head, _ := r.Peek(1); string(head) == "{" {
		lines(r, yield)
		return
	}
	yield(plain(r, "-"))
}

// stem is the name of a file without folder and ending.
func stem(name string) string {
	if strings.Contains(name, "://") {
		return name
	}
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// plain is an article in plain text, with an optional header.
func plain(r io.Reader, id string) input {
	text, err := io.ReadAll(io.LimitReader(r, longestDocument+1))
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		err = fmt.Errorf("cannot be read: %w", cause.Err)
	}
	in := input{id: id, err: err}
	if in.err == nil {
		in.err = readable(text)
	}
	if in.err == nil {
		in.Article, in.err = headed(string(text))
	}
	return in
}

// readable refuses what is no text, or too much of it.
func readable(text []byte) error {
	switch {
	case len(text) > longestDocument:
		return fmt.Errorf("too large: an article may have %d MiB", longestDocument>>20)
	case bytes.IndexByte(text, 0) >= 0, !utf8.Valid(text):
		return errors.New("not text: it holds bytes that are no UTF-8")
	case len(bytes.TrimSpace(text)) == 0:
		return errors.New("empty: there is nothing to read")
	}
	return nil
}

// headed parts the header lines that may stand above a text from it.
func headed(text string) (news.Article, error) {
	known := []string{"Title", "Date", "Source", "Url"}
	head := textproto.MIMEHeader{}
	rest := strings.TrimPrefix(text, "\ufeff")
	for {
		line, below, _ := strings.Cut(rest, "\n")
		key, value, found := strings.Cut(line, ":")
		if key = textproto.CanonicalMIMEHeaderKey(key); !found || !slices.Contains(known, key) {
			break
		}
		head.Set(key, strings.TrimSpace(value))
		rest = below
	}
	if len(head) > 0 {
		rest = strings.TrimLeft(rest, "\r\n")
	}
	if strings.TrimSpace(rest) == "" {
		return news.Article{}, errors.New("empty: there is nothing below the header")
	}
	a := news.Article{Title: head.Get("Title"), Outlet: head.Get("Source"), URL: head.Get("Url"), Text: rest}
	var err error
	a.Published, err = published(head.Get("Date"))
	return a, err
}

// line is an article as a line of JSON gives it. Other fields are ignored.
type line struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Date   string `json:"date"`
	Source string `json:"source"`
	URL    string `json:"url"`
	Text   string `json:"text"`
}

// lines are articles, one a line of JSON.
func lines(r *bufio.Reader, yield func(input) bool) {
	for n := 1; ; n++ {
		text, err := bounded(r)
		if errors.Is(err, io.EOF) && len(text) == 0 {
			if n == 1 {
				yield(input{id: "line 1", err: errors.New("empty: there is nothing to read")})
			}
			return
		}
		if len(bytes.TrimSpace(text)) == 0 && err == nil {
			continue
		}
		if !yield(parsed(text, fmt.Sprintf("line %d", n), err)) || err != nil {
			return
		}
	}
}

// bounded reads a line. The rest of one that is too long is skipped.
func bounded(r *bufio.Reader) ([]byte, error) {
	var text []byte
	for {
		piece, err := r.ReadSlice('\n')
		if len(text) <= longestDocument {
			text = append(text, piece...)
		}
		if errors.Is(err, io.EOF) && len(text) > 0 {
			err = nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}

func parsed(text []byte, place string, err error) input {
	in := input{id: place, from: place, quiet: true, err: err}
	if in.err == nil {
		in.err = readable(text)
	}
	if in.err != nil {
		return in
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		in.err = fmt.Errorf("no JSON object with an article: %w", err)
		return in
	}
	if l.ID != "" {
		in.id = l.ID
	}
	in.Article = news.Article{Title: l.Title, Outlet: l.Source, URL: l.URL, Text: l.Text}
	if in.Published, in.err = published(l.Date); in.err == nil && strings.TrimSpace(l.Text) == "" {
		in.err = errors.New("empty: the article has no text")
	}
	return in
}

// published reads the day or the instant that an article gives.
func published(date string) (time.Time, error) {
	if date == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, date); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("date %q not understood: write it such as 2026-03-04", date)
}
