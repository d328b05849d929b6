-- Counts a report for its names, and no longer for those it had.
--
-- KEYS   1 the record of the names that it is counted for
--        2 names by use   3 words of names
--        4 and on, for each name the set of its reports, then for each of its
--        words the names that hold it
-- ARGV   1 the version in the record that was read, '' for none
--        2 the version of the report   3 what follows it in the record
--        4 the report's member   5 its Published
--        6 and on, for each name '+' or '-', the name, the number of its words,
--        and those
-- Output 'ok'; 'changed' where the record is no longer the one that was read
-- Again  finds its own version there and writes it once more
local version = string.match(redis.call('GET', KEYS[1]) or '', '^%d+') or ''
if version ~= ARGV[1] and version ~= ARGV[2] then
  return 'changed'
end
local key, at = 4, 6
while at <= #ARGV do
  local name, words = ARGV[at + 1], tonumber(ARGV[at + 2])
  if ARGV[at] == '+' then
    redis.call('ZADD', KEYS[key], ARGV[5], ARGV[4])
  else
    redis.call('ZREM', KEYS[key], ARGV[4])
  end
  local uses = redis.call('ZCARD', KEYS[key])
  -- Most used come first where scores ascend.
  if uses > 0 then
    redis.call('ZADD', KEYS[2], -uses, name)
  else
    redis.call('ZREM', KEYS[2], name)
  end
  for w = 1, words do
    local word, set = ARGV[at + 2 + w], KEYS[key + w]
    if uses > 0 then
      redis.call('ZADD', set, -uses, name)
      redis.call('ZADD', KEYS[3], 0, word)
    else
      redis.call('ZREM', set, name)
      if redis.call('EXISTS', set) == 0 then
        redis.call('ZREM', KEYS[3], word)
      end
    end
  end
  key, at = key + 1 + words, at + 3 + words
end
redis.call('SET', KEYS[1], ARGV[2] .. ' ' .. ARGV[3])
return 'ok'
