package text_test

import (
	"slices"
	"testing"

	"readout/digest/text"
)

func TestTokensAreAlikeAcrossSpellings(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Straße", "STRASSE"}, {"Ёлка", "елка"}, {"Əsgər", "asgar"}, {"İstanbul", "istanbul"},
		{"Prado’s", "Prado's"}, {"Ｆｕｌｌ width", "full WIDTH"}, {"Ångström", "angstrom"}, {"Łódź", "lodz"},
		{"co-operation", "co operation"},
	} {
		if a, b := text.Tokens(pair[0]), text.Tokens(pair[1]); !slices.Equal(a, b) {
			t.Errorf("%q gives %q, %q gives %q", pair[0], a, pair[1], b)
		}
	}
}

func TestTokensOfDenseScriptsArePairs(t *testing.T) {
	t.Parallel()
	if got, want := text.Tokens("日本首相 met 王"), []string{"日本", "本首", "首相", "met", "王"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHoldsFindsWholeWordsInOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, phrase string
		want       bool
	}{
		{"The Prime Minister of Veldland", "prime minister", true},
		{"The Prime Minister of Veldland", "minister prime", false},
		{"mines were cleared", "mine", false},
		{"首相が訪問", "首相", true},
		{"anything", "", true},
		{"", "x", false},
	} {
		if got := text.Holds(c.in, c.phrase); got != c.want {
			t.Errorf("Holds(%q, %q) = %v", c.in, c.phrase, got)
		}
	}
}
