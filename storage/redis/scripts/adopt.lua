-- Takes over what was kept of another address, that aside of which this one
-- has its own.
--
-- KEYS: subscriber, free, busy, until, addresses, deliveries, delivered,
--       shown, showing
-- ARGV: member; version ("" for no subscriber), due, last fence ("" for none),
--       the subscriber; how many deliveries; of each "<date> <slot>", the
--       delivery, when it was finished or begun; of each message: message,
--       what is noted of it, when it was shown
-- Output: ok
--
-- Again: all of it is this address's own by then.
local subscriber, free, busy, till, addresses, deliveries, delivered, shown, showing = unpack(KEYS)
local member, version, due, last, value = unpack(ARGV, 1, 5)
local messages = 7 + 3 * tonumber(ARGV[6])

if version ~= '' and redis.call('HSETNX', subscriber, 'version', version) == 1 then
  redis.call('HSET', subscriber, 'due', due, 'subscriber', value)
  if last ~= '' then redis.call('HSET', subscriber, 'last', last) end
  place(subscriber, free, busy, till, member)
end
for i = 7, messages - 1, 3 do
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
