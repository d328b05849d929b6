-- What the buttons under a message send. message is '' while it is not known.
CREATE TABLE keyboards (
    id       TEXT    PRIMARY KEY,
    chat     INTEGER NOT NULL,
    thread   INTEGER NOT NULL,
    made     INTEGER NOT NULL,
    keyboard TEXT    NOT NULL -- JSON
) WITHOUT ROWID;
CREATE INDEX keyboards_chat ON keyboards (chat, thread);
CREATE INDEX keyboards_made ON keyboards (made);

-- Which updates of a transport were begun, how often, and whether one was
-- handled.
CREATE TABLE updates (
    account TEXT    NOT NULL,
    id      INTEGER NOT NULL,
    tries   INTEGER NOT NULL,
    handled INTEGER NOT NULL,
    noted   INTEGER NOT NULL, -- when it was begun or handled last
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE INDEX updates_noted ON updates (noted);

-- The last lease of each name. Its row stays when it is given back, so that
-- the fence goes on growing.
CREATE TABLE leases (
    name  TEXT    PRIMARY KEY,
    owner TEXT    NOT NULL,
    fence INTEGER NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE guests (
    id       INTEGER PRIMARY KEY,
    standing TEXT    NOT NULL,
    guest    TEXT    NOT NULL -- JSON
);
CREATE INDEX guests_admins ON guests (id) WHERE standing = 'admin';

-- One row at most.
CREATE TABLE door (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    state TEXT    NOT NULL
);

CREATE TABLE invitations (
    code       TEXT PRIMARY KEY,
    invitation TEXT NOT NULL -- JSON
) WITHOUT ROWID;
