-- Keeps an edition, of one that is there the later instant, and notes its use.
--
-- KEYS: editions, ids, used
-- ARGV: id, when it was made, when it is used, the edition; or, where nothing
--       but the use is to be noted, "" for the edition
-- Output: ok
--
-- Again: the later instants are there already.
local editions, ids, used = unpack(KEYS)
local id, made, use, value = unpack(ARGV)

local last = redis.call('ZSCORE', used, id)
if not last or tonumber(last) < tonumber(use) then redis.call('ZADD', used, use, id) end
if value == '' then return 'ok' end
local old = redis.call('HGET', editions, id)
if not old or tonumber(string.match(old, '^%-?%d+')) < tonumber(made) then
  redis.call('HSET', editions, id, made .. ' ' .. value)
end
redis.call('ZADD', ids, 0, id)
return 'ok'
