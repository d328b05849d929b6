-- Forgets a topic.
--
-- KEYS   1 topics   2 their ids   3 their places among the owned ones
--        4 the owned ones, in the order of their owners
--        5 the version of all of them
-- ARGV   1 id   2 the place that its owner must have, '' for anybody's
-- Output 'ok'; also where somebody else owns it by now, and it stays
-- Again  finds nothing
local place = redis.call('HGET', KEYS[3], ARGV[1])
if ARGV[2] ~= '' and place ~= ARGV[2] then
  return 'ok'
end
if place then
  redis.call('ZREM', KEYS[4], place)
  redis.call('HDEL', KEYS[3], ARGV[1])
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('INCR', KEYS[5])
return 'ok'
