package bot

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
)

// zoneNames are the zones of the IANA database that stand for a place today,
// one a line, in order of name.
//
//go:embed zones.txt
var zoneNames string

// cityZones are cities that give no zone its name: "City (which)", a tab, the
// zone.
//
//go:embed cities.txt
var cityZones string

// place is a city whose clock a reader can choose.
type place struct {
	city  string // "Baku"
	which string // tells cities of one name apart; "" where there is one
	zone  string
}

func (p place) String() string {
	if p.which == "" {
		return p.city
	}
	return p.city + " (" + p.which + ")"
}

// gazetteer is every place, read once.
var gazetteer = sync.OnceValue(func() []place {
	var places []place
	listed := map[string]bool{}
	for line := range strings.Lines(cityZones) {
		name, zone, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		city, which, _ := strings.Cut(name, " (")
		places = append(places, place{city: city, which: strings.TrimSuffix(which, ")"), zone: zone})
		listed[city+zone] = true
	}
	for zone := range strings.FieldsSeq(zoneNames) {
		if city := cityOf(zone); !listed[city+zone] {
			places = append(places, place{city: city, zone: zone})
		}
	}
	return places
})

// findPlaces lists the places that a typed city or IANA name means: none, one,
// or several of that name. Every zone named is one that this program has the
// clock of.
func findPlaces(typed string) []place {
	typed = strings.Trim(plain(typed), quotationMarks+" ")
	if typed == "utc" || typed == "gmt" {
		return []place{{city: "UTC", zone: "UTC"}}
	}
	city, which, _ := strings.Cut(typed, "(")
	city, which = spelled(city), strings.TrimSuffix(which, ")")
	var found []place
	for _, p := range gazetteer() {
		if plain(p.zone) == strings.ReplaceAll(typed, " ", "_") {
			return []place{{city: cityOf(p.zone), zone: p.zone}}
		}
		if spelled(p.city) == city && (which == "" || plain(p.which) == which) && isZone(p.zone) {
			found = append(found, p)
		}
	}
	if zone, ok := otherZone(typed); ok && len(found) == 0 {
		return []place{{city: cityOf(zone), zone: zone}}
	}
	return found
}

// quotationMarks are those that people type around a name.
const quotationMarks = `"'“”„«»‘’`

// spelled is the name of a city as it is compared: without the marks that some
// write and others leave out, and with "Saint" in full.
func spelled(city string) string {
	city = strings.NewReplacer(".", " ", ",", " ", "-", " ", "_", " ", "'", "", "’", "").Replace(plain(city))
	words := strings.Fields(city)
	if len(words) > 1 && words[0] == "st" {
		words[0] = "saint"
	}
	return strings.Join(words, " ")
}

// otherZone finds a zone of the IANA database that stands for no city, such as
// "EST" and "Etc/GMT+5", in the capitals that it is written with there.
func otherZone(typed string) (string, bool) {
	parts := strings.Split(strings.ReplaceAll(typed, " ", "_"), "/")
	if len(typed) > 40 || len(parts) > 3 || slices.Contains(noZones(), parts[0]) {
		return "", false
	}
	names := []string{""}
	for i, part := range parts {
		if part == "" {
			return "", false
		}
		if i > 0 {
			part = "/" + part
		}
		var longer []string
		for _, name := range names {
			longer = append(longer, name+strings.ToUpper(part), name+capitalized(part))
		}
		names = longer
	}
	at := slices.IndexFunc(names, isZone)
	if at < 0 {
		return "", false
	}
	return names[at], true
}

// noZones begin names that a machine may load a clock by, though they are of
// no place and no agreed time.
func noZones() []string {
	return []string{"local", "localtime", "posixrules", "factory", "posix", "right"}
}

// capitalized writes every word with a capital: "port-au_prince" becomes
// "Port-Au_Prince".
func capitalized(s string) string {
	start := true
	return strings.Map(func(r rune) rune {
		if start {
			r = unicode.ToUpper(r)
		}
		start = !unicode.IsLetter(r)
		return r
	}, s)
}

// nearPlaces are the names of at most n cities that are written much like
// what was typed.
func nearPlaces(typed string, n int) []string {
	var cities []string
	for _, p := range gazetteer() {
		if !slices.Contains(cities, p.city) {
			cities = append(cities, p.city)
		}
	}
	return nearest(typed, cities, n)
}

func isZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil
}
