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
-- few is how many members are put in order here at most.
local few = 2000
local bounds, tightest, at = {}, nil, 7 + #conditions
for i = key, #KEYS do
  local least, greatest = ARGV[at], ARGV[at + 1]
  local size = redis.call('ZCOUNT', KEYS[i], least, greatest)
  if size == 0 then
    return {1, '', ''}
  end
  local bound = {set = KEYS[i], least = tonumber(least), greatest = tonumber(greatest), size = size}
  if size <= few and size < smallest.size and (not tightest or size < tightest.size) then
    tightest = bound
  end
  table.insert(bounds, bound)
  at = at + 2
end

local function sequence(member)
  return tonumber(member, 36)
end

-- keep leaves of some members those that stand in one of some sets, and there
-- between two scores, if these are given.
local function keep(members, sets, least, greatest)
  if #members == 0 then
    return members
  end
  local good = {}
  for _, set in ipairs(sets) do
    local scores = redis.call('ZMSCORE', set, unpack(members))
    for i = 1, #members do
      local score = scores[i]
      if score and least then
        score = tonumber(score)
        score = score >= least and score <= greatest
      end
      good[i] = good[i] or score
    end
  end
  local kept = {}
  for i = 1, #members do
    if good[i] then
      kept[#kept + 1] = members[i]
    end
  end
  return kept
end

local function meet_all(members)
  for _, condition in ipairs(conditions) do
    if condition ~= smallest then
      members = keep(members, condition.sets)
    end
  end
  for _, bound in ipairs(bounds) do
    if bound ~= tightest then
      members = keep(members, {bound.set}, bound.least, bound.greatest)
    end
  end
  return members
end

-- seconds_of gives the second of each of some members, or false.
local function seconds_of(members)
  local seconds = {}
  if #members == 0 then
    return seconds
  end
  for _, set in ipairs(smallest.sets) do
    local scores = redis.call('ZMSCORE', set, unpack(members))
    for i = 1, #members do
      seconds[i] = seconds[i] or scores[i]
    end
  end
  return seconds
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

-- second_of is the second of each member that was taken.
local second_of = {}

-- note leaves of members, each with its score after it, the members.
local function note(scored)
  local members = {}
  for i = 1, #scored, 2 do
    members[#members + 1] = scored[i]
    second_of[scored[i]] = scored[i + 1]
  end
  return members
end

-- What follows makes functions that give the next so many members, highest
-- first, and whether there are more.

local function down_one(set)
  local at, stop = start(set), redis.call('ZCOUNT', set, ARGV[5], '+inf')
  return function(n)
    local members = {}
    if at < stop then
      members = note(redis.call('ZREVRANGE', set, at, math.min(at + n, stop) - 1, 'WITHSCORES'))
    end
    at = at + n
    return members, at < stop
  end
end

-- down_list goes down pairs of member and second, in their order.
local function down_list(list)
  local at = 0
  return function(n)
    local members = {}
    while #members < n and at < #list do
      at = at + 1
      members[#members + 1] = list[at][1]
    end
    return members, at < #list
  end
end

local function higher(a, b)
  return a[2] > b[2] or a[2] == b[2] and sequence(a[1]) > sequence(b[1])
end

local function below(member, second)
  local from = tonumber(ARGV[3])
  return second < from or second == from and sequence(member) < tonumber(ARGV[4])
end

-- down_bound goes down the few that a bound leaves.
local function down_bound(bound)
  local members = redis.call('ZRANGEBYSCORE', bound.set, bound.least, bound.greatest)
  local list, seconds = {}, seconds_of(members)
  for i, member in ipairs(members) do
    local second = tonumber(seconds[i] or nil)
    if second and second >= lowest and below(member, second) then
      second_of[member] = seconds[i]
      list[#list + 1] = {member, second}
    end
  end
  table.sort(list, higher)
  return down_list(list)
end

-- down_several goes down several sets at once; a member may stand in more
-- than one.
local function down_several(sets)
  local walks = {}
  for _, set in ipairs(sets) do
    table.insert(walks, {set = set, next = start(set), some = {}, at = 1})
  end
  local function head(walk)
    if walk.at > #walk.some and not walk.dry then
      walk.some = redis.call('ZREVRANGE', walk.set, walk.next, walk.next + 63, 'WITHSCORES')
      walk.next, walk.at = walk.next + 64, 1
      walk.dry = #walk.some == 0
    end
    return walk.some[walk.at] and {walk.some[walk.at], tonumber(walk.some[walk.at + 1]), walk.some[walk.at + 1]}
  end
  local function pass()
    local top
    for _, walk in ipairs(walks) do
      local first = head(walk)
      if first and (not top or higher(first, top)) then
        top = first
      end
    end
    if not top or top[2] < lowest then
      return nil
    end
    second_of[top[1]] = top[3]
    for _, walk in ipairs(walks) do
      if walk.some[walk.at] == top[1] then
        walk.at = walk.at + 2
      end
    end
    return top[1]
  end
  return function(n)
    local members = {}
    while #members < n do
      local member = pass()
      if not member then
        return members, false
      end
      members[#members + 1] = member
    end
    return members, true
  end
end

local take
if tightest then
  take = down_bound(tightest)
elseif #smallest.sets == 1 then
  take = down_one(smallest.sets[1])
else
  take = down_several(smallest.sets)
end

local found, looked, step = {0, '', ''}, 0, math.min(2 * most, 64)
while looked < look do
  local members, more = take(step)
  looked, step = looked + #members, math.min(4 * step, 500)
  for _, member in ipairs(meet_all(members)) do
    table.insert(found, second_of[member])
    table.insert(found, member)
    if #found == 3 + 2 * most then
      -- There may be more of these.
      found[2], found[3] = second_of[member], member
      return found
    end
  end
  if not more then
    found[1] = 1
    return found
  end
  found[2], found[3] = second_of[members[#members]], members[#members]
end
return found
