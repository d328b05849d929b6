-- Takes ids off the list of an address's keyboards.
--
-- KEYS: keyboards, addresses, subscriber, deliveries, shown
-- ARGV: member, ids
-- Output: ok
--
-- Again: they are off it.
local keyboards, addresses, subscriber, deliveries, shown = unpack(KEYS)

for i = 2, #ARGV do
  redis.call('SREM', keyboards, ARGV[i])
end
vacate(addresses, ARGV[1], {keyboards, subscriber, deliveries, shown})
return 'ok'
