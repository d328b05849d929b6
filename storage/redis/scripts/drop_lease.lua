-- Ends a lease, if its owner still has it.
--
-- KEYS: lease
-- ARGV: owner, fence
-- Output: ok
--
-- Again: it has ended.
local last = redis.call('HMGET', KEYS[1], 'owner', 'fence')
if last[1] == ARGV[1] and last[2] == ARGV[2] then redis.call('HSET', KEYS[1], 'ends', '') end
return 'ok'
