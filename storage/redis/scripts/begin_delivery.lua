-- Stores a delivery under a claim, where there is none yet.
--
-- KEYS: claims, deliveries, delivered, addresses
-- ARGV: member, member of the claim, fence, "<date> <slot>", the delivery, when
--       it was begun
-- Output: ok and the delivery that is there | lost
--
-- Again: the one stored first is there.
local claims, deliveries, delivered, addresses = unpack(KEYS)
local member, holder, fence, field, value, begun = unpack(ARGV)

if not holds(claims, holder, fence) then return {'lost', ''} end
if redis.call('HSETNX', deliveries, field, value) == 1 then
  redis.call('ZADD', delivered, begun, member .. field)
  redis.call('ZADD', addresses, 0, member)
end
return {'ok', redis.call('HGET', deliveries, field)}
