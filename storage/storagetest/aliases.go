package storagetest

import (
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var aliases = []exam{
	{"saved, replaced, listed by name, deleted", examAliases},
}

func examAliases(t *testing.T, s storage.Store) {
	for _, a := range []news.Alias{
		{Name: "Reyes T.", Of: "Tom Reyes", Made: hours(1)},
		{Name: "A. Prado", Of: "Ana", Made: hours(2)},
		{Name: "A. Prado", Of: "Ana Prado", Made: hours(3)},
	} {
		must(t, s.SaveAlias(t.Context(), a))
	}
	same(t, "aliases", collect(t, s.AllAliases(t.Context())), []news.Alias{
		{Name: "A. Prado", Of: "Ana Prado", Made: hours(3)}, {Name: "Reyes T.", Of: "Tom Reyes", Made: hours(1)},
	})
	must(t, s.DeleteAlias(t.Context(), "A. Prado"))
	must(t, s.DeleteAlias(t.Context(), "nobody"))
	same(t, "aliases", collect(t, s.AllAliases(t.Context())), []news.Alias{{Name: "Reyes T.", Of: "Tom Reyes", Made: hours(1)}})
}
