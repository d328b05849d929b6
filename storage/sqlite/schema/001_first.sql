-- "RDOT": tells our files from those of other programs.
PRAGMA application_id = 1380208468;

-- Numbers that only grow or are counted along: the commit sequence, the fence
-- of claims, how many facts the archive holds.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

-- rank orders reports by Published (to the second) and then seq, in one number.
CREATE TABLE reports (
    seq         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    rank        INTEGER NOT NULL UNIQUE,
    published   INTEGER NOT NULL,
    seen        INTEGER NOT NULL,
    fingerprint TEXT    NOT NULL,
    article     TEXT    NOT NULL, -- JSON, without the text
    facts       TEXT    NOT NULL, -- JSON
    text        TEXT    NOT NULL
);
CREATE INDEX reports_seen ON reports (seen);

-- One row for each report, its rowid the rank: the words of title and text,
-- and marks for what else a query can ask (see index.go).
CREATE VIRTUAL TABLE words USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- The days on which meetings and visits take place.
CREATE TABLE days (
    kind  TEXT    NOT NULL,
    last  TEXT    NOT NULL,
    first TEXT    NOT NULL,
    rank  INTEGER NOT NULL,
    PRIMARY KEY (kind, last, first, rank)
) WITHOUT ROWID;
CREATE INDEX days_rank ON days (rank);

CREATE TABLE names (
    id      INTEGER PRIMARY KEY,
    name    TEXT    NOT NULL UNIQUE,
    reports INTEGER NOT NULL, -- how many use it; 0 is as good as absent
    latest  INTEGER NOT NULL  -- the latest Published of them
);
CREATE INDEX names_used ON names (reports DESC, name);

CREATE TABLE name_words (
    word TEXT    NOT NULL,
    name INTEGER NOT NULL,
    PRIMARY KEY (word, name)
) WITHOUT ROWID;

CREATE TABLE aliases (
    name TEXT    PRIMARY KEY,
    of   TEXT    NOT NULL,
    made INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    id     TEXT    PRIMARY KEY,
    paused INTEGER NOT NULL,
    next   INTEGER NOT NULL, -- when to read again
    held   INTEGER NOT NULL, -- nobody else may claim it before
    source TEXT    NOT NULL  -- JSON
) WITHOUT ROWID;
CREATE INDEX sources_next ON sources (next, id) WHERE paused = 0;

CREATE TABLE topics (
    id     TEXT    PRIMARY KEY,
    chat   INTEGER,          -- of the owner; NULL is everyone's
    thread INTEGER,
    topic  TEXT    NOT NULL  -- JSON
) WITHOUT ROWID;

CREATE TABLE subscribers (
    chat       INTEGER NOT NULL,
    thread     INTEGER NOT NULL,
    version    INTEGER NOT NULL, -- grows with every save
    due        INTEGER,          -- NULL is never
    held       INTEGER NOT NULL, -- cannot be claimed before
    fence      INTEGER NOT NULL, -- of the claim that holds it; 0 is none
    subscriber TEXT    NOT NULL, -- JSON
    PRIMARY KEY (chat, thread)
) WITHOUT ROWID;
CREATE INDEX subscribers_due ON subscribers (due, chat, thread) WHERE due IS NOT NULL;

CREATE TABLE deliveries (
    chat     INTEGER NOT NULL,
    thread   INTEGER NOT NULL,
    date     TEXT    NOT NULL,
    slot     TEXT    NOT NULL,
    edition  TEXT    NOT NULL,
    begun    INTEGER NOT NULL,
    finished INTEGER,          -- NULL while on its way
    delivery TEXT    NOT NULL, -- JSON
    PRIMARY KEY (chat, thread, date, slot)
) WITHOUT ROWID;
CREATE INDEX deliveries_begun ON deliveries (chat, thread, begun, date, slot);
CREATE INDEX deliveries_edition ON deliveries (edition);
CREATE INDEX deliveries_finished ON deliveries (finished) WHERE finished IS NOT NULL;

CREATE TABLE editions (
    id      TEXT    PRIMARY KEY,
    made    INTEGER NOT NULL,
    edition TEXT    NOT NULL -- JSON
) WITHOUT ROWID;
CREATE INDEX editions_made ON editions (made);

-- The newest row of a chat is what was shown there last.
CREATE TABLE shown (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    chat    INTEGER NOT NULL,
    thread  INTEGER NOT NULL,
    message TEXT    NOT NULL,
    edition TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    UNIQUE (chat, thread, message)
);
CREATE INDEX shown_at ON shown (chat, thread, at);
CREATE INDEX shown_edition ON shown (edition, at);
