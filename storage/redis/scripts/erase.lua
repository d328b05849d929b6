-- Erases all that is kept of an address under its tag.
--
-- KEYS: subscriber, deliveries, shown, keyboards, free, busy, until, claimed,
--       addresses, delivered, showing
-- ARGV: member
-- Output: ok
--
-- Again: there is nothing left to erase.
local subscriber, deliveries, shown, keyboards, free, busy, till, claimed, addresses, delivered, showing = unpack(KEYS)
local member = ARGV[1]

for _, field in ipairs(redis.call('HKEYS', deliveries)) do
  redis.call('ZREM', delivered, member .. field)
end
for _, field in ipairs(redis.call('HKEYS', shown)) do
  redis.call('ZREM', showing, member .. string.sub(field, 2))
end
for _, index in ipairs({free, busy, till, addresses}) do
  redis.call('ZREM', index, member)
end
redis.call('SREM', claimed, member)
redis.call('DEL', subscriber, deliveries, shown, keyboards)
return 'ok'
