-- Who holds the claim, as they call themselves; '' is nobody. It is there for
-- people who look into the file: no act asks for it.
ALTER TABLE subscribers ADD COLUMN owner TEXT NOT NULL DEFAULT '';

-- What was begun and never finished is found when it is pruned.
CREATE INDEX deliveries_unfinished ON deliveries (begun) WHERE finished IS NULL;
