-- Saves a subscriber, unless it was changed since it was read.
--
-- KEYS: subscribers, claims, dues, waiting, later, addresses, moves, marks
-- ARGV: member, the chat, the version that was read ("" for none), the
--       subscriber
-- Output: ok | changed | moving, where the chat is being moved away
--
-- Again: the new version is the act's own mark, by which it is known.
local addresses, moves, marks = unpack(KEYS, 6)
local member, chat, old, written = unpack(ARGV)

if done(marks, versionOf(written)) then return 'ok' end
if redis.call('HEXISTS', moves, chat) == 1 then return 'moving' end
local was = redis.call('HGET', subscribers, member)
if versionOf(was) ~= old then return 'changed' end

redis.call('HSET', subscribers, member, written)
note(marks, versionOf(written))
redis.call('ZADD', addresses, 0, member)
place(member, was, written)
return 'ok'
