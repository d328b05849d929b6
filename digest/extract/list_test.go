package extract

// The lists and their accessors are no part of what the package offers, so
// these tests look at them from inside.

import (
	"slices"
	"strings"
	"testing"

	"readout/digest/text"
)

func words(phrase string) []string { return strings.Fields(text.Fold(phrase)) }

// listKinds are the first cells that each list allows; none where the first
// cell is free.
var listKinds = map[string]string{
	"boilerplate": "outlet link", "countries": "", "demonyms": "", "languages": "", "titles": "m f -", "given": "m f u part",
	"places": "city region area", "surnames": "m f - whole particle first", "roles": "m f - level also parliament",
	"organisations": "head tail name press group voice acronym", "common": "word verb noun never",
	"cues": "say inform stress position evaluate direct commit express predict explain reply media never source object between",
}

func TestEveryListLineIsWhole(t *testing.T) {
	t.Parallel()
	entries, err := listFiles.ReadDir("lists")
	if err != nil || len(entries) != len(listKinds) {
		t.Fatalf("%d lists, want %d (%v)", len(entries), len(listKinds), err)
	}
	for name, kinds := range listKinds {
		data, _ := listFiles.ReadFile("lists/" + name + ".txt")
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s: the head does not explain the lines", name)
		}
		for _, row := range rows(name) {
			checkRow(t, name, kinds, row)
		}
	}
}

func checkRow(t *testing.T, list, kinds string, row []string) {
	t.Helper()
	line := strings.Join(row, " | ")
	switch {
	case len(row) < 2 || row[0] == "":
		t.Errorf("%s: %q lacks a cell", list, line)
	case kinds != "" && !slices.Contains(strings.Fields(kinds), row[0]):
		t.Errorf("%s: %q begins with none of %s", list, line, kinds)
	case strings.Contains(line, ",,") || strings.Contains(line, ", |") || strings.HasSuffix(strings.TrimSpace(line), ","):
		t.Errorf("%s: %q has an empty item", list, line)
	}
}

func TestNoNameStandsTwice(t *testing.T) {
	t.Parallel()
	columns := map[string]int{"given": 1, "titles": 1, "demonyms": 0, "organisations": 1, "places": 2}
	for list, column := range columns {
		seen := map[string]string{}
		for _, row := range rows(list) {
			for _, item := range items(row[column]) {
				key := row[0] + "|" + text.Fold(item)
				switch {
				case row[0] == "acronym":
					key = item
				case list == "demonyms" || list == "places":
					key = text.Fold(item)
				case list == "given":
					key = row[0] + "|" + item
				}
				if at, twice := seen[key]; twice {
					t.Errorf("%s: %q stands under %q and again under %q", list, item, at, row[0])
				}
				seen[key] = row[0]
			}
		}
	}
}

func TestPlacesLieInCountriesOfTheList(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"": true}
	for _, row := range rows("countries") {
		if known[row[0]] {
			t.Errorf("%s stands twice", row[0])
		}
		known[row[0]] = true
	}
	for _, row := range rows("places") {
		if !known[row[1]] {
			t.Errorf("%q lies in no country of the list", row[1])
		}
	}
}

func TestPlacesAreFoundByAnyOfTheirNames(t *testing.T) {
	t.Parallel()
	latvia := place{Name: "Latvia", Kind: country, Country: "Latvia", Capital: "Riga"}
	for phrase, want := range map[string]place{
		"Latvia":                latvia,
		"Republic of Latvia on": latvia,
		"Türkiye":               {Name: "Turkey", Kind: country, Country: "Turkey", Capital: "Ankara"},
		"U.S. troops":           {Name: "United States", Kind: country, Country: "United States", Capital: "Washington"},
		"Riga":                  {Name: "Riga", Kind: city, Country: "Latvia"},
		"Yaounde":               {Name: "Yaoundé", Kind: city, Country: "Cameroon"},
		"New York City":         {Name: "New York City", Kind: city, Country: "United States"},
		"Bavaria":               {Name: "Bavaria", Kind: region, Country: "Germany"},
		"Middle East talks":     {Name: "Middle East", Kind: area},
		"Nowhere":               {},
	} {
		if got, _ := placeAt(words(phrase)); got != want {
			t.Errorf("%q is %+v, want %+v", phrase, got, want)
		}
	}
}

func TestAdjectivesAndPeoplesLeadToTheirCountry(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"Slovak": "Slovakia", "Slovaks": "Slovakia", "South Korean": "South Korea", "French": "France", "Dutch": "Netherlands",
		"Saudi": "Saudi Arabia", "Scottish": "Scotland", "European": "Europe", "Martian": "",
	} {
		if got, _ := demonymAt(words(word)); got.Name != want {
			t.Errorf("%q belongs to %q, want %q", word, got.Name, want)
		}
	}
}

func TestNamesTellTheGender(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]gender{
		"Clara": female, "Hugo": male, "Greta": female, "Aytən": female, "José": male, "Jean": anyGender, "Robin": anyGender, "Oğuz": male, "Min-gyu": anyGender,
	} {
		if got, ok := givenName(text.Fold(word)); !ok || got != want {
			t.Errorf("%s is %v (%v), want %v", word, got, ok, want)
		}
	}
	for _, word := range []string{"table", "can", "my", "latvia", "long-term"} {
		if _, ok := givenName(word); ok {
			t.Errorf("%s is no given name", word)
		}
	}
}

func TestSurnamesAreKnownByTheirEndings(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]gender{
		"Ivanov": male, "Ivanova": female, "Alakbarli": anyGender, "Rzazade": anyGender, "Petrosyan": anyGender, "Javakhishvili": anyGender,
		"Shevchenko": anyGender, "Kowalski": anyGender, "Dombrovskaya": female, "Petrović": anyGender, "Svensson": anyGender, "Papadopoulos": anyGender,
	} {
		if got, ok := surnameEnding(text.Fold(word)); !ok || got != want {
			t.Errorf("%s is %v (%v), want %v", word, got, ok, want)
		}
	}
	for _, word := range []string{"of", "ov", "tree", "a", ""} {
		if _, ok := surnameEnding(word); ok {
			t.Errorf("%q ends like no surname", word)
		}
	}
	if !commonSurname("garcia") || commonSurname("zebra") || !nameParticle("van") || nameParticle("with") {
		t.Error("whole surnames or particles are not told")
	}
}

func TestTitlesAreFoundWithAndWithoutStops(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]struct {
		gender gender
		words  int
	}{
		"Mr. Reyes": {male, 1}, "Mr Reyes": {male, 1}, "Ms Prado": {female, 1}, "Lt. Gen. Reyes": {anyGender, 2},
		"His Excellency Tom": {anyGender, 2}, "Dr Prado": {anyGender, 1}, "Tom Reyes": {anyGender, 0},
	} {
		if g, n := titleAt(words(phrase)); g != want.gender || n != want.words {
			t.Errorf("%q gives %v in %d words", phrase, g, n)
		}
	}
}

func TestRolesAreFoundInAllTheirForms(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]string{
		"foreign minister of Norway": "foreign minister", "Ministers": "minister", "heads of state": "head of state",
		"secretary-general": "secretary-general", "secretary general": "secretary-general", "Spokeswoman": "spokeswoman",
		"vice president": "vice president", "Vice-President": "vice-president", "ombudsmen": "ombudsman", "table": "",
	} {
		r, _ := roleAt(words(phrase))
		if strings.ReplaceAll(r.Head, "-", " ") != strings.ReplaceAll(want, "-", " ") {
			t.Errorf("%q is %q, want %q", phrase, r.Head, want)
		}
	}
	if roleLevelAt(words("first deputy minister")) != 2 || roleLevelAt(words("minister")) != 0 {
		t.Error("levels are not told")
	}
}

func TestAnOfficeMayBeSpokenOfMoreWidely(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spoken, held string
		want         bool
	}{
		{"minister", "foreign minister", true},
		{"top diplomat", "foreign minister", true},
		{"head of state", "president", true},
		{"lawmaker", "senator", true},
		{"diplomat", "ambassador", true},
		{"foreign minister", "finance minister", false},
		{"minister", "ambassador", false},
		{"senator", "lawmaker", false},
		{"president", "chairman", false},
	} {
		spoken, n := roleAt(words(c.spoken))
		held, m := roleAt(words(c.held))
		if n == 0 || m == 0 || spoken.mayMean(held) != c.want {
			t.Errorf("the %s may mean a %s: want %v", c.spoken, c.held, c.want)
		}
	}
}

func TestInstitutionsAreKnownByHeadTailNameAndAcronym(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]int{"Ministry of Trade": 2, "International Committee of the Red Cross": 3, "Trade": 0} {
		if got := organisationHead(words(phrase)); got != want {
			t.Errorf("%q opens with %d words, want %d", phrase, got, want)
		}
	}
	if !organisationTail("council") || organisationTail("table") || organisationAt(words("European Union summit")) != 2 {
		t.Error("tails or names are not told")
	}
	if a, ok := acronymOf("UN"); !ok || a.Long != "United Nations" {
		t.Errorf("UN is %+v", a)
	}
	if _, ok := acronymOf("us"); ok {
		t.Error("small letters are no acronym")
	}
	if pressWord(words("press service of")) != 2 || !groupWord("lawmakers") || groupWord("minister") || !voiceWord("report") || voiceWord("efforts") {
		t.Error("press, group or voice words are not told")
	}
}

func TestOrdinaryWordsAndNamesOfNobody(t *testing.T) {
	t.Parallel()
	for _, w := range []string{"the", "said", "discussed", "agreements", "addressing", "countries", "meanwhile"} {
		if lexicon().of(w)&inCommon == 0 {
			t.Errorf("%s is common", w)
		}
	}
	for _, w := range []string{"lisbon", "lindqvist", "reyes"} {
		if lexicon().of(w)&inCommon != 0 {
			t.Errorf("%s is not common", w)
		}
	}
	for phrase, want := range map[string]int{"Monday in": 1, "Human Rights Council": 2, "World War II ended": 3, "Prado": 0} {
		if got := neverName(words(phrase)); got != want {
			t.Errorf("%q begins with %d words of no name, want %d", phrase, got, want)
		}
	}
}
