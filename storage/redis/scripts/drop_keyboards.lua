-- Takes ids off the list of an address's keyboards.
--
-- KEYS: keyboards, addresses, subscribers, deliveries, shown
-- ARGV: member, ids
-- Output: ok
--
-- Again: they are off it.
local keyboards, addresses, subscribers, deliveries, shown = unpack(KEYS)

for i = 2, #ARGV do
  redis.call('SREM', keyboards, ARGV[i])
end
vacate(addresses, subscribers, ARGV[1], {keyboards, deliveries, shown})
return 'ok'
