-- Notes that a message shows an edition. What is noted later has a higher
-- number: the server's clock in microseconds, so that the numbers of two
-- addresses can be put together, but always above the last of this address.
--
-- KEYS: shown, showing, addresses
-- ARGV: member, message, when, edition
-- Output: ok
--
-- Again: it is noted again, as the same.
local shown, showing, addresses = unpack(KEYS)
local member, message, at, edition = unpack(ARGV)

local time = redis.call('TIME')
local number = tonumber(time[1]) * 1000000 + tonumber(time[2])
number = math.max(number, tonumber(redis.call('HGET', shown, 'n') or '0') + 1)
local digits = string.format('%.0f', number)
redis.call('HSET', shown, 'm' .. message, digits .. ' ' .. at .. ' ' .. edition, 'n', digits)
redis.call('ZADD', showing, at, member .. message)
redis.call('ZADD', addresses, 0, member)
return 'ok'
