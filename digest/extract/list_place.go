package extract

import "sync"

type placeKind uint8

const (
	country placeKind = iota + 1
	city
	region // a part of a country, or a disputed territory
	area   // several countries: a continent, "the Middle East"
)

// place is somewhere on the map.
type place struct {
	// Name is how the list writes it, which may differ from the text:
	// "United States" for "America".
	Name string
	Kind placeKind
	// Country is what it lies in, itself for a country; "" where it lies in
	// several or in none for sure.
	Country string
	// Capital is a country's; "" for other places.
	Capital string
}

// placeAt is the place that folded words begin with, and how many of them name
// it; 0 if none. An acronym ("US") is no word: see acronymOf.
func placeAt(words []string) (place, int) { return places().at(words) }

// placeOf is the place that a folded word or phrase names as a whole.
func placeOf(folded string) (place, bool) { return places().of(folded) }

// demonymAt is the country or area whose adjective or people folded words begin
// with ("slovak", "slovaks", "south korean"), and how many of them.
func demonymAt(words []string) (place, int) { return demonyms().at(words) }

// demonymOf is the country that a folded adjective or name of a people belongs
// to.
func demonymOf(folded string) (place, bool) { return demonyms().of(folded) }

var countryRows = sync.OnceValue(func() []place {
	var found []place
	for _, row := range rows("countries") {
		found = append(found, place{Name: row[0], Kind: country, Country: row[0], Capital: cell(row, 3)})
	}
	return found
})

var places = sync.OnceValue(func() *phrases[place] {
	found := newPhrases[place]()
	for i, row := range rows("countries") {
		for _, name := range append([]string{row[0]}, items(cell(row, 1))...) {
			found.add(name, countryRows()[i])
		}
	}
	for _, c := range countryRows() {
		found.add(c.Capital, place{Name: c.Capital, Kind: city, Country: c.Name})
	}
	kinds := map[string]placeKind{"city": city, "region": region, "area": area}
	for _, row := range rows("places") {
		for _, name := range items(cell(row, 2)) {
			found.add(name, place{Name: name, Kind: kinds[row[0]], Country: row[1]})
		}
	}
	return found
})

var demonyms = sync.OnceValue(func() *phrases[place] {
	found := newPhrases[place]()
	for i, row := range rows("countries") {
		for _, word := range items(cell(row, 2)) {
			found.add(word, countryRows()[i])
			found.add(word+"s", countryRows()[i])
		}
	}
	for _, row := range rows("demonyms") {
		home, ok := placeOf(row[1])
		if !ok {
			home = place{Name: row[1], Kind: area}
		}
		for _, word := range items(row[0]) {
			found.add(word, home)
			found.add(word+"s", home)
		}
	}
	return found
})
