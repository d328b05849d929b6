-- Ends the claim on a subscriber, whoever holds it.
--
-- KEYS: subscriber, free, busy, until, claimed
-- ARGV: member
-- Output: ok
--
-- Again: there is no claim. One given out meanwhile ends as well.
local subscriber, free, busy, till, claimed = unpack(KEYS)

if redis.call('HEXISTS', subscriber, 'fence') == 1 then
  redis.call('HDEL', subscriber, 'held', 'fence', 'owner')
  place(subscriber, free, busy, till, ARGV[1])
end
redis.call('SREM', claimed, ARGV[1])
return 'ok'
