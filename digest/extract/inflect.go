package extract

import "strings"

// plural is the regular plural of an English noun or phrase: "ministers",
// "heads of state"; "man" and its compounds give "men".
func plural(noun string) string {
	head, rest, _ := strings.Cut(noun, " of ")
	switch {
	case rest != "":
		return plural(head) + " of " + rest
	case strings.HasSuffix(noun, "man") && !strings.HasSuffix(noun, "german") && !strings.HasSuffix(noun, "human"):
		return noun[:len(noun)-2] + "en"
	case strings.HasSuffix(noun, "child"):
		return noun + "ren"
	}
	return thirdPerson(noun)
}

// thirdPerson is the regular form with -s: "says", "stresses", "denies".
func thirdPerson(verb string) string {
	switch {
	case endsInConsonantY(verb):
		return verb[:len(verb)-1] + "ies"
	case hasAnySuffix(verb, "s", "x", "z", "ch", "sh"):
		return verb + "es"
	}
	return verb + "s"
}

// pastForm is the regular past and participle: "stressed", "denied",
// "admitted".
func pastForm(verb string) string {
	switch {
	case strings.HasSuffix(verb, "e"):
		return verb + "d"
	case endsInConsonantY(verb):
		return verb[:len(verb)-1] + "ied"
	case doublesLast(verb):
		return verb + verb[len(verb)-1:] + "ed"
	}
	return verb + "ed"
}

// gerund is the regular form with -ing: "stressing", "noting", "admitting".
func gerund(verb string) string {
	switch {
	case strings.HasSuffix(verb, "ie"):
		return verb[:len(verb)-2] + "ying"
	case strings.HasSuffix(verb, "e") && !hasAnySuffix(verb, "ee", "oe", "ye"):
		return verb[:len(verb)-1] + "ing"
	case doublesLast(verb):
		return verb + verb[len(verb)-1:] + "ing"
	}
	return verb + "ing"
}

// doubled are verbs of more than one syllable that double their last letter.
// One-syllable verbs do so by rule.
var doubled = map[string]bool{
	"admit": true, "submit": true, "commit": true, "permit": true, "refer": true, "prefer": true, "confer": true,
	"infer": true, "regret": true, "control": true, "compel": true, "propel": true, "occur": true, "begin": true,
	"forget": true, "upset": true, "transmit": true, "omit": true, "defer": true, "transfer": true, "deter": true,
	"rebut": true, "equip": true, "program": true, "expel": true, "repel": true, "patrol": true, "acquit": true,
}

func doublesLast(verb string) bool {
	return doubled[verb] || len(verb) >= 3 && vowels(verb) == 1 &&
		!isVowel(verb[len(verb)-1]) && isVowel(verb[len(verb)-2]) && !isVowel(verb[len(verb)-3]) &&
		!hasAnySuffix(verb, "w", "x", "y")
}

func endsInConsonantY(word string) bool {
	return len(word) > 1 && strings.HasSuffix(word, "y") && !isVowel(word[len(word)-2])
}

func vowels(word string) int {
	n := 0
	for i := range len(word) {
		if isVowel(word[i]) {
			n++
		}
	}
	return n
}

func isVowel(letter byte) bool { return strings.IndexByte("aeiou", letter) >= 0 }

func hasAnySuffix(word string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}
