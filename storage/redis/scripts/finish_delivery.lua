-- Finishes a delivery, saves the subscriber and ends the claim.
--
-- KEYS: subscriber, free, busy, until, claimed, deliveries, delivered, marks
-- ARGV: member, fence, the version that was read, the new version, due (""
--       for none), the subscriber, "<date> <slot>" ("" for no delivery), the
--       delivery as it was read, as it is to be, when it was finished
-- Output: ok | lost | changed
--
-- Again: the new version is the act's own mark, by which it is known.
local subscriber, free, busy, till, claimed, deliveries, delivered, marks = unpack(KEYS)
local member, fence, old, new, due, value, field, before, after, finished = unpack(ARGV)

if done(marks, new) then return 'ok' end
if not holds(subscriber, fence) then return 'lost' end
if redis.call('HGET', subscriber, 'version') ~= old then return 'changed' end
if field ~= '' and redis.call('HGET', deliveries, field) ~= before then return 'changed' end

redis.call('HSET', subscriber, 'version', new, 'due', due, 'subscriber', value)
note(marks, new)
redis.call('HDEL', subscriber, 'held', 'fence', 'owner')
redis.call('SREM', claimed, member)
place(subscriber, free, busy, till, member)
if field ~= '' then
  redis.call('HSET', deliveries, field, after)
  redis.call('ZADD', delivered, finished, member .. field)
end
return 'ok'
