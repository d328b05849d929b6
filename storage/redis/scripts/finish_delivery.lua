-- Finishes a delivery, saves the subscriber and ends the claim.
--
-- KEYS: subscribers, claims, dues, waiting, later, deliveries, delivered, marks
-- ARGV: member, fence, the version that was read, the subscriber, "<date>
--       <slot>" ("" for no delivery), the delivery as it was read, as it is to
--       be, when it was finished
-- Output: ok | lost | changed
--
-- Again: the new version is the act's own mark, by which it is known.
local deliveries, delivered, marks = unpack(KEYS, 6)
local member, fence, old, written, field, before, after, finished = unpack(ARGV)

if done(marks, versionOf(written)) then return 'ok' end
if not holds(claims, member, fence) then return 'lost' end
local was = redis.call('HGET', subscribers, member)
if versionOf(was) ~= old then return 'changed' end
if field ~= '' and redis.call('HGET', deliveries, field) ~= before then return 'changed' end

redis.call('HSET', subscribers, member, written)
note(marks, versionOf(written))
redis.call('HDEL', claims, member)
place(member, was, written)
if field ~= '' then
  redis.call('HSET', deliveries, field, after)
  redis.call('ZADD', delivered, finished, member .. field)
end
return 'ok'
