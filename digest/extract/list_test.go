package extract

// The lists and their accessors are no part of what the package offers, so
// these tests look at them from inside.

import (
	"strings"
	"testing"

	"readout/digest/text"
)

func words(phrase string) []string { return strings.Fields(text.Fold(phrase)) }

func TestPlacesAreFoundByAnyOfTheirNames(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]place{
		"Azerbaijan":                {Name: "Azerbaijan", Kind: country, Country: "Azerbaijan", Capital: "Baku"},
		"Republic of Azerbaijan on": {Name: "Azerbaijan", Kind: country, Country: "Azerbaijan", Capital: "Baku"},
		"Türkiye":                   {Name: "Turkey", Kind: country, Country: "Turkey", Capital: "Ankara"},
		"United Kingdom":            {Name: "United Kingdom", Kind: country, Country: "United Kingdom", Capital: "London"},
		"Baku":                      {Name: "Baku", Kind: city, Country: "Azerbaijan"},
		"Yaoundé":                   {Name: "Yaoundé", Kind: city, Country: "Cameroon"},
		"Middle East":               {Name: "Middle East", Kind: area},
	} {
		if got, _ := placeAt(words(phrase)); got != want {
			t.Errorf("%q is %+v, want %+v", phrase, got, want)
		}
	}
}
