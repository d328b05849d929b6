-- What stands of subscribers under a tag. A script that begins with this has
-- these keys first.
local subscribers, claims, dues, waiting, later = unpack(KEYS, 1, 5)

-- A subscriber is written as its version, its due and its settings; the first
-- two have sixteen characters each, and a due that is none is no number.
local function versionOf(written) return string.sub(written or '', 1, 16) end

local function dueOf(written)
  local due = string.sub(written or '', 17, 32)
  if #due == 16 and string.find(due, '^%x+$') then return due end
end

-- place keeps the index in step with a subscriber, of which is given how it was
-- written and how it is: who is due stands in dues, or in waiting where it was
-- given back for later, or nowhere while a claim that has not run out holds it.
local function place(address, before, after)
  local was, is, index = dueOf(before), dueOf(after), dues
  local claim = redis.call('HGET', claims, address)
  if claim and not string.find(claim, '^%d+ %d+ %- ') then
    index = nil
  elseif redis.call('ZSCORE', later, address) then
    index = waiting
  end
  if is and index then redis.call('ZADD', index, 0, is .. address) end
  for _, other in ipairs({dues, waiting}) do
    if was and (other ~= index or was ~= is) then redis.call('ZREM', other, was .. address) end
  end
end
