package opml

import (
	"cmp"
	"encoding/xml"
	"io"

	"readout/digest/news"
)

// Write writes a list of feeds under a title: those without a folder first,
// then the folders in the order in which they are first named. A feed of
// several folders stands in each. What Parse makes of it has the same feeds
// and folders.
func Write(w io.Writer, title string, sources []news.Source) error {
	list := document{Version: "2.0", Title: title, Outlines: outlines(sources)}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(list); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type document struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr"`
	Type     string    `xml:"type,attr,omitempty"`
	Address  string    `xml:"xmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

func outlines(sources []news.Source) []outline {
	var loose, folders []outline
	at := map[string]int{}
	for _, s := range sources {
		name := cmp.Or(s.Title, s.URL)
		feed := outline{Text: name, Title: name, Type: "rss", Address: s.URL}
		if len(s.Folders) == 0 {
			loose = append(loose, feed)
		}
		for _, f := range s.Folders {
			i, known := at[f]
			if !known {
				i = len(folders)
				at[f] = i
				folders = append(folders, outline{Text: f, Title: f})
			}
			folders[i].Outlines = append(folders[i].Outlines, feed)
		}
	}
	return append(loose, folders...)
}
