package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// params are what a call says, however it was said: JSON, form, multipart and
// query give the same. A JSON value that is no string is kept as its JSON.
type params struct {
	values map[string]string
	files  map[string]upload
}

type upload struct {
	name, kind string
	bytes      []byte
}

// The largest body that is read, as on the public server.
const maxBody = 50 << 20

var (
	errTooLarge = &refusal{Code: 413, Description: "Request Entity Too Large"}
	errNoObject = &refusal{Code: 400, Description: "Bad Request: can't parse JSON object"}
)

// read takes a call's parameters. An error that is no refusal is of the
// connection.
func read(r *http.Request) (params, error) {
	p := params{values: map[string]string{}, files: map[string]upload{}}
	p.take(r.URL.Query())
	if r.Method != http.MethodPost {
		return p, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return p, err
	}
	if len(body) > maxBody {
		return p, errTooLarge
	}
	kind, settings, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return p, p.readJSON(body)
	case "multipart/form-data":
		return p, p.readParts(multipart.NewReader(bytes.NewReader(body), settings["boundary"]))
	case "application/x-www-form-urlencoded":
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return p, bad("can't parse URL-encoded parameters")
		}
		p.take(values)
	}
	return p, nil
}

func (p params) take(values url.Values) {
	for name, list := range values {
		p.values[name] = list[len(list)-1]
	}
}

func (p params) readJSON(body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return errNoObject
	}
	for name, raw := range fields {
		var text string
		switch {
		case string(raw) == "null":
		case json.Unmarshal(raw, &text) == nil:
			p.values[name] = text
		default:
			p.values[name] = string(raw)
		}
	}
	return nil
}

func (p params) readParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return bad("can't parse multipart form")
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return bad("can't parse multipart form")
		}
		if part.FileName() == "" {
			p.values[part.FormName()] = string(content)
			continue
		}
		p.files[part.FormName()] = upload{part.FileName(), part.Header.Get("Content-Type"), content}
	}
}

func (p params) text(name string) string { return p.values[name] }

func (p params) has(name string) bool { return p.values[name] != "" }

// number is 0 where there is none, as on the real server.
func (p params) number(name string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(p.values[name]))
	return n
}

// within is the number brought between bounds, or missing where there is none.
func (p params) within(name string, missing, low, high int) int {
	if !p.has(name) {
		return missing
	}
	return min(max(p.number(name), low), high)
}

func (p params) flag(name string) bool {
	switch strings.ToLower(p.values[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// object reads a parameter that holds JSON; one that is not there is left as
// it is.
func (p params) object(name string, into any) *refusal {
	if !p.has(name) {
		return nil
	}
	if err := json.Unmarshal([]byte(p.values[name]), into); err != nil {
		return bad("can't parse %s JSON object", strings.ReplaceAll(name, "_", " "))
	}
	return nil
}
