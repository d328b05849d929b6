-- Lets those be claimed again whose claim ran out, and lists who is due and
-- free, earliest first.
--
-- KEYS: free, busy, until, moves
-- ARGV: now, how many at most, how many claims may run out in one go
-- Output: {member, due, member, due, ...}, {chat, to, chat, to, ...} that are
--         being moved
--
-- Again: those who ran out are free already.
local free, busy, till, moves = unpack(KEYS)
local now, limit, most = unpack(ARGV)

for _, member in ipairs(redis.call('ZRANGEBYSCORE', till, '-inf', now, 'LIMIT', 0, most)) do
  local due = redis.call('ZSCORE', busy, member)
  if due then redis.call('ZADD', free, due, member) end
  redis.call('ZREM', busy, member)
  redis.call('ZREM', till, member)
end
return {
  redis.call('ZRANGEBYSCORE', free, '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit),
  redis.call('HGETALL', moves),
}
