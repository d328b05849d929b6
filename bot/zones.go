package bot

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"
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
	typed = plain(typed)
	if typed == "utc" || typed == "gmt" {
		return []place{{city: "UTC", zone: "UTC"}}
	}
	city, which, _ := strings.Cut(strings.ReplaceAll(typed, "_", " "), "(")
	city, which = strings.TrimSpace(city), strings.TrimSuffix(which, ")")
	var found []place
	for _, p := range gazetteer() {
		if plain(p.zone) == typed {
			return []place{{city: cityOf(p.zone), zone: p.zone}}
		}
		if plain(p.city) == city && (which == "" || plain(p.which) == which) && isZone(p.zone) {
			found = append(found, p)
		}
	}
	return found
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
