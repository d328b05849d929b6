package extract

// storied reports whether the event at word i happens in a film or a book: "the
// play, in which", "the novel tells how", "In the film, Prado meets Reyes".
func storied(d *document, s sentence, i int) bool {
	story := false
	for k := s.from; k < i; k++ {
		w := d.folded[k]
		if story && setsOff.has(w) && (d.isMark(k+1, "with") || d.isMark(k+1, "when") || d.isMark(k+1, "as")) {
			return true
		}
		if story && (w == "which" || w == "where" || w == "how" || w == "about" || w == "depicts" || w == "portrays" || w == "imagines" || w == "shows") {
			return true
		}
		if (w == "plays" || w == "portrays" || w == "playing" || w == "portraying") && d.words[k+1].Named() {
			return true
		}
		story = story || stories.has(w) && k > s.from && (determiners.has(d.folded[k-1]) || ownMark(d, k-1) || k-1 > s.from && ownMark(d, k-2))
	}
	return setInStory(d, s, i)
}

// setInStory reports whether the sentence of the event at word i begins with the
// story that it happens in: "In the novel", "In the last episode of the series",
// "The film ends with".
func setInStory(d *document, s sentence, i int) bool {
	if w := at(d.folded, s.from+2); determiners.has(d.folded[s.from]) && stories.has(at(d.folded, s.from+1)) && s.from+2 < i && hasAnySuffix(w, "s") && !d.words[s.from+2].Named() && !auxiliaries.has(w) {
		return true
	}
	return beginsInStory(d, s, i)
}

// beginsInStory is setInStory without "The film ends with", which may be what
// somebody says of it.
func beginsInStory(d *document, s sentence, i int) bool {
	if !d.isMark(s.from, "in") {
		return false
	}
	for k := behindTitle(d, s.from+1); k+1 < i && !d.isMark(k, ","); k++ {
		if d.words[k].mention >= 0 || d.words[k].quote >= 0 {
			return false
		}
		next := d.folded[k+1]
		if (stories.has(d.folded[k]) || serials.has(d.folded[k])) && (next == "," || next == "'s" || next == "by" || d.words[k+1].quote >= 0 || d.words[k+1].Named()) {
			return true
		}
	}
	return false
}

// behindTitle is where the words begin behind the quoted title, and the comma
// after it, that stand at word i; i itself if none do.
func behindTitle(d *document, i int) int {
	k := i
	if d.words[i].quote < 0 {
		return k
	}
	for k < len(d.words) && d.words[k].quote == d.words[i].quote {
		k++
	}
	if d.isMark(k, ",") {
		return k + 1
	}
	return k
}

// setsOff are what a story does with a scene.
var setsOff = set("opens begins starts ends closes culminates")

var (
	stories = set("film movie novel play drama comedy thriller musical opera sitcom biopic cartoon sketch fable satire")
	// serials are stories only where the sentence is set in them: a "series" may
	// be one of talks.
	serials = set("series episode miniseries screenplay trilogy")
)
