-- Keeps an edition, and notes its use.
--
-- KEYS: editions, ids, used, age
-- ARGV: id; how: "later" to keep of two instants of its making the later one,
--       "replace" to take this one, "use" where only a use is to be noted;
--       when it was made; the edition; when it is used ("" for no use)
-- Output: ok
--
-- Again: the same, or a later one, is there.
local editions, ids, used, age = unpack(KEYS)
local id, how, made, value, use = unpack(ARGV)

local function later(a, b)
  if not a or b and tonumber(a) < tonumber(b) then return b end
  return a
end

local old = redis.call('HGET', editions, id)
local kept = old and string.match(old, '^%-?%d+')
if how == 'replace' or how == 'later' and later(kept, made) ~= kept then
  redis.call('HSET', editions, id, made .. ' ' .. value)
  redis.call('ZADD', ids, 0, id)
  kept = made
end
local last = redis.call('ZSCORE', used, id)
if use ~= '' and later(last, use) ~= last then
  redis.call('ZADD', used, use, id)
  last = use
end
redis.call('ZADD', age, later(kept, last), id)
return 'ok'
