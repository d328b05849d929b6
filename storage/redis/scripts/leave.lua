-- Forgets of an address what another one has taken over.
--
-- KEYS: subscriber, addresses, deliveries, delivered, shown, showing, keyboards
-- ARGV: member; version ("" for no subscriber); how many deliveries; of each
--       "<date> <slot>", the delivery; of each message: message, what is noted
--       of it
-- Output: ok
--
-- Again: it is forgotten, and what came since is not as it was taken over.
local subscriber, addresses, deliveries, delivered, shown, showing, keyboards = unpack(KEYS)
local member, version = ARGV[1], ARGV[2]
local messages = 4 + 2 * tonumber(ARGV[3])

if version ~= '' and redis.call('HGET', subscriber, 'version') == version then
  redis.call('DEL', subscriber)
end
for i = 4, messages - 1, 2 do
  if redis.call('HGET', deliveries, ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', deliveries, ARGV[i])
    redis.call('ZREM', delivered, member .. ARGV[i])
  end
end
for i = messages, #ARGV, 2 do
  if redis.call('HGET', shown, 'm' .. ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', shown, 'm' .. ARGV[i])
    redis.call('ZREM', showing, member .. ARGV[i])
  end
end
if redis.call('HLEN', shown) == 1 then redis.call('HDEL', shown, 'n') end
vacate(addresses, member, {subscriber, deliveries, shown, keyboards})
return 'ok'
