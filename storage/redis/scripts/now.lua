-- Tells the time by the clock of the server that keeps the leases.
--
-- KEYS: a key of their tag
-- Output: seconds, and the microseconds of the next
--
-- Again: it is later.
return redis.call('TIME')
