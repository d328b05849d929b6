-- Forgets keyboards that are still as they were read.
--
-- KEYS: keyboards, ids, made
-- ARGV: of each: id, the keyboard as it was read
-- Output: how many went
--
-- Again: they are gone, and are not counted.
local keyboards, ids, made = unpack(KEYS)

local gone = 0
for i = 1, #ARGV, 2 do
  local id = ARGV[i]
  if redis.call('HGET', keyboards, id) == ARGV[i + 1] then
    redis.call('HDEL', keyboards, id)
    redis.call('ZREM', ids, id)
    redis.call('ZREM', made, id)
    gone = gone + 1
  end
end
return gone
