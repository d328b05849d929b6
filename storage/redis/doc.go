// Package redis keeps the promise of package storage in a Redis server (7.0
// or later, Valkey included), for several processes at once.
//
// # Keys
//
// Every key begins with the prefix ("readout:") and a hash tag in braces, by
// which a cluster places it. What one script touches has one tag, so each
// script is one act on one node; an act over several tags is made of steps
// whose order is told beside it, so that one broken off neither loses nor
// repeats anything, and doing it again completes it. What grows is spread
// over several tags. No text of people is part of a key: it stands in fields,
// members and values, or as a hash; of what was read, the tokens of package
// text do, which hold no punctuation, the longest of them cut.
//
// <a> is an address as "-100123/7", <aa> the same as 32 hexadecimal digits in
// the order of addresses, <due> an instant as 16 of them in the order of time.
// Values are JSON, but for subscribers, of which there are the most; instants are
// milliseconds since 1970.
//
//	tag      key               type    what it holds                                          file
//	{meta}   format            string  version of all this                                    server.go
//	{meta}   fence             string  the last fence that was given out                      dues.go
//	         duty, marks       hash, zset  how delivering stands, and the marks of acts on it duty.go
//	         unfinished        string  how to go on with the copy that fills the store        unfinished.go
//
//	{archive} head             string  the highest sequence given so far                      commit.go
//	         commits           string  how many commits there were: the last version          commit.go
//	         report:<hash>     hash    version, seq, article, facts, text; by id              reports.go
//	         reports:ids       zset    id: its sequence                                       reports.go
//	         reports:fingerprints hash id: its fingerprint                                    reports.go
//	         reports:seen      zset    id: when it was first seen                             stats.go
//	         reports:records   zset    sequences of those seen later than all before: when    reports.go
//	         reports:published zset    id: when it was published                              stats.go
//	         reports:counts    hash    how many meetings, statements and visits there are     stats.go
//	         reports:journal   zset    sequence saved and not yet known to be found: version  journal.go
//	         sources           hash    id: source                                             sources.go
//	         sources:ids       zset    ids, by order alone                                    sources.go
//	         sources:next      zset    id: when it is due; of those not paused                sources.go
//	         sources:held      hash    id: until when it is held                              sources.go
//	         act:<mark>        string, list  what an act came to, for when it is run again          commit.go
//
//	{i0-7}   <token>           zset    sequence in base 36: the second of its Published       index.go
//	         ·m< ·m> ·v< ·v>   zset    sequence in base 36: its first or last day            index.go
//	         report:<seq>      string  version, second and tokens by which it is found        index.go
//
//	{names}  names             zset    name: how many reports use it, below zero              names.go
//	         words             zset    words of names, by order alone                         names.go
//	         word:<token>      zset    name that holds it: as in names                        names.go
//	         name:<hash>       zset    sequence in base 36: its Published                     names.go
//	         report:<seq>      string  version, and the names that it is counted for          names.go
//
//	(any)    gates             hash    hashed name of a lease: the fence below which nothing  gate.go
//	                                   is done under it any more
//
//	{topics} topics            hash    id: topic                                              topics.go
//	         topics:ids        zset    ids, by order alone                                    topics.go
//	         topics:places     hash    id: "<aa><id>" of those that somebody owns             topics.go
//	         topics:owned      zset    "<aa><id>", by order alone                             topics.go
//	         topics:version    string  how often a topic was written                          topic_list.go
//
//	{aliases} aliases          hash    name: alias                                            aliases.go
//	         aliases:names     zset    names, by order alone                                  aliases.go
//
//	{d0-15}  kept              zset    <aa> of which anything is kept, by order alone         subscribers.go
//	         subscribers       hash    <aa>: its version, its due (<due>, or no number), and  written.go
//	                                   its settings, a field each that is not zero
//	         dues              zset    "<due><aa>", by order alone; of those that nobody      dues.go
//	                                   holds
//	         claims            hash    <aa>: of the act that gave it out the number before    dues.go
//	                                   its first fence, how many it gave out, until when
//	                                   ("-" where that has passed), and for whom
//	         waiting           zset    "<due><aa>", by order alone; of those given back for   dues.go
//	                                   later
//	         later             zset    <aa>: from when on; as in waiting                      dues.go
//	         turns             hash    last: the highest fence that was given out here;       dues.go
//	                                   next: no later than the first of those held, or
//	                                   given back for later, is free
//	         deliveries:<a>    hash    "<date> <slot>": delivery                              deliveries.go
//	         shown:<a>         hash    "m<message>": number, instant and edition; n: the      shown.go
//	                                   highest number
//	         keyboards:<a>     set     ids of its keyboards                                   keyboards.go
//	         delivered         zset    "<aa><date> <slot>": when finished, else when begun    deliveries.go
//	         showing           zset    "<aa><message>": when it was shown                     shown.go
//	         marks             zset    marks of acts of the last minute: when they were done  subscribers.go
//	         moves             hash    "<chat>": the chat that it is being moved to           move.go
//	         (the tag is that of the chat; all threads of a chat share it)
//
//	{e0-15}  editions          hash    id: edition                                            editions.go
//	         editions:ids      zset    ids, by order alone                                    editions.go
//	         editions:used     zset    id: when it was delivered or shown last                editions.go
//	         editions:age      zset    id: that, or when it was made if that is later         editions.go
//
//	{k0-15}  keyboards         hash    id: keyboard                                           keyboards.go
//	         keyboards:ids     zset    ids, by order alone                                    keyboards.go
//	         keyboards:made    zset    id: when it was made                                   keyboards.go
//
//	{update} updates           hash    "<id> <account>": "done", or tries and their marks     updates.go
//	         updates:noted     zset    "<id> <account>": when it was noted last               updates.go
//
//	{lease}  lease:<hash>      hash    name, owner, fence; ends: until when; raised: the      leases.go
//	                                   fence up to which all gates are; until: the end of
//	                                   the year 9999, for processes of format 1 alone
//
//	{access} guests            hash    id as 16 digits: guest                                 guests.go
//	         guests:ids        zset    ids, by order alone                                    guests.go
//	         admins            set     ids of those who are admins                            guests.go
//	         first             string  the mark of the act that made the first admin          guests.go
//	         door              string  the state that was set last                            doors.go
//	         invitations       hash    code: invitation                                       doors.go
//	         invitations:codes zset    codes, by order alone                                  doors.go
package redis
