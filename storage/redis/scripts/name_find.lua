-- Finds the names that hold every one of some words, most used first.
--
-- KEYS   for each word the names that hold it, by use
-- ARGV   1 how many to find
-- Output the names
-- Again  only reads
local smallest = KEYS[1]
for _, key in ipairs(KEYS) do
  if redis.call('ZCARD', key) < redis.call('ZCARD', smallest) then
    smallest = key
  end
end
local function holds_all(name)
  for _, key in ipairs(KEYS) do
    if not redis.call('ZSCORE', key, name) then
      return false
    end
  end
  return true
end
local found, step, at = {}, 100, 0
while true do
  local some = redis.call('ZRANGE', smallest, at, at + step - 1)
  for _, name in ipairs(some) do
    if #found == tonumber(ARGV[1]) then
      return found
    end
    if holds_all(name) then
      found[#found + 1] = name
    end
  end
  if #some < step then
    return found
  end
  at = at + step
end
