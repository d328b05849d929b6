-- Finds the reports of one shard that meet every condition, from the highest
-- rank down.
--
-- KEYS   the sets of each condition, of which a report stands in one or more;
--        then the sets whose scores bound something
-- ARGV   1 how many to find at most   2 how many to look at at most
--        3, 4 second and sequence of the rank below which to look
--        5 the lowest second
--        6 how many conditions, and then for each how many sets it has;
--        then for each bounding set the least and the greatest score
-- Output 1 if nothing is left, else 0; second and member of the last that was
--        looked at; then second and member of each that was found
-- Again  only reads
local most, look = tonumber(ARGV[1]), tonumber(ARGV[2])
local lowest = tonumber(ARGV[5])
local conditions, smallest, key = {}, nil, 1
for c = 1, tonumber(ARGV[6]) do
  local condition = {size = 0, sets = {}}
  for _ = 1, tonumber(ARGV[6 + c]) do
    local size = redis.call('ZCARD', KEYS[key])
    if size > 0 then
      condition.size = condition.size + size
      table.insert(condition.sets, KEYS[key])
    end
    key = key + 1
  end
  if condition.size == 0 then
    return {1, '', ''}
  end
  if not smallest or condition.size < smallest.size then
    smallest = condition
  end
  table.insert(conditions, condition)
end
local bounds, at = {}, 7 + #conditions
for i = key, #KEYS do
  table.insert(bounds, {set = KEYS[i], least = tonumber(ARGV[at]), most = tonumber(ARGV[at + 1])})
  at = at + 2
end

local function stands_in(condition, member)
  for _, set in ipairs(condition.sets) do
    if redis.call('ZSCORE', set, member) then
      return true
    end
  end
  return false
end

local function meets_all(member)
  for _, condition in ipairs(conditions) do
    if condition ~= smallest and not stands_in(condition, member) then
      return false
    end
  end
  for _, bound in ipairs(bounds) do
    local score = tonumber(redis.call('ZSCORE', bound.set, member) or nil)
    if not score or score < bound.least or score > bound.most then
      return false
    end
  end
  return true
end

local function sequence(member)
  return tonumber(member, 36)
end

-- start is how many of a set stand at the rank to look below, or above it.
local function start(set)
  local low = redis.call('ZCOUNT', set, '(' .. ARGV[3], '+inf')
  local high = redis.call('ZCOUNT', set, ARGV[3], '+inf')
  while low < high do
    local middle = math.floor((low + high) / 2)
    if sequence(redis.call('ZREVRANGE', set, middle, middle)[1]) < tonumber(ARGV[4]) then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

-- Each walk goes down one set of the smallest condition, in steps that grow.
local walks = {}
for _, set in ipairs(smallest.sets) do
  table.insert(walks, {set = set, next = start(set), step = math.min(most, 64), some = {}, at = 1})
end

local function head(walk)
  if walk.at > #walk.some and not walk.dry then
    walk.some = redis.call('ZREVRANGE', walk.set, walk.next, walk.next + walk.step - 1, 'WITHSCORES')
    walk.next, walk.at, walk.step = walk.next + walk.step, 1, math.min(4 * walk.step, 512)
    walk.dry = #walk.some == 0
  end
  return walk.some[walk.at], tonumber(walk.some[walk.at + 1] or nil)
end

-- top is the highest of what the walks have come to.
local function top()
  local member, second
  for _, walk in ipairs(walks) do
    local m, s = head(walk)
    if m and (not member or s > second or s == second and sequence(m) > sequence(member)) then
      member, second = m, s
    end
  end
  return member, second
end

local function pass(member)
  local second
  for _, walk in ipairs(walks) do
    if walk.some[walk.at] == member then
      second = walk.some[walk.at + 1]
      walk.at = walk.at + 2
    end
  end
  return second
end

local found, looked = {0, '', ''}, 0
while true do
  local member, second = top()
  if not member or second < lowest then
    found[1] = 1
    return found
  end
  if looked == look or #found == 3 + 2 * most then
    return found
  end
  looked = looked + 1
  found[2], found[3] = pass(member), member
  if meets_all(member) then
    table.insert(found, found[2])
    table.insert(found, member)
  end
end
