-- Acts that must not be done twice have a mark of their own, which is kept for
-- a minute: longer than any client goes on sending what it got no answer to.
local function done(marks, mark)
  return redis.call('ZSCORE', marks, mark)
end

local function note(marks, mark)
  local now = tonumber(redis.call('TIME')[1])
  redis.call('ZADD', marks, now, mark)
  redis.call('ZREMRANGEBYSCORE', marks, '-inf', now - 60)
end
