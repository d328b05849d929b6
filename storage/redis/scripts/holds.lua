-- holds reports whether a claim is still the subscriber's.
local function holds(subscriber, fence)
  return fence ~= '0' and redis.call('HGET', subscriber, 'fence') == fence
end
