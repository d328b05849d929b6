-- What admins were told of.
CREATE TABLE notices (
    id   TEXT    PRIMARY KEY,
    told INTEGER NOT NULL
) WITHOUT ROWID;
