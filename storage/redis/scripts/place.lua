-- place keeps the index of dues in step with a subscriber: one who is due
-- stands in free, or, while held or given back for later, in busy and until.
-- Growing writes come first, so that a server out of memory refuses the act
-- before anything is taken away.
local function place(subscriber, free, busy, till, member)
  local due, held = unpack(redis.call('HMGET', subscriber, 'due', 'held'))
  if due and due ~= '' and held then
    redis.call('ZADD', busy, due, member)
    redis.call('ZADD', till, held, member)
    redis.call('ZREM', free, member)
  elseif due and due ~= '' then
    redis.call('ZADD', free, due, member)
    redis.call('ZREM', busy, member)
    redis.call('ZREM', till, member)
  else
    redis.call('ZREM', free, member)
    redis.call('ZREM', busy, member)
    redis.call('ZREM', till, member)
  end
end
