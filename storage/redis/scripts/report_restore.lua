-- Puts reports back under sequences that they bring.
--
-- KEYS   1 what this very act came to, if it was done before
--        2 head   3 commits   4 ids   5 fingerprints   6 seen   7 records
--        8 published   9 counts   10 journal
--        11 and on, the reports
-- ARGV   1-3 how many meetings, statements and visits more than before
--        4 and on, nine of each report: id, version that was read, published,
--        seen, fingerprint, article, facts, text, sequence
-- Output '<head> <version>'; 'changed' where a report is no longer as it was
--        read; {id of the one whose sequence is taken, id of the holder}
-- Again  answers what it answered the first time, as long as that is
--        remembered (an hour)
local first, each, begin = 11, 9, 4
local done = redis.call('GET', KEYS[1])
if done then
  return done
end

-- The records are the reports that were seen later than all of lower
-- sequences: both grow along them. place tells how many records have a lower
-- sequence than this.
local function place(seq)
  local low, high = 0, redis.call('ZCARD', KEYS[7])
  while low < high do
    local middle = math.floor((low + high) / 2)
    if tonumber(redis.call('ZRANGE', KEYS[7], middle, middle)[1]) < seq then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

local function record(at)
  return redis.call('ZRANGE', KEYS[7], at, at, 'WITHSCORES')
end

local function note(seq, seen)
  local at = place(seq)
  if at > 0 and tonumber(record(at - 1)[2]) >= seen then
    return
  end
  local outdone = record(at)
  while outdone[1] and tonumber(outdone[2]) <= seen do
    redis.call('ZREM', KEYS[7], outdone[1])
    outdone = record(at)
  end
  redis.call('ZADD', KEYS[7], seen, seq)
end

-- forget takes a report out of the order of sequences; what it outdid may be
-- records then.
local function forget(id, seq)
  redis.call('ZREM', KEYS[4], id)
  if redis.call('ZREM', KEYS[7], seq) == 0 then
    return
  end
  local following = record(place(tonumber(seq)))[1]
  local upto = following and '(' .. following or '+inf'
  local outdone = redis.call('ZRANGEBYSCORE', KEYS[4], '(' .. seq, upto, 'WITHSCORES')
  for i = 1, #outdone, 2 do
    note(tonumber(outdone[i + 1]), tonumber(redis.call('ZSCORE', KEYS[6], outdone[i])))
  end
end

local place_of, holder_of = {}, {}
for i = first, #KEYS do
  local at = begin + each * (i - first)
  local id, seq = ARGV[at], ARGV[at + 8]
  if (redis.call('HGET', KEYS[i], 'version') or '') ~= ARGV[at + 1] then
    return 'changed'
  end
  local holder = holder_of[seq]
  if not holder then
    holder = redis.call('ZRANGEBYSCORE', KEYS[4], seq, seq)[1]
    if holder and place_of[holder] then
      holder = nil -- an earlier one of these, that leaves it
    end
  end
  if holder and holder ~= id then
    return {id, holder}
  end
  place_of[id], holder_of[seq] = seq, id
end

local version = redis.call('INCR', KEYS[3])
for i = first, #KEYS do
  local at = begin + each * (i - first)
  local id, published, seen, seq = ARGV[at], ARGV[at + 2], ARGV[at + 3], ARGV[at + 8]
  local old = redis.call('HGET', KEYS[i], 'seq')
  if old then
    forget(id, old)
    redis.call('ZADD', KEYS[10], version, old)
  end
  redis.call('ZADD', KEYS[4], seq, id)
  redis.call('ZADD', KEYS[6], seen, id)
  note(tonumber(seq), tonumber(seen))
  redis.call('HSET', KEYS[i], 'version', version, 'seq', seq,
    'article', ARGV[at + 5], 'facts', ARGV[at + 6], 'text', ARGV[at + 7])
  redis.call('HSET', KEYS[5], id, ARGV[at + 4])
  redis.call('ZADD', KEYS[8], published, id)
  redis.call('ZADD', KEYS[10], version, seq)
end
for i, kind in ipairs({'meetings', 'statements', 'visits'}) do
  redis.call('HINCRBY', KEYS[9], kind, ARGV[i])
end
local highest = redis.call('ZREVRANGE', KEYS[4], 0, 0, 'WITHSCORES')[2] or '0'
redis.call('SET', KEYS[2], highest)
local result = highest .. ' ' .. version
redis.call('SET', KEYS[1], result, 'EX', 3600)
return result
