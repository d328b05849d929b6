-- Puts a subscriber back whatever is there. Claims on it end, and it
-- waits for nothing.
--
-- KEYS: subscribers, claims, dues, waiting, later, addresses
-- ARGV: member, the subscriber
-- Output: ok
--
-- Again: the same is written.
local addresses = KEYS[6]
local member, written = unpack(ARGV)

local was = redis.call('HGET', subscribers, member)
redis.call('HSET', subscribers, member, written)
redis.call('HDEL', claims, member)
redis.call('ZREM', later, member)
redis.call('ZADD', addresses, 0, member)
place(member, was, written)
return 'ok'
