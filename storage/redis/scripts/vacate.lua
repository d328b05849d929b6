-- vacate takes an address of which nothing is kept any more out of the list.
-- kept are its own keys, beside its place among the subscribers.
local function vacate(addresses, subscribers, member, kept)
  if redis.call('HEXISTS', subscribers, member) == 0 and redis.call('EXISTS', unpack(kept)) == 0 then
    redis.call('ZREM', addresses, member)
  end
end
