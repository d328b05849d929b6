// Package opml reads and writes lists of feeds in OPML, the form in which
// feed readers exchange them. A folder of a list is a topic's feed list, and
// so a Folder of a news.Source. It does no I/O of its own.
package opml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"

	"readout/digest/news"
)

// Bounds on a list from a stranger.
const (
	maxBytes   = 2 << 20
	maxDepth   = 32
	maxSources = 5000
	maxField   = 4 << 10
)

// Skipped is an outline that could not be taken, and why.
type Skipped struct {
	// Name is the outline's title or address, as it stands.
	Name   string
	Reason string
}

// Parse reads the feeds of a list in its order, each address once, with URL,
// Title and Folders; a feed that stands in several folders, or in a folder
// within a folder, is in all of them. Outlines that are no feeds are passed
// over without a word; feeds whose address is not http or https are skipped.
// A list that breaks off or is longer than the bounds is an error.
func Parse(r io.Reader) ([]news.Source, []Skipped, error) {
	limited := &io.LimitedReader{R: r, N: maxBytes + 1}
	p := parser{at: map[string]int{}, decoder: xml.NewDecoder(limited)}
	p.decoder.Strict = false
	p.decoder.Entity = xml.HTMLEntity
	p.decoder.CharsetReader = charset.NewReaderLabel
	err := p.run()
	switch {
	case limited.N <= 0:
		return nil, nil, fmt.Errorf("the list is longer than %d MiB", maxBytes>>20)
	case err != nil:
		return nil, nil, fmt.Errorf("not a list of feeds in OPML: %w", err)
	case !p.opml:
		return nil, nil, errors.New("not a list of feeds in OPML")
	}
	return p.sources, p.skipped, nil
}

type parser struct {
	decoder *xml.Decoder
	opml    bool
	// open are the names of the outlines around the next one; "" for a feed.
	open    []string
	sources []news.Source
	skipped []Skipped
	at      map[string]int // where an address stands in sources
}

func (p *parser) run() error {
	for {
		token, err := p.decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = p.begin(t)
		case xml.EndElement:
			if isOutline(t.Name) && len(p.open) > 0 {
				p.open = p.open[:len(p.open)-1]
			}
		}
		if err != nil {
			return err
		}
	}
}

func isOutline(name xml.Name) bool { return strings.EqualFold(name.Local, "outline") }

func (p *parser) begin(t xml.StartElement) error {
	if strings.EqualFold(t.Name.Local, "opml") {
		p.opml = true
	}
	if !isOutline(t.Name) {
		return nil
	}
	if len(p.open) == maxDepth {
		return fmt.Errorf("folders are nested deeper than %d", maxDepth)
	}
	name, address := names(t.Attr)
	if address == "" {
		p.open = append(p.open, name)
		return nil
	}
	p.add(name, address)
	p.open = append(p.open, "")
	return nil
}

// names are the title of an outline, and the address if it is a feed.
func names(attributes []xml.Attr) (name, address string) {
	var text string
	for _, a := range attributes {
		value := strings.Join(strings.Fields(a.Value), " ")
		if len(value) > maxField {
			continue
		}
		switch strings.ToLower(a.Name.Local) {
		case "title":
			name = value
		case "text":
			text = value
		case "xmlurl":
			address = value
		}
	}
	if name == "" {
		name = text
	}
	return name, address
}

func (p *parser) add(name, address string) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		p.skip(name, address, "its address is not http or https")
		return
	case u.User != nil:
		p.skip(name, u.Redacted(), "its address holds a user name or password")
		return
	}
	i, known := p.at[address]
	if !known {
		if len(p.sources) == maxSources {
			p.skip(name, address, fmt.Sprintf("more than %d feeds", maxSources))
			return
		}
		i = len(p.sources)
		p.at[address] = i
		p.sources = append(p.sources, news.Source{URL: address, Title: name})
	}
	for _, folder := range p.open {
		if folder != "" && !slices.Contains(p.sources[i].Folders, folder) {
			p.sources[i].Folders = append(p.sources[i].Folders, folder)
		}
	}
}

func (p *parser) skip(name, address, reason string) {
	if name == "" {
		name = address
	}
	p.skipped = append(p.skipped, Skipped{name, reason})
}
