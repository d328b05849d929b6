-- Saves a guest; as the first admin, only where there is none.
--
-- KEYS: guests, ids, admins, first
-- ARGV: id, the guest, "admin" where it is one, the mark of this act where
--       there may be no admin yet, else ""
-- Output: ok | lost
--
-- Again: the mark tells that this act made the first admin.
local guests, ids, admins, first = unpack(KEYS)
local id, value, standing, mark = unpack(ARGV)

if mark ~= '' then
  if redis.call('GET', first) == mark then return 'ok' end
  if redis.call('SCARD', admins) > 0 then return 'lost' end
  redis.call('SET', first, mark)
end
redis.call('HSET', guests, id, value)
redis.call('ZADD', ids, 0, id)
if standing == 'admin' then
  redis.call('SADD', admins, id)
else
  redis.call('SREM', admins, id)
end
return 'ok'
