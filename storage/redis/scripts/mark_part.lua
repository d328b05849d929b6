-- Replaces a delivery under a claim, unless it changed since it was read.
--
-- KEYS: subscriber, deliveries
-- ARGV: fence, "<date> <slot>", the delivery as it was read, as it is to be
-- Output: ok | lost | missing | changed
--
-- Again: it is already as it is to be.
local subscriber, deliveries = unpack(KEYS)
local fence, field, old, new = unpack(ARGV)

if not holds(subscriber, fence) then return 'lost' end
local value = redis.call('HGET', deliveries, field)
if not value then return 'missing' end
if value == new then return 'ok' end
if value ~= old then return 'changed' end
redis.call('HSET', deliveries, field, new)
return 'ok'
