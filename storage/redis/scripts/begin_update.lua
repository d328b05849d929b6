-- Counts that an update is begun once more.
--
-- KEYS: updates, noted
-- ARGV: which, now, the mark of this act
-- Output: how often it was begun; 0 where it was handled
--
-- Again: the mark is that of the last time, and nothing is counted.
local updates, noted = unpack(KEYS)
local which, now, mark = unpack(ARGV)

local state = redis.call('HGET', updates, which)
if state == 'done' then return 0 end
local tries, last = string.match(state or '0 ', '^(%d+) (.*)$')
tries = tonumber(tries)
if last ~= mark then
  tries = tries + 1
  redis.call('HSET', updates, which, tries .. ' ' .. mark)
  redis.call('ZADD', noted, now, which)
end
return tries
