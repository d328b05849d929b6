-- Replaces a delivery under a claim, unless it changed since it was read.
--
-- KEYS: claims, deliveries
-- ARGV: member of the claim, fence, "<date> <slot>", the delivery as it was
--       read, as it is to be
-- Output: ok | lost | missing | changed
--
-- Again: it is already as it is to be.
local claims, deliveries = unpack(KEYS)
local member, fence, field, old, new = unpack(ARGV)

if not holds(claims, member, fence) then return 'lost' end
local value = redis.call('HGET', deliveries, field)
if not value then return 'missing' end
if value == new then return 'ok' end
if value ~= old then return 'changed' end
redis.call('HSET', deliveries, field, new)
return 'ok'
