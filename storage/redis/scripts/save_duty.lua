-- Saves the duty, unless it was changed since it was read.
--
-- KEYS: duty, marks
-- ARGV: the version that was read ("" for none), the new version, the duty
-- Output: ok | changed
--
-- Again: the new version is the act's own mark, by which it is known.
local duty, marks = unpack(KEYS)
local old, new, value = unpack(ARGV)

if done(marks, new) then return 'ok' end
if (redis.call('HGET', duty, 'version') or '') ~= old then return 'changed' end
redis.call('HSET', duty, 'version', new, 'duty', value)
note(marks, new)
return 'ok'
