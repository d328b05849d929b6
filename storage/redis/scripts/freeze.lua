-- Ends the claim on a subscriber and takes it out of the index of dues, as
-- its chat is being moved away.
--
-- KEYS: subscriber, free, busy, until, claimed
-- ARGV: member
-- Output: ok
--
-- Again: it is out already.
local subscriber, free, busy, till, claimed = unpack(KEYS)

redis.call('HDEL', subscriber, 'held', 'fence', 'owner')
redis.call('ZREM', free, ARGV[1])
redis.call('ZREM', busy, ARGV[1])
redis.call('ZREM', till, ARGV[1])
redis.call('SREM', claimed, ARGV[1])
return 'ok'
