-- Saves a keyboard; where it was read before, only if it is still the same.
--
-- KEYS: keyboards, ids, made
-- ARGV: id, when it was made, the keyboard, the keyboard as it was read ("" to
--       save it whatever is there)
-- Output: ok | changed
--
-- Again: it is there already.
local keyboards, ids, made = unpack(KEYS)
local id, when, value, old = unpack(ARGV)

local now = redis.call('HGET', keyboards, id)
if old ~= '' and now ~= old and now ~= value then return 'changed' end
redis.call('HSET', keyboards, id, value)
redis.call('ZADD', ids, 0, id)
redis.call('ZADD', made, when, id)
return 'ok'
