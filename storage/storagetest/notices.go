package storagetest

import (
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var notices = []exam{
	{"saved, replaced, listed by id, deleted", examNotices},
}

func examNotices(t *testing.T, s storage.Store) {
	for _, n := range []news.Notice{
		{ID: "late it", Told: hours(1)},
		{ID: "feeds herald", Told: hours(2)},
		{ID: "feeds herald", Told: hours(3)},
	} {
		must(t, s.SaveNotice(t.Context(), n))
	}
	same(t, "notices", collect(t, s.AllNotices(t.Context())), []news.Notice{{ID: "feeds herald", Told: hours(3)}, {ID: "late it", Told: hours(1)}})
	must(t, s.DeleteNotice(t.Context(), "feeds herald"))
	must(t, s.DeleteNotice(t.Context(), "nothing"))
	same(t, "notices", collect(t, s.AllNotices(t.Context())), []news.Notice{{ID: "late it", Told: hours(1)}})
}
