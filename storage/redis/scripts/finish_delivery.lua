-- Finishes a delivery, saves the subscriber and ends the claim.
--
-- KEYS: subscriber, free, busy, until, claimed, deliveries, delivered
-- ARGV: member, fence, the version that was read, the new version, due (""
--       for none), the subscriber, "<date> <slot>" ("" for no delivery), the
--       delivery as it was read, as it is to be, when it was finished
-- Output: ok | lost | changed
--
-- Again: the version is the act's own, so that it is known to be done.
local subscriber, free, busy, till, claimed, deliveries, delivered = unpack(KEYS)
local member, fence, old, new, due, value, field, before, after, finished = unpack(ARGV)

local version = redis.call('HGET', subscriber, 'version')
if version == new then return 'ok' end
if not holds(subscriber, fence) then return 'lost' end
if version ~= old then return 'changed' end
if field ~= '' and redis.call('HGET', deliveries, field) ~= before then return 'changed' end

redis.call('HSET', subscriber, 'version', new, 'due', due, 'subscriber', value)
redis.call('HDEL', subscriber, 'held', 'fence', 'owner')
redis.call('SREM', claimed, member)
place(subscriber, free, busy, till, member)
if field ~= '' then
  redis.call('HSET', deliveries, field, after)
  redis.call('ZADD', delivered, finished, member .. field)
end
return 'ok'
