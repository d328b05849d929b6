-- Gives out subscribers of one tag.
--
-- KEYS: free, busy, until, claimed, then the subscriber of each
-- ARGV: now, until when, owner, then of each: member, fence
-- Output: of each: the subscriber, or "" where it was not given out; and the
--         highest fence it had where that is not below the new one, else ""
--
-- Again: who has the fence already, until the same moment, was given out by
-- this very act.
local free, busy, till, claimed = unpack(KEYS, 1, 4)
local now, leased, owner = tonumber(ARGV[1]), ARGV[2], ARGV[3]

local function claim(subscriber, member, fence)
  local held, due, last, has, value = unpack(redis.call('HMGET', subscriber, 'held', 'due', 'last', 'fence', 'subscriber'))
  if has == fence and held == leased then return value, '' end
  if not redis.call('ZSCORE', free, member) then return '', '' end
  -- The index can be ahead where the clock went back, and there alone.
  if not due or due == '' or tonumber(due) > now or held and tonumber(held) > now then
    place(subscriber, free, busy, till, member)
    return '', ''
  end
  if last and tonumber(last) >= tonumber(fence) then return '', last end
  redis.call('HSET', subscriber, 'held', leased, 'fence', fence, 'last', fence, 'owner', owner)
  redis.call('SADD', claimed, member)
  place(subscriber, free, busy, till, member)
  return value, ''
end

local answers = {}
for i = 5, #KEYS do
  local value, last = claim(KEYS[i], ARGV[2 * i - 6], ARGV[2 * i - 5])
  answers[#answers + 1] = value
  answers[#answers + 1] = last
end
return answers
