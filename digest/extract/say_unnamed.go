package extract

// meanUnnamed gives "he" or "she" that stands for nobody named who spoke before
// without a name.
func (y *sayer) meanUnnamed(s sentence, u *utterance) {
	if w := y.d.folded[u.subject.from]; w != "he" && w != "she" || len(u.subject.people) > 0 {
		return
	}
	if u.subject.called = y.unnamedMeans(s, u.subject); u.subject.called != "" {
		y.d.fired("refer/unnamed", u.subject.from, u.subject.to)
	}
}

// unnamedMeans is the person without a name whom "he" or "she" means: who said
// something in the sentence before, "the engineer", if the sentence is about
// nobody else. It is "" if none is clear.
func (y *sayer) unnamedMeans(s sentence, p phrase) string {
	d := y.d
	index := int(d.words[s.from].sentence)
	if y.last < 0 || p.from-s.from > 1 || y.lastSentence != index-1 || d.subjects[index-1] != unnamed && d.subjects[index-1] != nobody || d.reading.isOff("refer/unnamed") {
		return ""
	}
	if in := d.sentences[y.lastSentence]; in.paragraph < s.paragraph-1 {
		return ""
	}
	before := y.all[y.last].subject
	if before.called != "" && before.pronoun {
		return before.called
	}
	if before.empty() || before.pronoun || len(before.people) > 0 || !isOne(d, before, headOf(d, before)) {
		return ""
	}
	if !agree(genderOfNoun(d.folded[headOf(d, before)]), genderOfPronoun(d.folded[p.from])) {
		return ""
	}
	return speaker(d, before)
}

// genderOfNoun is the gender that a noun for one person tells.
func genderOfNoun(w string) gender {
	switch {
	case hasAnySuffix(w, "woman") || women.has(w):
		return female
	case hasAnySuffix(w, "man") || men.has(w):
		return male
	}
	return anyGender
}

func genderOfPronoun(w string) gender {
	if w == "she" || w == "her" {
		return female
	}
	return male
}

var (
	women = set("daughter wife widow mother sister aunt niece girlfriend")
	men   = set("son husband widower father brother uncle nephew boyfriend")
)
