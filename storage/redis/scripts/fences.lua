-- Takes numbers for claims.
--
-- KEYS: fence
-- ARGV: how many, a number that is surely taken
-- Output: the number before the first of those taken
--
-- Again: the first ones are never used.
local last = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), tonumber(ARGV[2]))
redis.call('SET', KEYS[1], string.format('%.0f', last + tonumber(ARGV[1])))
return string.format('%.0f', last)
