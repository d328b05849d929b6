-- How to go on with the copy that fills this store; "" where it is whole. One
-- row at most.
CREATE TABLE unfinished (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    go_on TEXT    NOT NULL
);
