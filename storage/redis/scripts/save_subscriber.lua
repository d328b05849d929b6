-- Saves a subscriber, unless it was changed since it was read.
--
-- KEYS: subscriber, free, busy, until, addresses, moves, marks
-- ARGV: member, the chat, the version that was read ("" for none), the new
--       version, due ("" for none), the subscriber
-- Output: ok | changed | moving, where the chat is being moved away
--
-- Again: the new version is the act's own mark, by which it is known.
local subscriber, free, busy, till, addresses, moves, marks = unpack(KEYS)
local member, chat, old, new, due, value = unpack(ARGV)

if done(marks, new) then return 'ok' end
if redis.call('HEXISTS', moves, chat) == 1 then return 'moving' end
if (redis.call('HGET', subscriber, 'version') or '') ~= old then return 'changed' end

redis.call('HSET', subscriber, 'version', new, 'due', due, 'subscriber', value)
note(marks, new)
redis.call('ZADD', addresses, 0, member)
place(subscriber, free, busy, till, member)
return 'ok'
