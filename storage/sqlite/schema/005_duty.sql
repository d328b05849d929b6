-- How delivering itself stands. One row at most.
CREATE TABLE duty (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    duty TEXT    NOT NULL -- JSON
);
