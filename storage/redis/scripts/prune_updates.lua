-- Forgets updates that were noted last before an instant.
--
-- KEYS: updates, noted
-- ARGV: before when, how many at most
-- Output: how many went
--
-- Again: they are gone, and are not counted.
local updates, noted = unpack(KEYS)

local old = redis.call('ZRANGEBYSCORE', noted, '-inf', '(' .. ARGV[1], 'LIMIT', 0, ARGV[2])
for _, which in ipairs(old) do
  redis.call('HDEL', updates, which)
  redis.call('ZREM', noted, which)
end
return #old
