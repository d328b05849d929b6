package extract

import "readout/digest/news"

// standing is what the words around an event make of it.
type standing struct {
	status news.Status
	// tense is the time that a day told with the event lies in.
	tense tense
	// off tells that the calling off was done on a day too, so that only "for
	// Friday" is surely the day of the event.
	off bool
	// told is false for what is no event: denied, asked after or wished for.
	told bool
}

func (s standing) isTold() bool { return s.told }

var (
	untold     = standing{}
	asHeld     = standing{status: news.Held, tense: past, told: true}
	asOngoing  = standing{status: news.Ongoing, tense: fromToday, told: true}
	asBegun    = standing{status: news.Ongoing, told: true}
	asPresent  = standing{status: news.Held, tense: fromToday, told: true}
	asPlanned  = standing{status: news.Planned, tense: future, told: true}
	asNotToBe  = standing{status: news.Cancelled, tense: future, told: true}
	asNotHeld  = standing{status: news.Cancelled, tense: past, told: true}
	asCutShort = standing{status: news.Cancelled, tense: future, off: true, told: true}
)

var (
	planned   = set("will 'll would shall plans plan planned planning expected scheduled due slated set intends intend intended going agreed upcoming forthcoming prepares preparing preparations announced announces announcing")
	cancelled = set("cancelled canceled cancels cancel cancelling postponed postpones postpone postponing abandoned abandons dropped ditched axed scrapped scraps shelved scuttled aborted refused refuses refusing declined declines declining")
	refusing  = set("refused declined")
	missed    = set("skipped skips skip missed misses missing withdrew withdraws withdraw away boycotted snubbed shunned")
	// unreal are words that make what they govern no event.
	unreal = set("deny denied denies denying offer offered offers offering propose proposed proposes proposing proposal proposals suggest suggested suggests suggesting" +
		" reject rejected rejects rejecting urge urged urges urging demand demanded demands demanding want wanted wants wish wished wishes hope hoped hopes hoping seek sought seeks seeking" +
		" ready willing readiness willingness eager keen open could may might can cannot should must impossible possible possibility potential considered considers consider considering mulling mulls" +
		" asked asks ask asking encouraged encourages failed fails fail tried tries try trying attempted likely unlikely threatened supports supported backed advocated oppose opposed opposes" +
		" avoid avoided avoids avoiding without accused alleged allegedly reportedly rumoured rumored supposedly imagine imagined invited invites inviting imaginary hypothetical prevent prevented requested requests requesting request unable" +
		" whether if unless pledged vowed appeal appeals chance chances prospect prospects idea need call demands pressure claims claim claimed dismissed against premature pointless confirmed confirms dreams dreamed dream pave paves paved paving often regularly frequently usually routinely sometimes always rarely seldom")
	noWords = set("not never n't no nor neither didn't won't wouldn't hasn't haven't hadn't isn't aren't wasn't weren't doesn't don't can't couldn't")
	plans   = set("plan plans planned planning expected scheduled due set intends intend intended going will won't would wouldn't intention")
)

// offPairs are verbs of two words: what they do to an event that they govern.
var offPairs = map[[2]string]standing{
	{"called", "off"}: asCutShort, {"calls", "off"}: asCutShort, {"call", "off"}: asCutShort, {"calling", "off"}: asCutShort,
	{"put", "off"}: asCutShort, {"puts", "off"}: asCutShort, {"putting", "off"}: asCutShort,
	{"pulled", "out"}: asCutShort, {"backed", "out"}: asCutShort,
	{"ruled", "out"}: untold, {"rules", "out"}: untold, {"rule", "out"}: untold, {"ruling", "out"}: untold,
	{"called", "for"}: untold, {"calls", "for"}: untold, {"call", "for"}: untold, {"calling", "for"}: untold,
	{"called", "on"}: untold, {"calls", "on"}: untold, {"pushed", "for"}: untold, {"pushing", "for"}: untold,
	{"pressed", "for"}: untold, {"pressing", "for"}: untold,
	{"looking", "forward"}: asPlanned, {"looks", "forward"}: asPlanned, {"looked", "forward"}: asPlanned, {"look", "forward"}: asPlanned, {"yet", "to"}: untold, {"spoke", "of"}: untold, {"speaks", "of"}: untold, {"would", "have"}: untold,
	{"supposed", "to"}: {status: news.Cancelled, told: true},
}

// signs are what the words that govern an event tell of it.
type signs struct {
	found standing
	// not and ahead tell of a negation and of a plan; had and perfect of a plan
	// that is over, there of what exists or does not.
	// set tells that a day or a plan was made, or not.
	not, ahead, had, perfect, there, set bool
}

// weigh is what the words [from, to) make of the event that they govern. What
// makes it unreal outweighs what calls it off, and that what plans it.
func weigh(d *document, from, to int) standing {
	g := signs{found: asHeld}
	for k := from; k < to; k++ {
		w := d.folded[k]
		pair, paired := offPairs[[2]string{w, at(d.folded, k+1)}]
		switch {
		case paired && !pair.told:
			return untold
		case paired:
			g.found = pair
		case w == "about" && !d.isMark(k+1, "to"), w == "instead" && d.isMark(k+1, "of"), unreal.has(w):
			return untold
		case refusing.has(w) && g.had:
			// Nothing was planned then, and what came of it is not told.
			return untold
		case cancelled.has(w):
			g.found = asCutShort
		case present.has(w) && g.found == asHeld:
			g.found = asPresent
		case missed.has(w):
			g.found = asNotHeld
		}
		g.there = g.there || w == "there"
		g.not = g.not || noWords.has(w)
		g.ahead = g.ahead || w == "about" || planned.has(w) || plans.has(w)
		g.set = g.set || w == "scheduled" || w == "due" || w == "expected" || w == "slated" || w == "set"
		g.had = g.had || w == "had"
		g.perfect = g.perfect || w == "have" && d.isMark(k-1, "to") && participle(d.folded[to])
	}
	return g.verdict()
}

func (g signs) verdict() standing {
	off := g.found.status == news.Cancelled
	switch {
	case g.not && (off || g.there), !off && g.ahead && g.had:
		// Nothing was called off, or what became of the plan is not told.
		return untold
	case off:
		return g.found
	case g.not && g.set:
		// Nothing was planned, so nothing is called off.
		return untold
	case g.not && g.ahead:
		return asNotToBe
	case g.not:
		return untold
	case g.perfect:
		return standing{status: news.Cancelled, told: true}
	case g.ahead:
		return asPlanned
	}
	return g.found
}

// participle tells "was to have met" from "was to have talks".
func participle(w string) bool {
	return w == "met" || w == "held" || w == "spoken" || w == "gone" || w == "flown" || w == "led" || hasAnySuffix(w, "ed")
}
