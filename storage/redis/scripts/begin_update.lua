-- Counts that an update is begun once more.
--
-- KEYS: updates, noted
-- ARGV: which, now, the mark of this act
-- Output: how often it was begun; 0 where it was handled
--
-- Again: the mark stands among those of the update, the newest first, and its
-- place tells which time it was.
local updates, noted = unpack(KEYS)
local which, now, mark = unpack(ARGV)

local state = redis.call('HGET', updates, which)
if state == 'done' then return 0 end
local tries, marks = string.match(state or '0 ', '^(%d+) (.*)$')
local place = 0
for m in string.gmatch(marks, '%x+') do
  if m == mark then return tonumber(tries) - place end
  place = place + 1
end
-- So many marks are more than anybody begins an update.
marks = string.sub(mark .. ' ' .. marks, 1, 64 * (#mark + 1))
redis.call('HSET', updates, which, (tries + 1) .. ' ' .. marks)
redis.call('ZADD', noted, now, which)
return tries + 1
