package extract

import (
	"strings"
	"testing"
)

func TestCuesAreFoundInEveryForm(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]struct {
		lemma string
		form  cueForm
		words int
	}{
		"said":                   {"say", formPast | formParticiple, 1},
		"says that":              {"say", formThird, 1},
		"saying":                 {"say", formGerund, 1},
		"stressed":               {"stress", formPast | formParticiple, 1},
		"stresses":               {"stress", formThird, 1},
		"denied":                 {"deny", formPast | formParticiple, 1},
		"denies":                 {"deny", formThird, 1},
		"admitting":              {"admit", formGerund, 1},
		"noting":                 {"note", formGerund, 1},
		"wrote":                  {"write", formPast, 1},
		"written":                {"write", formParticiple, 1},
		"pointed out that":       {"point out", formPast | formParticiple, 2},
		"called on the":          {"call on", formPast | formParticiple, 2},
		"drew attention to":      {"draw attention to", formPast, 3},
		"criticised":             {"criticise", formPast | formParticiple, 1},
		"made clear":             {"make clear", formPast | formParticiple, 2},
		"look forward to":        {"look forward to", formBase, 3},
		"vowing to":              {"vow", formGerund, 1},
		"read":                   {"read", formBase | formPast | formParticiple, 1},
		"reportedly":             {},
		"table":                  {},
		"expressed gratitude to": {"express", formPast | formParticiple, 1},
	} {
		c, form, n := cueAt(words(phrase))
		if c.Lemma != want.lemma || form != want.form || n != want.words {
			t.Errorf("%q is %q in form %b of %d words, want %+v", phrase, c.Lemma, form, n, want)
		}
	}
}

func TestCuesTellTheirFrames(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]frames{
		"said": frameBare | frameThat | frameQuote, "urged": frameTo | frameAddressee, "thanked": frameFor | frameAddressee,
		"accused": frameOf, "stressed": frameNoun | frameThat, "asked": frameWhether, "described": frameAs,
	} {
		if c, _, _ := cueAt(words(word)); c.Frames&want != want || c.Strength < 1 {
			t.Errorf("%s takes %b, want all of %b", word, c.Frames, want)
		}
	}
	if c, _, _ := cueAt(words("says")); c.Noun || c.Strength != 3 || c.Class != classSay {
		t.Errorf("say is %+v", c)
	}
	if c, _, _ := cueAt(words("reports")); !c.Noun || !c.Frames.takes(frameThat) || c.Frames.takes(frameOf) {
		t.Errorf("report is %+v", c)
	}
}

func TestEveryCueNamesKnownFrames(t *testing.T) {
	t.Parallel()
	for _, row := range rows("cues") {
		if cuePhraseKinds.has(row[0]) {
			continue
		}
		if cell(row, 2) == "" {
			t.Errorf("%s has no frame", row[1])
		}
		for frame := range strings.FieldsSeq(cell(row, 2)) {
			if frameNames[frame] == 0 {
				t.Errorf("%s: %q is no frame", row[1], frame)
			}
		}
		for mark := range strings.FieldsSeq(cell(row, 3)) {
			if mark != "noun" && mark != "sure" && mark != "weak" {
				t.Errorf("%s: %q is no mark", row[1], mark)
			}
		}
	}
}

func TestPhrasesAroundCues(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]int{"called a meeting of": 3, "state visit": 2, "calls for peace": 0, "note verbale": 2, "held talks": 2} {
		if got := neverCue(words(phrase)); got != want {
			t.Errorf("%q is no speech for %d words, want %d", phrase, got, want)
		}
	}
	if accordingTo(words("according to the")) != 2 || saidNoun(words("gratitude to")) != 1 || betweenCue(words("in turn said")) != 2 || betweenCue(words("river said")) != 0 {
		t.Error("phrases around cues are not told")
	}
}

func TestWordsAreInflectedByRule(t *testing.T) {
	t.Parallel()
	for verb, want := range map[string]string{
		"stress": "stresses stressed stressing", "deny": "denies denied denying", "admit": "admits admitted admitting",
		"note": "notes noted noting", "plan": "plans planned planning", "open": "opens opened opening", "agree": "agrees agreed agreeing",
		"tie": "ties tied tying", "reply": "replies replied replying", "vow": "vows vowed vowing", "reach": "reaches reached reaching",
	} {
		if got := thirdPerson(verb) + " " + pastForm(verb) + " " + gerund(verb); got != want {
			t.Errorf("%s gives %q, want %q", verb, got, want)
		}
	}
	for noun, want := range map[string]string{
		"minister": "ministers", "head of state": "heads of state", "chairman": "chairmen", "deputy": "deputies", "child": "children", "human": "humans",
	} {
		if got := plural(noun); got != want {
			t.Errorf("%s gives %q, want %q", noun, got, want)
		}
	}
}
