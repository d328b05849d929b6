package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// localPath tells the file that an address names: a file: URL, or a path that
// is no URL at all.
func localPath(address string) (path string, ok bool) {
	if rest, found := strings.CutPrefix(address, "file:"); found {
		u, err := url.Parse(address)
		if err == nil && u.Opaque == "" && (u.Host == "" || u.Host == "localhost") {
			return filepath.FromSlash(u.Path), true
		}
		return rest, true
	}
	head, _, hasScheme := strings.Cut(address, ":")
	if hasScheme && len(head) > 1 && !strings.ContainsAny(head, `/\.`) {
		return "", false
	}
	return address, true
}

// open reads a regular file. The ETag is a hash of its bytes, so an unchanged
// file is known as one without looking at clocks.
func (r *Reader) open(path string, known validators) (Document, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Document{}, unreadable(err)
	}
	if !info.Mode().IsRegular() {
		return Document{}, refuse("%s is not a file", clip(path, 200)).because(checkFile)
	}
	f, err := os.Open(path)
	if err != nil {
		return Document{}, unreadable(err)
	}
	defer f.Close()
	d := Document{URL: address(path)}
	d.Body, d.Cut = readBody(f, r.options.Body)
	sum := sha256.Sum256(d.Body)
	d.ETag = hex.EncodeToString(sum[:16])
	d.Unchanged = d.ETag == known.etag
	return d, nil
}

func address(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// unreadable leaves out the path, which the caller has shown already.
func unreadable(err error) error {
	cause := err
	var e *os.PathError
	if errors.As(err, &e) {
		err = e.Err
	}
	return &Error{Reason: "the file cannot be read: " + err.Error(), Mend: checkFile, Cause: cause}
}
