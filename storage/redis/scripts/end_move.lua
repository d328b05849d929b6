-- Ends the move of a chat, if nothing is left of it.
--
-- KEYS: moves, addresses
-- ARGV: chat, where its members begin and where they end
-- Output: ok | changed, where something came meanwhile
--
-- Again: the move has ended.
local moves, addresses = unpack(KEYS)

if #redis.call('ZRANGEBYLEX', addresses, ARGV[2], ARGV[3], 'LIMIT', 0, 1) > 0 then return 'changed' end
redis.call('HDEL', moves, ARGV[1])
return 'ok'
