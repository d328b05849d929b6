-- Refuses from now on, under one tag, whatever earlier owners of a lease do.
--
-- KEYS: gates
-- ARGV: the lease, its fence
-- Output: ok
--
-- Again: the gate is that high already.
if tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0') < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
return 'ok'
