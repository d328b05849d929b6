-- Forgets of an address what another one has taken over.
--
-- KEYS: subscribers, addresses, deliveries, delivered, shown, showing, keyboards
-- ARGV: member; version ("" for no subscriber); how many deliveries; of each
--       "<date> <slot>", the delivery; of each message: message, what is noted
--       of it
-- Output: ok
--
-- Again: it is forgotten, and what came since is not as it was taken over.
local subscribers, addresses, deliveries, delivered, shown, showing, keyboards = unpack(KEYS)
local member, version = ARGV[1], ARGV[2]
local messages = 4 + 2 * tonumber(ARGV[3])

if version ~= '' and string.sub(redis.call('HGET', subscribers, member) or '', 1, 16) == version then
  redis.call('HDEL', subscribers, member)
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
vacate(addresses, subscribers, member, {deliveries, shown, keyboards})
return 'ok'
