-- Erases all that is kept of an address under its tag.
--
-- KEYS: subscribers, claims, dues, waiting, later, addresses, delivered,
--       showing, deliveries, shown, keyboards
-- ARGV: member
-- Output: ok
--
-- Again: there is nothing left to erase.
local addresses, delivered, showing, deliveries, shown, keyboards = unpack(KEYS, 6)
local member = ARGV[1]

for _, field in ipairs(redis.call('HKEYS', deliveries)) do
  redis.call('ZREM', delivered, member .. field)
end
for _, field in ipairs(redis.call('HKEYS', shown)) do
  redis.call('ZREM', showing, member .. string.sub(field, 2))
end
redis.call('HDEL', claims, member)
redis.call('ZREM', later, member)
place(member, redis.call('HGET', subscribers, member), nil)
redis.call('HDEL', subscribers, member)
redis.call('ZREM', addresses, member)
redis.call('DEL', deliveries, shown, keyboards)
return 'ok'
