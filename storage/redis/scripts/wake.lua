-- Lets those be claimed again whose claim ran out, or who were given back
-- until now.
--
-- KEYS: free, busy, until
-- ARGV: now, how many at most
-- Output: ok
--
-- Again: they are free already.
local free, busy, till = unpack(KEYS)

for _, member in ipairs(redis.call('ZRANGEBYSCORE', till, '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])) do
  local due = redis.call('ZSCORE', busy, member)
  if due then redis.call('ZADD', free, due, member) end
  redis.call('ZREM', busy, member)
  redis.call('ZREM', till, member)
end
return 'ok'
