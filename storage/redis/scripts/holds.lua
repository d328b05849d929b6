-- holds reports whether a claim is still the subscriber's: its fence is of the
-- act that gave out who holds it.
local function holds(claims, address, fence)
  local before, size = string.match(redis.call('HGET', claims, address) or '', '^(%d+) (%d+) ')
  local past = before and tonumber(fence) - tonumber(before)
  return past and past > 0 and past <= tonumber(size)
end
