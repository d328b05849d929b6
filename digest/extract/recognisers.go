package extract

// recogniser reads one kind of thing off the document and adds it there.
type recogniser struct {
	name string
	read func(*document)
}

// recognisers are all of them, in the order in which they read: each may use
// what those above it have noted, and never overrides it.
var recognisers = []recogniser{
	{"class", classify},       // what the lists say of each word
	{"name", readNames},       // runs of words that name people
	{"person", groupNames},    // which of them mean the same person
	{"role", readRoles},       // offices beside the names
	{"title", readTitle},      // offices that the title gives
	{"refer", readReferences}, // who "she" is, and "the minister"
	{"people", writePeople},
	{"visit", readVisits},
	{"meet", readMeetings},
	{"provenance", readProvenance}, // whom the outlet has it from
	{"say", readStatements},
	{"key", markKeys},
	{"summary", readSummary},
}
