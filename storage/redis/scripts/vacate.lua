-- vacate takes an address of which nothing is kept any more out of the list.
-- kept are its keys.
local function vacate(addresses, member, kept)
  if redis.call('EXISTS', unpack(kept)) == 0 then
    redis.call('ZREM', addresses, member)
  end
end
