-- Takes over what was kept of another address, that aside of which this one
-- has its own.
--
-- KEYS: subscribers, claims, dues, waiting, later, addresses, deliveries,
--       delivered, shown, showing
-- ARGV: member; the subscriber ("" for none); how many deliveries; of each
--       "<date> <slot>", the delivery, when it was finished or begun; of each
--       message: message, what is noted of it, when it was shown
-- Output: ok
--
-- Again: all of it is this address's own by then.
local addresses, deliveries, delivered, shown, showing = unpack(KEYS, 6)
local member, written = unpack(ARGV, 1, 2)
local messages = 4 + 3 * tonumber(ARGV[3])

if written ~= '' and redis.call('HSETNX', subscribers, member, written) == 1 then place(member, nil, written) end
for i = 4, messages - 1, 3 do
  if redis.call('HSETNX', deliveries, ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('ZADD', delivered, ARGV[i + 2], member .. ARGV[i])
  end
end
for i = messages, #ARGV, 3 do
  if redis.call('HSETNX', shown, 'm' .. ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('ZADD', showing, ARGV[i + 2], member .. ARGV[i])
    local number = string.match(ARGV[i + 1], '^%d+')
    if tonumber(redis.call('HGET', shown, 'n') or '0') < tonumber(number) then redis.call('HSET', shown, 'n', number) end
  end
end
redis.call('ZADD', addresses, 0, member)
return 'ok'
