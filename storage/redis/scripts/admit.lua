-- Lets a guest in by an invitation, unless either changed since it was read.
--
-- KEYS: guests, ids, invitations
-- ARGV: the guest's id, the guest as it was read ("" for none), as it is to
--       be, the code, the invitation as it was read, as it is to be
-- Output: ok | changed
--
-- Again: the guest has changed, and whoever reads it again finds it let in.
local guests, ids, invitations = unpack(KEYS)
local id, stood, stands, code, before, after = unpack(ARGV)

if (redis.call('HGET', guests, id) or '') ~= stood then return 'changed' end
if redis.call('HGET', invitations, code) ~= before then return 'changed' end
redis.call('HSET', invitations, code, after)
redis.call('HSET', guests, id, stands)
redis.call('ZADD', ids, 0, id)
return 'ok'
