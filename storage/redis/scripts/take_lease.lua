-- Gives a lease to an owner, unless somebody else holds it.
--
-- KEYS: lease
-- ARGV: name, owner, now, until when, until when processes of format 1 hold it
--       to be somebody's
-- Output: its fence, 0 where somebody else holds it; the fence up to which
--         all gates are known to be raised
--
-- Again: the owner has it, and the fence stays.
local lease = KEYS[1]
local name, owner, now, till, kept = unpack(ARGV)

local last, fence, held, raised = unpack(redis.call('HMGET', lease, 'owner', 'fence', 'ends', 'raised'))
fence = tonumber(fence or '0')
if last and last ~= owner and held and held ~= '' and tonumber(held) > tonumber(now) then return {0, 0} end
if last ~= owner then fence = fence + 1 end
redis.call('HSET', lease, 'name', name, 'owner', owner, 'fence', fence, 'ends', till, 'until', kept)
return {fence, tonumber(raised or '0')}
