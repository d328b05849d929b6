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
  local least, greatest = ARGV[at], ARGV[at + 1]
  if redis.call('ZCOUNT', KEYS[i], least, greatest) == 0 then
    return {1, '', ''}
  end
  table.insert(bounds, {set = KEYS[i], least = tonumber(least), greatest = tonumber(greatest)})
  at = at + 2
end

-- keep leaves of some members those whose score in a set is fine.
local function keep(members, sets, fine)
  local kept, good = {}, {}
  for _, set in ipairs(sets) do
    for i, score in ipairs(#members > 0 and redis.call('ZMSCORE', set, unpack(members)) or {}) do
      good[i] = good[i] or score and fine(tonumber(score))
    end
  end
  for i, member in ipairs(members) do
    if good[i] then
      table.insert(kept, member)
    end
  end
  return kept
end

local function any_score()
  return true
end

local function meet_all(members)
  for _, condition in ipairs(conditions) do
    if condition ~= smallest then
      members = keep(members, condition.sets, any_score)
    end
  end
  for _, bound in ipairs(bounds) do
    members = keep(members, {bound.set}, function(score)
      return score >= bound.least and score <= bound.greatest
    end)
  end
  return members
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

-- Each walk goes down one set of the smallest condition, some at a time.
local step = math.min(2 * most, 64)
local walks = {}
for _, set in ipairs(smallest.sets) do
  table.insert(walks, {set = set, next = start(set), some = {}, at = 1})
end

local function head(walk)
  if walk.at > #walk.some and not walk.dry then
    walk.some = redis.call('ZREVRANGE', walk.set, walk.next, walk.next + step - 1, 'WITHSCORES')
    walk.next, walk.at = walk.next + step, 1
    walk.dry = #walk.some == 0
  end
  return walk.some[walk.at], walk.some[walk.at + 1]
end

-- pass takes the highest of what the walks have come to.
local function pass()
  local member, second
  for _, walk in ipairs(walks) do
    local m, s = head(walk)
    if m and (not member or tonumber(s) > tonumber(second) or s == second and sequence(m) > sequence(member)) then
      member, second = m, s
    end
  end
  if not member or tonumber(second) < lowest then
    return nil
  end
  for _, walk in ipairs(walks) do
    if walk.some[walk.at] == member then
      walk.at = walk.at + 2
    end
  end
  return member, second
end

local found, looked = {0, '', ''}, 0
while looked < look do
  local members, seconds = {}, {}
  while #members < step do
    local member, second = pass()
    if not member then
      found[1] = 1
      break
    end
    table.insert(members, member)
    seconds[member] = second
  end
  looked, step = looked + #members, math.min(4 * step, 500)
  for _, member in ipairs(meet_all(members)) do
    table.insert(found, seconds[member])
    table.insert(found, member)
    if #found == 3 + 2 * most then
      -- There may be more of these.
      found[1], found[2], found[3] = 0, seconds[member], member
      return found
    end
  end
  if found[1] == 1 then
    return found
  end
  found[2], found[3] = seconds[members[#members]], members[#members]
end
return found
