-- Gives a claim back, if it still holds.
--
-- KEYS: subscribers, claims, dues, waiting, later, turns
-- ARGV: member, fence, from when on it can be claimed ("" for at once)
-- Output: ok
--
-- Again: the claim is gone, and nothing is done.
local turns = KEYS[6]
local member, fence, from = unpack(ARGV)

if not holds(claims, member, fence) then return 'ok' end
redis.call('HDEL', claims, member)
if from ~= '' then
  redis.call('ZADD', later, from, member)
  local soonest = redis.call('HGET', turns, 'next')
  if not soonest or tonumber(from) < tonumber(soonest) then redis.call('HSET', turns, 'next', from) end
end
local written = redis.call('HGET', subscribers, member)
place(member, written, written)
return 'ok'
