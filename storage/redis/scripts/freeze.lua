-- Ends the claim on a subscriber and takes it out of the index of dues, as
-- its chat is being moved away.
--
-- KEYS: subscribers, claims, dues, waiting, later
-- ARGV: member
-- Output: ok
--
-- Again: it is out already.
redis.call('HDEL', claims, ARGV[1])
redis.call('ZREM', later, ARGV[1])
place(ARGV[1], redis.call('HGET', subscribers, ARGV[1]), nil)
return 'ok'
