package compose

import (
	_ "embed"
	"strings"
	"sync"

	"readout/digest/text"
)

//go:embed countries.txt
var countryList string

var countries = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(countryList) {
		all[strings.Join(text.Tokens(line), " ")] = true
	}
	return all
})

// isCountry tells a country from places that may lie in one. Countries that
// the list does not know count as such places.
func isCountry(place string) bool { return countries()[strings.Join(bareTokens(place), " ")] }
