-- Adds a topic, or replaces the one with its id.
--
-- KEYS   1 topics   2 their ids   3 their places among the owned ones
--        4 the owned ones, in the order of their owners
--        5 the version of all of them
-- ARGV   1 id   2 value   3 its place among the owned ones, '' for everyone's
--        4 the value that was read, '' for any
-- Output 'ok'; 'changed' where it is no longer as it was read
-- Again  writes the same once more
local have = redis.call('HGET', KEYS[1], ARGV[1])
if ARGV[4] ~= '' and have ~= ARGV[4] and have ~= ARGV[2] then
  return 'changed'
end
local place = redis.call('HGET', KEYS[3], ARGV[1])
if place then
  redis.call('ZREM', KEYS[4], place)
end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[3], ARGV[1])
else
  redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
  redis.call('ZADD', KEYS[4], 0, ARGV[3])
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
redis.call('INCR', KEYS[5])
return 'ok'
