-- Gives out the first of those of one tag who are due and free, a thousand at
-- most.
--
-- KEYS: subscribers, claims, dues, turns
-- ARGV: what follows them in the index, until when, owner, the number before
--       the first fence, how many
-- Output: the highest fence given out here before, where that is not below the
--         new ones, else ""; addresses; how each is written, or nil
--
-- Again: who stands as given out under these fences, until the same moment, was
-- given out by this very act.
local subscribers, claims, dues, turns = unpack(KEYS)
local bound, leased, owner, before, size = unpack(ARGV)
local claim = before .. ' ' .. size .. ' ' .. leased .. ' ' .. owner

local function given(addresses)
  if #addresses == 0 then return addresses end
  return redis.call('HMGET', subscribers, unpack(addresses))
end

local last, soonest = unpack(redis.call('HMGET', turns, 'last', 'next'))
if last and tonumber(last) > tonumber(before) then
  local addresses = {}
  local all = redis.call('HGETALL', claims)
  for i = 1, #all, 2 do
    if all[i + 1] == claim then addresses[#addresses + 1] = all[i] end
  end
  return {last, addresses, given(addresses)}
end

local members = redis.call('ZRANGEBYLEX', dues, '-', bound, 'LIMIT', 0, size)
if #members == 0 then return {'', {}, {}} end
local addresses, taken = {}, {}
for i, member in ipairs(members) do
  local address = string.sub(member, 17)
  addresses[i] = address
  taken[2 * i - 1], taken[2 * i] = address, claim
end
redis.call('HSET', claims, unpack(taken))
last = string.format('%.0f', tonumber(before) + tonumber(size))
if soonest and tonumber(soonest) <= tonumber(leased) then
  redis.call('HSET', turns, 'last', last)
else
  redis.call('HSET', turns, 'last', last, 'next', leased)
end
redis.call('ZREMRANGEBYLEX', dues, '-', '[' .. members[#members])
return {'', addresses, given(addresses)}
