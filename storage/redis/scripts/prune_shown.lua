-- Forgets that old messages of one address show what is gone.
--
-- KEYS: shown, showing, addresses, subscribers, deliveries, keyboards
-- ARGV: member, then of each: message, what is noted of it
-- Output: how many went
--
-- Again: they are gone.
local shown, showing, addresses, subscribers, deliveries, keyboards = unpack(KEYS)
local member = ARGV[1]

local gone = 0
for i = 2, #ARGV, 2 do
  if redis.call('HGET', shown, 'm' .. ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', shown, 'm' .. ARGV[i])
    redis.call('ZREM', showing, member .. ARGV[i])
    gone = gone + 1
  end
end
-- The number of the last one goes with the last one.
if redis.call('HLEN', shown) == 1 then redis.call('HDEL', shown, 'n') end
vacate(addresses, subscribers, member, {shown, deliveries, keyboards})
return gone
