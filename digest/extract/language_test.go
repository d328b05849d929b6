package extract_test

import (
	"strings"
	"testing"

	"readout/digest/extract"
	"readout/digest/news"
)

func TestLanguageIsReadOffTheSmallWords(t *testing.T) {
	t.Parallel()
	for want, text := range map[string]string{
		"en": "The minister said on Monday that the road to the village had been closed for a week by the snow.",
		"az": "Nazir bildirib ki, kəndə gedən yol qar səbəbindən bir həftə bağlı qalıb və indi açılıb.",
		"tr": "Bakan, köye giden yolun kar nedeniyle bir hafta kapalı kaldığını ve şimdi açıldığını söyledi.",
		"de": "Der Minister sagte am Montag, dass die Straße in das Dorf eine Woche lang gesperrt war.",
		"fr": "Le ministre a déclaré lundi que la route du village avait été fermée par la neige.",
		"es": "El ministro dijo el lunes que la carretera al pueblo fue cerrada por la nieve.",
		"it": "Il ministro ha detto lunedì che la strada per il villaggio è stata chiusa dalla neve.",
		"pl": "Minister powiedział w poniedziałek, że droga do wsi była zamknięta przez tydzień.",
		"ru": "Министр сказал в понедельник, что дорога в деревню была закрыта на неделю из-за снега.",
		"uk": "Міністр сказав у понеділок, що дорога до села була закрита на тиждень через сніг.",
		"ka": "მინისტრმა თქვა რომ გზა დაკეტილი იყო.",
		"hy": "Նախարարն ասաց, որ ճանապարհը փակ էր։",
		"ar": "قال الوزير إن الطريق إلى القرية كان مغلقا خلال الأسبوع بعد الثلوج.",
		"fa": "وزیر گفت که جاده روستا به دلیل برف در این هفته بسته بود و باز شد.",
		"zh": "部长星期一说通往村庄的道路因大雪关闭了一周。",
		"ja": "大臣は月曜日に、村への道路が雪のために一週間閉鎖されたと述べた。",
		"ko": "장관은 월요일에 마을로 가는 도로가 눈 때문에 일주일 동안 폐쇄되었다고 말했다.",
	} {
		for _, text := range []string{text, strings.Repeat(text+"\n\n", 40)} {
			facts := extract.Facts(news.Article{Text: text})
			if facts.Language != want {
				t.Errorf("%.40q is %q, want %q", text, facts.Language, want)
			}
			if want != "en" && (len(facts.People) > 0 || len(facts.Statements) > 0) {
				t.Errorf("%.40q was read, though it is %s", text, want)
			}
		}
	}
}

func TestDeclaredLanguageCountsWhereTheWordsDoNotTell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ declared, text, want string }{
		{"", "Ana Prado, Tom Reyes", "en"},
		{"", "", "en"},
		{"az", "Ana Prado, Tom Reyes", "az"},
		{"en-GB", "Ana Prado, Tom Reyes", "en"},
		{"ru", "The minister said that the road to the village had been closed for a week by the snow.", "en"},
		{"en", "Der Minister sagte am Montag, dass die Straße in das Dorf eine Woche lang gesperrt war.", "de"},
		{"en_US", "Prado Reyes Norvik Veldland Lyon Oslo Rome Paris Bern", "en"},
		{"", "Xyz qwv plk mnb vcx zzz qqq www eee rrr", "und"},
		{"", "ሰላም", "am"},
		{"", "\x00\xff\xfe\x01 1234 5678", "en"},
	} {
		if got := extract.Facts(news.Article{Language: c.declared, Text: c.text}).Language; got != c.want {
			t.Errorf("%q declared %q is %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}
