-- Makes a report be found by its tokens, and no longer by those it had.
--
-- KEYS   1 the record of what it is found by
--        2 and on, the sets that it leaves, then those that it enters
-- ARGV   1 the version in the record that was read, '' for none
--        2 the version of the report   3 what follows it in the record
--        4 the report's member   5 how many sets it leaves
--        6 and on, its score in each set that it enters
-- Output 'ok'; 'changed' where the record is no longer the one that was read
-- Again  finds its own version there and writes it once more
local version = string.match(redis.call('GET', KEYS[1]) or '', '^%d+') or ''
if version ~= ARGV[1] and version ~= ARGV[2] then
  return 'changed'
end
local leaves = tonumber(ARGV[5])
for i = 2, 1 + leaves do
  redis.call('ZREM', KEYS[i], ARGV[4])
end
for i = 2 + leaves, #KEYS do
  redis.call('ZADD', KEYS[i], ARGV[4 + i - leaves], ARGV[4])
end
redis.call('SET', KEYS[1], ARGV[2] .. ' ' .. ARGV[3])
return 'ok'
