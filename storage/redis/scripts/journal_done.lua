-- Takes from the journal what was worked off, unless the report was saved
-- again since.
--
-- KEYS   1 journal
-- ARGV   pairs of sequence and version
-- Output 'ok'
-- Again  finds nothing
for i = 1, #ARGV, 2 do
  local version = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if version and tonumber(version) <= tonumber(ARGV[i + 1]) then
    redis.call('ZREM', KEYS[1], ARGV[i])
  end
end
return 'ok'
