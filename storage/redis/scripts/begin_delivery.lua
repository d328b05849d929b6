-- Stores a delivery under a claim, where there is none yet.
--
-- KEYS: subscriber, deliveries, delivered, addresses
-- ARGV: member, fence, "<date> <slot>", the delivery, when it was begun
-- Output: ok and the delivery that is there | lost
--
-- Again: the one stored first is there.
local subscriber, deliveries, delivered, addresses = unpack(KEYS)
local member, fence, field, value, begun = unpack(ARGV)

if not holds(subscriber, fence) then return {'lost', ''} end
if redis.call('HSETNX', deliveries, field, value) == 1 then
  redis.call('ZADD', delivered, begun, member .. field)
  redis.call('ZADD', addresses, 0, member)
end
return {'ok', redis.call('HGET', deliveries, field)}
