-- Writes a source, if it is still as it was read.
--
-- KEYS   1 sources   2 their ids   3 when they are due   4 until when they are held
-- ARGV   1 id   2 the value that was read, '' for none   3 the value
--        4 when it is due, '' for never   5 '1' if its claim ends
-- Output 'ok'; 'changed' where it is no longer as it was read
-- Again  finds its own value there and writes it once more
local have = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if have ~= ARGV[2] and have ~= ARGV[3] then
  return 'changed'
end
put(KEYS, ARGV[1], ARGV[3], ARGV[4], ARGV[5] == '1')
return 'ok'
