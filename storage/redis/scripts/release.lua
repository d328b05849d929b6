-- Gives a claim back, if it still holds.
--
-- KEYS: subscriber, free, busy, until, claimed
-- ARGV: member, fence, from when on it can be claimed ("" for at once)
-- Output: ok
--
-- Again: the claim is gone, and nothing is done.
local subscriber, free, busy, till, claimed = unpack(KEYS)
local member, fence, from = unpack(ARGV)

if not holds(subscriber, fence) then return 'ok' end
if from == '' then
  redis.call('HDEL', subscriber, 'held')
else
  redis.call('HSET', subscriber, 'held', from)
end
redis.call('HDEL', subscriber, 'fence', 'owner')
redis.call('SREM', claimed, member)
place(subscriber, free, busy, till, member)
return 'ok'
