-- Forgets editions that were made, and used last, before an instant.
--
-- KEYS: editions, ids, used, age
-- ARGV: before when, how many at most
-- Output: how many were looked at, how many editions went
--
-- Again: they are gone, and are not counted.
local editions, ids, used, age = unpack(KEYS)
local before, most = unpack(ARGV)

local old = redis.call('ZRANGEBYSCORE', age, '-inf', '(' .. before, 'LIMIT', 0, most)
local gone = 0
for _, id in ipairs(old) do
  gone = gone + redis.call('HDEL', editions, id)
  redis.call('ZREM', ids, id)
  redis.call('ZREM', used, id)
  redis.call('ZREM', age, id)
end
return {#old, gone}
