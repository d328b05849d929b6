package bot

import (
	"context"
	"slices"
)

// Group is the heading under which /help lists a command.
type Group string

const (
	Reading  Group = "Your digest"
	Asking   Group = "Look things up"
	Choosing Group = "Settings"
	Yours    Group = "You and your data"
	Running  Group = "Running the bot"
	Quiet    Group = "" // not listed
)

// Command is a row of the one table that routes, answers /help and fills the
// menus of transports.
type Command struct {
	// Name and Aliases are lower case, without the slash.
	Name    string
	Aliases []string
	// Usage is the argument as /help shows it; "" takes none.
	Usage   string
	Summary string
	// Examples are whole commands that can be sent as they stand.
	Examples []string
	Group    Group
	// Menu says that the short menu of a private chat shows it, Groups that
	// the menu of a group does.
	Menu, Groups bool
	// Changes says that in groups and channels only admins may use it.
	Changes bool
	// Admins says that only those who run the bot may use it; help and menus
	// show it to nobody else.
	Admins bool
	// Operated says that it tells of the program that the bot runs in; where
	// nobody knows of that, it is not listed.
	Operated bool
	// Always says that those outside the door may use it as well, for
	// themselves.
	Always bool
	// Words are what else people call it, for guessing what they want.
	Words []string

	run func(*Bot, context.Context, call) (Reply, error)
}

func commands() []Command {
	return slices.Concat(readingCommands(), askingCommands(), choosingCommands(), ownCommands(), adminCommands())
}

func readingCommands() []Command {
	return []Command{
		{Name: "start", Group: Reading, Changes: true, Words: []string{"begin", "hello", "hi", "join"},
			Summary: "what this is, and your first choices", Examples: []string{"/start"}, run: (*Bot).start},
		{Name: "digest", Group: Reading, Menu: true, Groups: true, Words: []string{"news", "latest", "new", "preview", "readout"},
			Usage: "[topic] [24h | 7d | today | yesterday | date]", Summary: "what your next digest would hold, now; or a past one, as it was sent",
			Examples: []string{"/digest", "/digest 24h", "/digest yesterday"}, run: (*Bot).digest},
		{Name: "more", Group: Quiet, Words: []string{"rest"},
			Summary: "the rest of what was shown last", Examples: []string{"/more"}, run: (*Bot).more},
		{Name: "topics", Aliases: []string{"list"}, Group: Reading, Menu: true, Words: []string{"topic", "subjects", "choose"},
			Usage: "[word]", Summary: "all topics, to choose from", Examples: []string{"/topics", "/topics energy"}, run: (*Bot).topics},
		{Name: "subscribe", Aliases: []string{"sub"}, Group: Reading, Changes: true, Words: []string{"add"},
			Usage: "[topic, topic ...]", Summary: "get topics in your digest", Examples: []string{"/subscribe energy", "/subscribe all"}, run: (*Bot).subscribe},
		{Name: "unsubscribe", Aliases: []string{"unsub"}, Group: Reading, Changes: true, Words: []string{"remove"},
			Usage: "[topic, topic ...]", Summary: "drop topics from your digest", Examples: []string{"/unsubscribe energy", "/unsubscribe all"}, run: (*Bot).unsubscribe},
		{Name: "bind", Group: Reading, Changes: true, Words: []string{"thread", "forum"},
			Usage: "[topic, topic ...]", Summary: "tie topics to this group, or to this thread of a forum", Examples: []string{"/bind", "/bind energy"}, run: (*Bot).bind},
	}
}

func askingCommands() []Command {
	return []Command{
		{Name: "who", Group: Asking, Menu: true, Groups: true, Words: []string{"person", "people", "card"},
			Usage: "[name]", Summary: "one person: roles, meetings, words, visits", Examples: []string{"/who Prado"}, run: (*Bot).who},
		{Name: "met", Group: Asking, Menu: true, Groups: true, Words: []string{"meet", "meeting", "meetings"},
			Usage: "[name | name, name | place]", Summary: "who met whom, newest first", Examples: []string{"/met Prado", "/met Prado, Reyes", "/met Baku"}, run: (*Bot).met},
		{Name: "said", Group: Asking, Menu: true, Groups: true, Words: []string{"say", "quote", "quotes", "statement", "statements"},
			Usage: "[name] [words]", Summary: "what somebody said, in the outlet's words", Examples: []string{"/said Prado", "/said Prado talks"}, run: (*Bot).said},
		{Name: "visits", Group: Asking, Menu: true, Groups: true, Words: []string{"visit", "travel", "trip", "calendar", "going"},
			Usage: "[name | place | upcoming | past]", Summary: "who travels where; without a word, the next 14 days", Examples: []string{"/visits", "/visits upcoming", "/visits Baku"}, run: (*Bot).visits},
		{Name: "search", Group: Asking, Menu: true, Groups: true, Words: []string{"find", "articles", "look"},
			Usage: "[words] [since:7d topic: from: person: place:]", Summary: "articles, newest first", Examples: []string{"/search talks", "/search talks since:7d"}, run: (*Bot).search},
		{Name: "export", Group: Asking, Words: []string{"csv", "table", "spreadsheet", "file"},
			Usage: "[met | said | visits] [name topic: place: since:] [json]", Summary: "meetings, statements or visits as a file", Examples: []string{"/export", "/export met since:30d", "/export said Prado json"}, run: (*Bot).exportFacts},
	}
}

func choosingCommands() []Command {
	return []Command{
		{Name: "follow", Aliases: []string{"watch"}, Group: Choosing, Menu: true, Changes: true, Words: []string{"following"},
			Usage: "[name or place]", Summary: "put first in your digest, from any topic; without a name, your list", Examples: []string{"/follow Prado", "/follow"}, run: (*Bot).follow},
		{Name: "unfollow", Aliases: []string{"unwatch"}, Group: Choosing, Changes: true,
			Usage: "[name or place]", Summary: "stop following", Examples: []string{"/unfollow Prado"}, run: (*Bot).unfollow},
		{Name: "hide", Group: Choosing, Changes: true, Words: []string{"mute", "block"},
			Usage: "[word or outlet]", Summary: "keep out of your digest; without a word, your list", Examples: []string{"/hide football", "/hide"}, run: (*Bot).hide},
		{Name: "unhide", Group: Choosing, Changes: true,
			Usage: "[word or outlet]", Summary: "stop hiding", Examples: []string{"/unhide football"}, run: (*Bot).unhide},
		{Name: "settings", Group: Choosing, Menu: true, Changes: true, Words: []string{"options", "preferences", "panel", "length", "sections"},
			Usage: "[setting value]", Summary: "one panel for everything", Examples: []string{"/settings", "/settings length short"}, run: (*Bot).settings},
		{Name: "time", Group: Choosing, Menu: true, Changes: true, Words: []string{"times", "hour", "when", "schedule"},
			Usage: "[HH:MM ...]", Summary: "when your digest comes, up to four times a day", Examples: []string{"/time 7:30", "/time 8:00 18:00"}, run: (*Bot).time},
		{Name: "timezone", Aliases: []string{"zone", "tz"}, Group: Choosing, Changes: true, Words: []string{"city", "local"},
			Usage: "[city or zone]", Summary: "whose clock counts", Examples: []string{"/timezone Tbilisi", "/timezone Europe/Paris"}, run: (*Bot).timezone},
		{Name: "days", Group: Choosing, Changes: true, Words: []string{"day", "weekday", "weekend"},
			Usage: "[daily | weekdays | mon, wed, fri]", Summary: "on which days your digest comes", Examples: []string{"/days weekdays", "/days mon, wed, fri"}, run: (*Bot).days},
		{Name: "pause", Group: Choosing, Changes: true, Words: []string{"holiday", "vacation", "sleep"},
			Usage: "[3d | date | until resume]", Summary: "no digests for a while", Examples: []string{"/pause 3d", "/pause monday"}, run: (*Bot).pause},
		{Name: "resume", Group: Choosing, Changes: true, Words: []string{"continue", "unpause", "wake"},
			Summary: "end a pause", Examples: []string{"/resume"}, run: (*Bot).resume},
	}
}

func ownCommands() []Command {
	return []Command{
		{Name: "status", Group: Yours, Menu: true, Words: []string{"next", "state", "feeds"},
			Summary: "next digest, your topics, feeds that are missing", Examples: []string{"/status"}, run: (*Bot).status},
		{Name: "help", Group: Yours, Menu: true, Groups: true, Words: []string{"commands", "how", "usage", "manual"},
			Usage: "[command]", Summary: "commands, with examples", Examples: []string{"/help", "/help search"}, run: (*Bot).help},
		{Name: "privacy", Group: Yours, Always: true, Words: []string{"data", "gdpr"},
			Summary: "what is kept of you, and why", Examples: []string{"/privacy"}, run: (*Bot).privacy},
		{Name: "export_me", Group: Yours, Changes: true, Always: true, Words: []string{"download"},
			Summary: "your data as a file", Examples: []string{"/export_me"}, run: (*Bot).exportMe},
		{Name: "delete_me", Group: Yours, Changes: true, Always: true, Words: []string{"erase", "delete", "forget"},
			Summary: "erase all that is kept of you", Examples: []string{"/delete_me"}, run: (*Bot).deleteMe},
		{Name: "stop", Group: Yours, Changes: true, Always: true, Words: []string{"leave", "quit", "bye"},
			Summary: "pause, leave, or leave and erase", Examples: []string{"/stop"}, run: (*Bot).stop},
		{Name: "claim", Group: Quiet, Always: true,
			Usage: "CODE", Summary: "become the first admin, with the code that the program printed", Examples: []string{"/claim"}, run: (*Bot).claim},
	}
}

// adminCommands are the rows for those who run the bot.
func adminCommands() []Command {
	rows := []Command{
		{Name: "topic_add", Words: []string{"newtopic"},
			Usage: "NAME: rules", Summary: "make a topic; shows first what it would take", Examples: []string{"/topic_add", "/topic_add Mines: any: mines, demining; none: football"}, run: (*Bot).topicAdd},
		{Name: "topic_edit", Usage: "[NAME: rules]", Summary: "show or change a topic; shows before and after first", Examples: []string{"/topic_edit", "/topic_edit energy", "/topic_edit energy: none: football"}, run: (*Bot).topicEdit},
		{Name: "topic_remove", Usage: "[NAME]", Summary: "remove a topic; asks first", Examples: []string{"/topic_remove", "/topic_remove energy"}, run: (*Bot).topicRemove},
		{Name: "feeds", Words: []string{"sources"},
			Usage: "[state or word]", Summary: "all feeds: state, last success, items a day, next try", Examples: []string{"/feeds", "/feeds failing"}, run: (*Bot).feeds},
		{Name: "coverage", Words: []string{"gaps", "outages", "unread"},
			Usage: "[feed] [7d]", Summary: "which feed was unread when, and why", Examples: []string{"/coverage", "/coverage 30d"}, run: (*Bot).coverage},
		{Name: "feed_add", Usage: "URL ...", Summary: "add feeds, or those behind a page; shows first what they would give", Examples: []string{"/feed_add"}, run: (*Bot).feedAdd},
		{Name: "feed_check", Usage: "[feed or URL]", Summary: "read a feed now and show what it gives", Examples: []string{"/feed_check"}, run: (*Bot).feedCheck},
		{Name: "feed_pause", Usage: "[feed]", Summary: "stop reading a feed for a while", Examples: []string{"/feed_pause"}, run: (*Bot).feedPause},
		{Name: "feed_resume", Usage: "[feed]", Summary: "read a paused feed again", Examples: []string{"/feed_resume"}, run: (*Bot).feedResume},
		{Name: "feed_remove", Usage: "[feed]", Summary: "remove a feed; asks first", Examples: []string{"/feed_remove"}, run: (*Bot).feedRemove},
		{Name: "feeds_export", Words: []string{"opml", "backup"},
			Summary: "the list of feeds as a file (OPML)", Examples: []string{"/feeds_export"}, run: (*Bot).feedsExport},
		{Name: "feeds_import", Words: []string{"opml", "restore"},
			Summary: "add the feeds of a list (OPML), folders as topics; shows first what it holds", Examples: []string{"/feeds_import"}, run: (*Bot).feedsImport},
		{Name: "read", Words: []string{"article", "url"},
			Usage: "URL", Summary: "read one article now, and keep it", Examples: []string{"/read"}, run: (*Bot).read},
		{Name: "inspect", Words: []string{"why", "extracted", "rule"},
			Usage: "[number of a line | URL | id | parked | words]", Summary: "what was read from an article, by which rule, how surely", Examples: []string{"/inspect", "/inspect 1"}, run: (*Bot).inspect},
		{Name: "alias", Words: []string{"merge", "spelling", "same"},
			Usage: "[NAME = OTHER | NAME =]", Summary: "two spellings are one person; or take that back", Examples: []string{"/alias", "/alias A. Prado = Ana Prado"}, run: (*Bot).alias},
		{Name: "access", Words: []string{"door", "private", "public"},
			Usage: "[closed | invitation | open]", Summary: "who may come in", Examples: []string{"/access", "/access invitation"}, run: (*Bot).access},
		{Name: "invite", Words: []string{"invitation", "link"},
			Usage: "[uses] [7d]", Summary: "make an invitation link", Examples: []string{"/invite", "/invite 10 30d"}, run: (*Bot).invite},
		{Name: "allow", Words: []string{"admit", "unban"},
			Usage: "ID", Summary: "let a person or chat in by number, or take a ban back", Examples: []string{"/allow"}, run: (*Bot).allow},
		{Name: "ban", Usage: "ID", Summary: "shut a person or chat out", Examples: []string{"/ban"}, run: (*Bot).ban},
		{Name: "users", Words: []string{"readers", "guests", "subscribers"},
			Summary: "readers by kind, and who was let in or shut out", Examples: []string{"/users"}, run: (*Bot).users},
		{Name: "stats", Words: []string{"statistics", "numbers", "counts"},
			Summary: "archive, feeds, readers, deliveries", Examples: []string{"/stats"}, run: (*Bot).stats},
		{Name: "health", Operated: true, Words: []string{"alive", "ready", "telegram"},
			Summary: "how the program fares: what is wrong, what is late", Examples: []string{"/health"}, run: (*Bot).health},
		{Name: "errors", Operated: true, Words: []string{"warnings", "log", "trouble"},
			Summary: "the last warnings and errors", Examples: []string{"/errors"}, run: (*Bot).errors},
		{Name: "hold", Words: []string{"stop", "halt", "maintenance"},
			Usage: "[on | off]", Summary: "stop all digests, or let them go on; news is read meanwhile", Examples: []string{"/hold", "/hold on", "/hold off"}, run: (*Bot).hold},
		{Name: "retry", Words: []string{"again", "resend", "failed"},
			Usage: "[CHAT]", Summary: "send what failed of a chat's last digest once more; without a chat, what failed", Examples: []string{"/retry"}, run: (*Bot).retry},
		{Name: "version", Operated: true, Words: []string{"release", "build"},
			Summary: "which program this is", Examples: []string{"/version"}, run: (*Bot).version},
	}
	for i := range rows {
		rows[i].Admins, rows[i].Group = true, Running
	}
	return rows
}

// listed are the rows as they are listed where the program is known, or is not.
func listed(rows []Command, operated bool) []Command {
	for i := range rows {
		if rows[i].Operated && !operated {
			rows[i].Group = Quiet
		}
	}
	return rows
}

// Commands are the rows of the table, in the order in which help and menus
// list them.
func (b *Bot) Commands() []Command { return slices.Clone(b.commands) }

// command finds a row by name or alias.
func (b *Bot) command(name string) (Command, bool) {
	for _, c := range b.commands {
		if c.Name == name || slices.Contains(c.Aliases, name) {
			return c, true
		}
	}
	return Command{}, false
}
