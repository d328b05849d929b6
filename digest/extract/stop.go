package extract

import (
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// stop is a destination: its words, and the country it lies in.
type stop struct {
	name    string
	home    string
	from    int
	to      int
	isLarge bool // a country or more
	region  bool // a part of a country
	// start and end are its own days on a tour, "" where it has none.
	start, end news.Day
}

// venueIn is the city behind "in" of a place that was looked at.
func venueIn(d *document, s sentence, i int) []stop {
	for k := i; k < s.to && k < i+16; k++ {
		w := &d.words[k]
		if w.Folded == "in" && k > i {
			return stopsFrom(d, s, k+1)
		}
		if w.mention >= 0 && !d.words[k].Named() || d.isMark(k, ",") || auxiliaries.has(w.Folded) || w.Folded == "and" {
			return nil
		}
	}
	return nil
}

// stopsFrom are the destinations in the list that begins at word i. A city and
// its country are one.
func stopsFrom(d *document, s sentence, i int) []stop {
	var found []stop
	for k := i; k < s.to && k-i < reach; {
		w := d.folded[k]
		if w == "and" || w == "the" || w == "," || w == ";" || w == "then" || w == "to" && len(found) > 0 {
			k++
			continue
		}
		if townWords.has(w) && k+2 < s.to && d.folded[k+1] == "of" || w == "d.c." {
			k = min(k+2, s.to)
			continue
		}
		one, ok := stopAt(d, s, k)
		if next := nextLeg(d, s, k); !ok && len(found) > 0 && next > 0 {
			k = next
			continue
		}
		if !ok {
			break
		}
		last := len(found) - 1
		if last >= 0 && (one.isLarge || one.region) && !found[last].region && (found[last].home == one.home || one.region && one.home == "United States") && d.isMark(k-1, ",") {
			k = one.to
			continue
		}
		found = append(found, one)
		k = one.to
	}
	return found
}

// nextLeg is where a further stop begins behind the days of the one before, which
// begin at word i: "from May 26 to 28 and Astana from", "June 3-4 and in Geneva";
// 0 if none does. It has days of its own, or "in" or "to" before it.
func nextLeg(d *document, s sentence, i int) int {
	k := i
	for k < s.to && k < i+10 && (d.words[k].class == notName || d.words[k].Shape == text.Number || d.isMark(k, "from") || d.isMark(k, "on") || d.isMark(k, "to") || isDash(d.folded[k])) {
		k++
	}
	if k == i || k+1 >= s.to || !d.isMark(k, "and") && !d.isMark(k, ";") && !d.isMark(k, ",") {
		return 0
	}
	for k++; k < s.to && (d.isMark(k, "and") || d.isMark(k, "then")); k++ {
	}
	if k+1 < s.to && (d.isMark(k, "in") || d.isMark(k, "to")) {
		k++
		if _, ok := stopAt(d, s, k); ok {
			return k
		}
		return 0
	}
	one, ok := stopAt(d, s, k)
	if !ok {
		return 0
	}
	to := one.to
	if two, ok := stopAt(d, s, min(to+1, s.to-1)); ok && d.isMark(to, ",") && two.isLarge {
		to = two.to
	}
	if to+1 < s.to && (d.words[to].class == notName || (d.isMark(to, "from") || d.isMark(to, "on")) && d.words[to+1].class == notName) {
		return k
	}
	return 0
}

func stopAt(d *document, s sentence, i int) (stop, bool) {
	if one, ok := capitalAt(d, s, i); ok {
		return one, true
	}
	if d.words[i].class != placeWord && !wholePlace(d, i) || !d.words[i].Named() || d.words[i].mention >= 0 || d.words[i].lead >= 0 {
		if one, ok := ownCountry(d, s, i); ok {
			return one, true
		}
		return regionAt(d, s, i)
	}
	n := max(d.words[i].size(), 1)
	p, ok := placeOf(joined(d, i, i+n))
	if !ok {
		c := countryAt(d, i)
		return stop{name: d.said(i, i+n), home: c, from: i, to: i + n, isLarge: true}, c != ""
	}
	if d.isMark(i+n, "'s") || attributive(d, s, i+n) || i+n < s.to && d.words[i+n].Start == d.words[i+n-1].End && isDash(d.folded[i+n][:1]) {
		return stop{}, false
	}
	return stop{name: d.said(i, i+n), home: p.Country, from: i, to: i + n, isLarge: p.Kind == country || p.Kind == area, region: p.Kind == region}, true
}

// wholePlace tells "the Republic of the Congo", which is written as institutions
// are.
func wholePlace(d *document, i int) bool {
	if d.words[i].class != organisation || !d.is(i, inPlaces) {
		return false
	}
	_, n := placeAt(d.rest(i))
	return n > 0 && n == d.words[i].size()
}

// townWords stand before "of" and the name of a place.
var townWords = set("town city port village province region district island municipality")

// attributive reports whether the word at i goes on with the name of a thing, so
// that the place before it is no destination: "the Norway Pavilion".
func attributive(d *document, s sentence, i int) bool {
	if i >= s.to || !d.words[i].Named() || d.words[i].mention >= 0 || d.words[i].lead >= 0 {
		return false
	}
	c := d.words[i].class
	return c != placeWord && c != notName && c != demonymWord
}

// regionAt reads "Sogn and Viken provinces", which are in no list, word by word.
func regionAt(d *document, s sentence, i int) (stop, bool) {
	if w := &d.words[i]; !w.Named() || w.mention >= 0 || w.lead >= 0 || w.class != plain {
		return stop{}, false
	}
	end := 0
	for k := i; k < s.to && k < i+8; k++ {
		switch w := &d.words[k]; {
		case regionNouns.has(w.Folded) && k > i:
			if end == 0 {
				end = k
			}
			return stop{name: d.said(i, end), from: i, to: end, region: true}, true
		case w.Folded == "and" || w.Folded == ",":
			if end == 0 {
				end = k
			}
		case !w.Named():
			return stop{}, false
		}
	}
	return stop{}, false
}

var regionNouns = set("province provinces region regions oblast oblasts district districts county counties governorate governorates prefecture")

// capitalAt reads "the Danish capital".
func capitalAt(d *document, s sentence, i int) (stop, bool) {
	n := d.words[i].size()
	if d.words[i].class != demonymWord || i+n >= s.to || d.folded[i+n] != "capital" {
		return stop{}, false
	}
	home, _ := demonymAt(d.rest(i))
	return stop{name: home.Capital, home: home.Name, from: i, to: i + n + 1}, home.Capital != ""
}

// ownCountry reads "our country" as the country of the first office in the
// article.
func ownCountry(d *document, s sentence, i int) (stop, bool) {
	if d.folded[i] != "our" || i+1 >= s.to || d.folded[i+1] != "country" && d.folded[i+1] != "state" {
		return stop{}, false
	}
	for _, p := range d.people[:min(len(d.people), 3)] {
		for _, r := range p.roles {
			if r.country != "" {
				return stop{name: r.country, home: r.country, from: i, to: i + 2, isLarge: true}, true
			}
		}
	}
	return stop{}, false
}

func joined(d *document, from, to int) string {
	return strings.Join(d.folded[from:to], " ")
}
