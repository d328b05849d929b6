package text_test

import (
	"testing"

	"readout/digest/text"
)

func TestSameName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Prado", "Ana Prado", true},
		{"van der Berg", "Ilse van der Berg", true},
		{"A. Prado", "Ana Prado", true},
		{"Ana Luz Prado", "Ana Prado", true},
		{"Ána PRADO", "ana prado", true},
		{"Mary O’Dell", "O'Dell", true},
		{"Əli Məmmədov", "Ali Mammadov", true},
		{"Ana Prado", "Eva Prado", false},
		{"Ana", "Ana Prado", false},
		{"Prado", "Pradon", false},
		{"", "Prado", false},
		{"", "", false},
		{"...", "...", false},
	} {
		if got := text.SameName(c.a, c.b); got != c.want {
			t.Errorf("SameName(%q, %q) = %v", c.a, c.b, got)
		}
		if text.SameName(c.a, c.b) != text.SameName(c.b, c.a) {
			t.Errorf("SameName(%q, %q) depends on the order", c.a, c.b)
		}
	}
}

// What is told by the last letter alone is what the words tell.
func TestSameNameByItsLastLetter(t *testing.T) {
	t.Parallel()
	names := []string{
		"Prado", "Ana Prado", "ana PRADO", "Anna Prada", "Əli", "Ali", "Alí", "J. R", "R", "R.", "Straße", "Strasse", "STRASSE", "Ana Prado-Ruiz",
		"Ruiz", "O'Dell", "Dell", "Zoé", "Zoe", "Łódź", "Lodz", "Jr", "K", "İ", "i", "ı", "Kemal K", "Kemal", "x1", "X", "x2", "x²", "Ivan 4", "Ivan 14",
	}
	for _, a := range names {
		for _, b := range names {
			// A full stop at the end is no letter, and part of no word.
			if quick, slow := text.SameName(a, b), text.SameName(a+" .", b+" ."); quick != slow {
				t.Errorf("SameName(%q, %q) = %v by the letter, %v by the words", a, b, quick, slow)
			}
		}
	}
}
