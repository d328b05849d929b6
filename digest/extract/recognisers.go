package extract

// recognisers read one kind of thing each off the document and add it there, in
// this order: each may use what those above it have noted, and never overrides
// it.
var recognisers = []func(*document){
	classify,       // what the lists say of each word
	readNames,      // runs of words that name people
	groupNames,     // which of them mean the same person
	readRoles,      // offices beside the names
	readTitle,      // offices that the title gives
	readReferences, // who "she" is, and "the minister"
	writePeople,
	readVisits,
	readMeetings,
	readProvenance, // whom the outlet has it from
	readStatements,
	markKeys,
	readSummary,
}
