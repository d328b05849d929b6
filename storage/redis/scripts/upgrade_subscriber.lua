-- Brings a subscriber of format 1, a key of its own, into its place.
--
-- KEYS: subscribers, claims, dues, waiting, later, turns, the old key
-- ARGV: member, the subscriber, its claim ("" for none), from when on it can be
--       claimed ("" for at once), the highest fence it ever had ("" for none)
-- Output: ok
--
-- Again: the old key is gone.
local turns, old = KEYS[6], KEYS[7]
local member, written, claim, from, last = unpack(ARGV)

if redis.call('EXISTS', old) == 0 then return 'ok' end
redis.call('HSET', subscribers, member, written)
if claim ~= '' then redis.call('HSET', claims, member, claim) end
if from ~= '' then redis.call('ZADD', later, from, member) end
if last ~= '' and tonumber(last) > tonumber(redis.call('HGET', turns, 'last') or '0') then
  redis.call('HSET', turns, 'last', last)
end
-- Whoever looks next finds out who is held until when.
if claim ~= '' or from ~= '' then redis.call('HSET', turns, 'next', 0) end
place(member, nil, written)
redis.call('DEL', old)
return 'ok'
