-- Gives a guest another id, unless another guest has it, and forgets the one
-- with the old id.
--
-- KEYS: guests, ids, admins
-- ARGV: the old id, the new one, the guest as it was read, the guest with its
--       new id
-- Output: ok | changed
--
-- Again: there is none with the old id.
local guests, ids, admins = unpack(KEYS)
local from, to, old, new = unpack(ARGV)

if redis.call('HGET', guests, from) ~= old then return 'changed' end
if redis.call('HSETNX', guests, to, new) == 1 then
  redis.call('ZADD', ids, 0, to)
  if redis.call('SISMEMBER', admins, from) == 1 then redis.call('SADD', admins, to) end
end
redis.call('HDEL', guests, from)
redis.call('ZREM', ids, from)
redis.call('SREM', admins, from)
return 'ok'
