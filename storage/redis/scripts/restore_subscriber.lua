-- Puts a subscriber back whatever is there. Claims on it end.
--
-- KEYS: subscriber, free, busy, until, claimed, addresses
-- ARGV: member, the new version, due ("" for none), the subscriber
-- Output: ok
--
-- Again: the same is written.
local subscriber, free, busy, till, claimed, addresses = unpack(KEYS)
local member, new, due, value = unpack(ARGV)

redis.call('HSET', subscriber, 'version', new, 'due', due, 'subscriber', value)
redis.call('HDEL', subscriber, 'held', 'fence', 'owner')
redis.call('SREM', claimed, member)
redis.call('ZADD', addresses, 0, member)
place(subscriber, free, busy, till, member)
return 'ok'
