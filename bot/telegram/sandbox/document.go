package sandbox

import (
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
)

// File is one that the bot sent.
type File struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Bytes []byte `json:"bytes"`
}

func (s *Server) sendDocument(p params) (any, *refusal) {
	f, no := formatted(p, messageCaption)
	if no != nil {
		return nil, no
	}
	file, no := p.upload("document")
	if no != nil {
		return nil, no
	}
	d, no := s.draft(p, "documents")
	if no != nil {
		return nil, no
	}
	if no := f.settle(messageCaption); no != nil {
		return nil, no
	}
	d.message.Document = s.keep(file)
	d.message.Caption, d.message.CaptionEntities = f.text, s.shown("sendDocument", d.chat, f)
	return s.sent("sendDocument", d)
}

// upload is a file that came with the call: in the part of the parameter's
// name or in one that it names.
func (p params) upload(name string) (upload, *refusal) {
	part := name
	if named, ok := strings.CutPrefix(p.text(name), "attach://"); ok {
		part = named
	}
	file, ok := p.files[part]
	switch {
	case !ok && p.has(name) && part == name:
		return upload{}, bad("wrong file identifier/HTTP URL specified")
	case !ok:
		return upload{}, bad("there is no document in the request")
	case len(file.bytes) == 0:
		return upload{}, bad("file must be non-empty")
	}
	return file, nil
}

// keep puts a file where File finds it.
func (s *Server) keep(u upload) *Document {
	kind := mime.TypeByExtension(path.Ext(u.name))
	if kind == "" {
		kind = u.kind
	}
	kind, _, _ = strings.Cut(kind, ";")
	s.lastFile++
	id := fmt.Sprintf("sandbox-file-%d", s.lastFile)
	s.files[id] = File{Name: u.name, Type: kind, Bytes: u.bytes}
	return &Document{FileID: id, UniqueID: fmt.Sprintf("unique-%d", s.lastFile), Name: u.name, Type: kind, Size: len(u.bytes)}
}

// File is one that the bot sent, by the id that its message and its arrival
// name; false if there is none.
func (s *Server) File(id string) (File, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[id]
	return f, ok
}

// getFile tells where a file is to be fetched.
func (s *Server) getFile(p params) (any, *refusal) {
	id := p.text("file_id")
	f, ok := s.files[id]
	if !ok {
		return nil, bad("invalid file_id")
	}
	if len(f.Bytes) > mostFetched {
		return nil, bad("file is too big")
	}
	return fileAt{FileID: id, UniqueID: "unique of " + id, Size: len(f.Bytes), Path: "documents/" + id}, nil
}

// mostFetched is how large a file a bot may fetch.
const mostFetched = 20 << 20

// fileAt is where a file is to be fetched, in the words of the Bot API.
type fileAt struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size"`
	Path     string `json:"file_path"`
}

// fetch hands a file out.
func (s *Server) fetch(w http.ResponseWriter, path string) {
	token, path, _ := strings.Cut(path, "/")
	id, found := strings.CutPrefix(path, "documents/")
	f, ok := s.File(id)
	if token != s.options.Token || !found || !ok {
		refuse(w, &refusal{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	// Who left will not be told.
	_, _ = w.Write(f.Bytes)
}
