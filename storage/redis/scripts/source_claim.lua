-- Gives out sources that are due and that nobody holds, earliest first.
--
-- KEYS   1 sources   2 when they are due   3 until when they are held
--        4 what this very act gave out, if it was done before
-- ARGV   1 now   2 until when they are held   3 how many at most
-- Output the values of the sources
-- Again  gives the same ones, as long as that is remembered (a minute)
local ids = redis.call('LRANGE', KEYS[4], 0, -1)
if #ids == 0 then
  -- Those that are held stand among those due, but they are no more than
  -- there are sources.
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])) do
    if #ids == tonumber(ARGV[3]) then
      break
    end
    local held = redis.call('HGET', KEYS[3], id)
    if not held or tonumber(held) <= tonumber(ARGV[1]) then
      redis.call('HSET', KEYS[3], id, ARGV[2])
      redis.call('RPUSH', KEYS[4], id)
      ids[#ids + 1] = id
    end
  end
  redis.call('EXPIRE', KEYS[4], 60)
end
local values = {}
for _, id in ipairs(ids) do
  local value = redis.call('HGET', KEYS[1], id)
  if value then
    values[#values + 1] = value
  end
end
return values
