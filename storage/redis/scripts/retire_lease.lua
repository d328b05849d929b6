-- Keeps a lease from every process of format 1, which looks at another field.
--
-- KEYS: lease
-- ARGV: until when those hold it to be somebody's
-- Output: ok; held where one of them has it, and nothing is done
--
-- Again: it is kept from them already.
local held, ends = unpack(redis.call('HMGET', KEYS[1], 'until', 'ends'))
if ends then return 'ok' end
local now = redis.call('TIME')
if held and held ~= '' and tonumber(held) > now[1] * 1000 + now[2] / 1000 then return 'held' end
redis.call('HSET', KEYS[1], 'until', ARGV[1], 'ends', '')
return 'ok'
