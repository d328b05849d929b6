-- Saves reports with their sequences, and what reading their source came to:
-- the commit of an intake. What makes them be found is worked off from the
-- journal afterwards.
--
-- KEYS   1 what this very act came to, if it was done before
--        2 head   3 commits   4 ids   5 fingerprints   6 seen   7 records
--        8 published   9 counts   10 journal
--        11 sources   12 their ids   13 when they are due   14 until when they are held
--        15 and on, the reports
-- ARGV   1-3 how many meetings, statements and visits more than before
--        4 the source or '', 5 its value as it was read, 6 its value now, 7 when it is due
--        8 and on, eight of each report: id, version that was read, published,
--        seen, fingerprint, article, facts, text
-- Output '<head> <version>'; 'changed' where a report or the source is no
--        longer as it was read
-- Again  answers what it answered the first time, as long as that is
--        remembered (an hour)
local first, each = 15, 8
local done = redis.call('GET', KEYS[1])
if done then
  return done
end
for i = first, #KEYS do
  local version = redis.call('HGET', KEYS[i], 'version') or ''
  if version ~= ARGV[each * (i - first + 1) + 1] then
    return 'changed'
  end
end
if ARGV[4] ~= '' and redis.call('HGET', KEYS[11], ARGV[4]) ~= ARGV[5] then
  return 'changed'
end

local version = redis.call('INCR', KEYS[3])
for i = first, #KEYS do
  local at = each * (i - first + 1)
  local id, published, seen = ARGV[at], ARGV[at + 2], ARGV[at + 3]
  local seq = redis.call('HGET', KEYS[i], 'seq')
  if not seq then
    seq = redis.call('INCR', KEYS[2])
    redis.call('ZADD', KEYS[4], seq, id)
    redis.call('ZADD', KEYS[6], seen, id)
    local last = redis.call('ZREVRANGE', KEYS[7], 0, 0, 'WITHSCORES')
    if not last[2] or tonumber(last[2]) < tonumber(seen) then
      redis.call('ZADD', KEYS[7], seen, seq)
    end
  end
  redis.call('HSET', KEYS[i], 'version', version, 'seq', seq,
    'article', ARGV[at + 5], 'facts', ARGV[at + 6], 'text', ARGV[at + 7])
  redis.call('HSET', KEYS[5], id, ARGV[at + 4])
  redis.call('ZADD', KEYS[8], published, id)
  redis.call('ZADD', KEYS[10], version, seq)
end
for i, kind in ipairs({'meetings', 'statements', 'visits'}) do
  redis.call('HINCRBY', KEYS[9], kind, ARGV[i])
end
if ARGV[4] ~= '' then
  put({KEYS[11], KEYS[12], KEYS[13], KEYS[14]}, ARGV[4], ARGV[6], ARGV[7], true)
end
local result = (redis.call('GET', KEYS[2]) or '0') .. ' ' .. version
redis.call('SET', KEYS[1], result, 'EX', 3600)
return result
