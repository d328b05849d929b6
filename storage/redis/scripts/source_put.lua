-- put writes a source and when it is due; one that is paused (next is '') is
-- never. With free, nobody holds it any more.
--
-- keys   values, ids, next, held
local function put(keys, id, value, next, free)
  redis.call('HSET', keys[1], id, value)
  redis.call('ZADD', keys[2], 0, id)
  if next == '' then
    redis.call('ZREM', keys[3], id)
  else
    redis.call('ZADD', keys[3], next, id)
  end
  if free then
    redis.call('HDEL', keys[4], id)
  end
end
