-- Gives out subscribers of one tag, a thousand at most.
--
-- KEYS: free, busy, until, claimed, then the subscriber of each
-- ARGV: now, until when, owner, then the fence of each, then the member of each
-- Output: of each: the subscriber, or "" where it was not given out; and the
--         highest fence it had where that is not below the new one, else ""
--
-- Again: who has the fence already, until the same moment, was given out by
-- this very act.
local free, busy, till, claimed = unpack(KEYS, 1, 4)
local now, leased, owner = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local size = #KEYS - 4
local members = {unpack(ARGV, 4 + size, 3 + 2 * size)}
local there = redis.call('ZMSCORE', free, unpack(members))
local taken, dues, ends = {}, {}, {}

local function claim(subscriber, i)
  local held, due, last, has, value = unpack(redis.call('HMGET', subscriber, 'held', 'due', 'last', 'fence', 'subscriber'))
  local fence = ARGV[3 + i]
  if has == fence and held == leased then return value, '' end
  if not there[i] then return '', '' end
  -- The index can be ahead where the clock went back, and there alone.
  if not due or due == '' or tonumber(due) > now or held and tonumber(held) > now then
    place(subscriber, free, busy, till, members[i])
    return '', ''
  end
  if last and tonumber(last) >= tonumber(fence) then return '', last end
  redis.call('HSET', subscriber, 'held', leased, 'fence', fence, 'last', fence, 'owner', owner)
  local n = #taken + 1
  taken[n] = members[i]
  dues[2 * n - 1], dues[2 * n] = due, members[i]
  ends[2 * n - 1], ends[2 * n] = leased, members[i]
  return value, ''
end

local answers = {}
for i = 1, size do
  answers[2 * i - 1], answers[2 * i] = claim(KEYS[4 + i], i)
end
-- All those taken move at once, as place moves one.
if #taken > 0 then
  redis.call('SADD', claimed, unpack(taken))
  redis.call('ZADD', busy, unpack(dues))
  redis.call('ZADD', till, unpack(ends))
  redis.call('ZREM', free, unpack(taken))
end
return answers
