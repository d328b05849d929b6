-- Forgets deliveries of one address that are old.
--
-- KEYS: deliveries, delivered, addresses, subscribers, shown, keyboards
-- ARGV: member, before when, then "<date> <slot>" of each
-- Output: how many went
--
-- Again: they are gone.
local deliveries, delivered, addresses, subscribers, shown, keyboards = unpack(KEYS)
local member, before = ARGV[1], tonumber(ARGV[2])

local gone = 0
for i = 3, #ARGV do
  local when = redis.call('ZSCORE', delivered, member .. ARGV[i])
  if when and tonumber(when) < before then
    redis.call('HDEL', deliveries, ARGV[i])
    redis.call('ZREM', delivered, member .. ARGV[i])
    gone = gone + 1
  end
end
vacate(addresses, subscribers, member, {deliveries, shown, keyboards})
return gone
