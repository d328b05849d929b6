-- Runs commands of one tag as one act.
--
-- KEYS: those of the commands
-- ARGV: of each command: of how many words it is, the words
-- Output: ok
--
-- Again: each command writes the same once more.
local at = 1
while at <= #ARGV do
  local words = tonumber(ARGV[at])
  redis.call(unpack(ARGV, at + 1, at + words))
  at = at + words + 1
end
return 'ok'
