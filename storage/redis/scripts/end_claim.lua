-- Ends the claims on subscribers of one tag, whoever holds them, and keeps the
-- index in step, as place does, for all of them at once. Whoever has a claim is
-- not given back for later.
--
-- KEYS: subscribers, claims, dues, waiting, later
-- ARGV: member of each
-- Output: ok
--
-- Again: there is no claim. One given out meanwhile ends as well.
local claimed = redis.call('HMGET', claims, unpack(ARGV))
local written = redis.call('HMGET', subscribers, unpack(ARGV))
local free = {}

redis.call('HDEL', claims, unpack(ARGV))
for i, member in ipairs(ARGV) do
  local due = claimed[i] and dueOf(written[i])
  if due then free[#free + 1], free[#free + 2] = 0, due .. member end
end
if #free > 0 then redis.call('ZADD', dues, unpack(free)) end
return 'ok'
