package sheet

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// column is one of a table's: a word, a list, a number, a yes or an instant.
type column struct {
	name string
	of   func(Row) any
}

// columns are a kind's, in their order. A name that was released means the
// same for good; new ones come at the end.
func columns(k Kind) []column {
	who := []column{
		{"id", func(r Row) any { return r.ID }},
		{"people", func(r Row) any { return r.People }},
		{"roles", func(r Row) any { return roles{r.People, r.Roles} }},
	}
	sources := []column{
		{"urls", func(r Row) any { return r.URLs }},
		{"outlets", func(r Row) any { return r.Outlets }},
		{"title", func(r Row) any { return r.Title }},
		{"evidence", func(r Row) any { return r.Evidence }},
		{"rule", func(r Row) any { return r.Rule }},
		{"confidence", func(r Row) any { return r.Confidence }},
		{"published", func(r Row) any { return r.Published }},
		{"first_seen", func(r Row) any { return r.FirstSeen }},
		{"corrected", func(r Row) any { return r.Corrected }},
	}
	return slices.Concat(who, own(k), sources)
}

// own are the columns that only one kind has, or that mean its own there.
func own(k Kind) []column {
	day := column{"day", func(r Row) any { return string(r.Day) }}
	basis := column{"day_basis", func(r Row) any { return string(r.DayBasis) }}
	status := column{"status", func(r Row) any { return string(r.Status) }}
	place := column{"place", func(r Row) any { return r.Place }}
	switch k {
	case Meetings:
		return []column{
			{"groups", func(r Row) any { return r.Groups }}, {"kind", func(r Row) any { return string(r.Sort) }},
			day, basis, status, place, {"place_basis", func(r Row) any { return string(r.PlaceBasis) }},
		}
	case Visits:
		return []column{
			{"start", func(r Row) any { return string(r.Start) }}, {"end", func(r Row) any { return string(r.End) }}, status, place,
		}
	}
	return []column{
		day, basis, {"words", func(r Row) any { return r.Words }}, {"type", func(r Row) any { return string(r.Type) }},
		{"cue", func(r Row) any { return r.Cue }}, {"addressee", func(r Row) any { return r.Addressee }}, {"key", func(r Row) any { return r.Key }},
	}
}

// roles are what the people of a row are called.
type roles struct {
	people []string
	of     map[string][]string
}

// words writes a value of a column for people: lists with semicolons, instants
// in UTC to the second, what is not known as nothing.
func words(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "; ")
	case roles:
		var all []string
		for _, name := range v.people {
			if of := v.of[name]; len(of) > 0 {
				all = append(all, name+": "+strings.Join(of, ", "))
			}
		}
		return strings.Join(all, "; ")
	case int:
		return strconv.Itoa(v)
	case bool:
		if v {
			return "yes"
		}
		return ""
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	}
	panic("sheet: a column of an unknown type")
}
