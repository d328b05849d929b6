-- Lets those be claimed again whose claim ran out, or who were given back
-- until now. A claim that ran out stays as long as nobody else has the
-- subscriber, and is marked with "-".
--
-- KEYS: subscribers, claims, dues, waiting, later, turns
-- ARGV: now, how many at most
-- Output: ok
--
-- Again: they are free already.
local turns = KEYS[6]
local now, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local soonest

local function free(address)
  local written = redis.call('HGET', subscribers, address)
  place(address, written, written)
end

for _, address in ipairs(redis.call('ZRANGEBYSCORE', later, '-inf', ARGV[1], 'LIMIT', 0, most)) do
  redis.call('ZREM', later, address)
  free(address)
end
local all = redis.call('HGETALL', claims)
for i = 1, #all, 2 do
  local fences, till, owner = string.match(all[i + 1], '^(%d+ %d+) (%-?%d+) (.*)$')
  till = tonumber(till)
  if till and till <= now and most > 0 then
    most = most - 1
    redis.call('HSET', claims, all[i], fences .. ' - ' .. owner)
    free(all[i])
  elseif till and (not soonest or till < soonest) then
    soonest = till
  end
end
local first = tonumber(redis.call('ZRANGE', later, 0, 0, 'WITHSCORES')[2])
if first and (not soonest or first < soonest) then soonest = first end
if soonest then
  redis.call('HSET', turns, 'next', string.format('%.0f', soonest))
else
  redis.call('HDEL', turns, 'next')
end
return 'ok'
