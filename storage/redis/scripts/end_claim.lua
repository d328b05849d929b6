-- Ends the claims on subscribers of one tag, whoever holds them, and keeps the
-- index of dues in step, as place does, for all of them at once.
--
-- KEYS: free, busy, until, claimed, then the subscriber of each
-- ARGV: member of each
-- Output: ok
--
-- Again: there is no claim. One given out meanwhile ends as well.
local free, busy, till, claimed = unpack(KEYS, 1, 4)
local held, members, due = {}, {}, {}

for i = 5, #KEYS do
  local fence, at = unpack(redis.call('HMGET', KEYS[i], 'fence', 'due'))
  if fence then
    held[#held + 1], members[#members + 1] = KEYS[i], ARGV[i - 4]
    if at and at ~= '' then
      due[#due + 1], due[#due + 2] = at, ARGV[i - 4]
    else
      redis.call('ZREM', free, ARGV[i - 4])
    end
  end
end
if #due > 0 then redis.call('ZADD', free, unpack(due)) end
if #members > 0 then
  redis.call('ZREM', busy, unpack(members))
  redis.call('ZREM', till, unpack(members))
end
for _, subscriber in ipairs(held) do redis.call('HDEL', subscriber, 'held', 'fence', 'owner') end
if #ARGV > 0 then redis.call('SREM', claimed, unpack(ARGV)) end
return 'ok'
