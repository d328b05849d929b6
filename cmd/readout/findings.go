package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"readout/digest/news"
)

// writeFindings tells people what was found in an article, each fact above
// the words that it was read from.
func writeFindings(w io.Writer, title string, r news.Report) {
	fmt.Fprintln(w, shown(strings.Join(filled(title, r.Article.Outlet, day(r.Article)), " · ")))
	f := r.Facts
	if f.Language != "" && f.Language != "en" {
		fmt.Fprintf(w, "  written in %q: only English is read\n\n", f.Language)
		return
	}
	for _, p := range f.People {
		fmt.Fprintf(w, "  who   %s\n", shown(strings.Join(filled(p.Name, strings.Join(p.Roles, "; ")), " · ")))
	}
	for _, m := range f.Meetings {
		who := strings.Join(append(list(m.Participants), m.Groups...), ", ")
		telling(w, r, "met", m.Evidence, who, based(m.Place, m.PlaceBasis), based(string(m.Day), m.DayBasis), kind(m))
	}
	for _, v := range f.Visits {
		telling(w, r, "visit", v.Evidence, strings.Join(v.Visitors, ", "), v.To, period(v), string(v.Status))
	}
	for _, s := range f.Statements {
		speaker := s.Speaker
		if speaker == "" {
			speaker = "nobody named"
		}
		telling(w, r, "said", s.Evidence, speaker, string(s.Type), important(s.Key))
	}
	if len(f.Meetings)+len(f.Visits)+len(f.Statements) == 0 {
		fmt.Fprintln(w, "  no meeting, visit or statement found")
	}
	fmt.Fprintln(w)
}

// telling writes a fact and the sentence that tells it.
func telling(w io.Writer, r news.Report, label string, e news.Evidence, parts ...string) {
	sentence := strings.Join(strings.Fields(r.Words(e.Span)), " ")
	fmt.Fprintf(w, "  %-5s %s (%s, %d%%)\n        | %s\n", label, shown(strings.Join(filled(parts...), " · ")), e.Rule, e.Confidence, shown(sentence))
}

func filled(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

func day(a news.Article) string {
	if a.Published.IsZero() {
		return ""
	}
	return a.Published.Format("2006-01-02")
}

func based(what string, b news.Basis) string {
	if what == "" || b == news.Stated || b == "" {
		return what
	}
	return fmt.Sprintf("%s (by %s)", what, b)
}

func kind(m news.Meeting) string {
	words := string(m.Status)
	if m.Kind == news.Call {
		words = "call, " + words
	}
	return words
}

func period(v news.Visit) string {
	switch {
	case v.Start == "" && v.End == "":
		return ""
	case v.End == "":
		return "from " + string(v.Start)
	case v.Start == "":
		return "until " + string(v.End)
	}
	return string(v.Start) + " to " + string(v.End)
}

func important(key bool) string {
	if key {
		return "key"
	}
	return ""
}

// shown is what somebody else wrote, without the control characters that
// would steer a terminal.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
}
