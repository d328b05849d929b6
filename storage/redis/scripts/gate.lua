-- An act under a lease is refused once another owner has taken the lease. Its
-- key stands after all others, the lease and its fence after all other
-- arguments; the script itself does not see them.
do
  local fence, lease = tonumber(table.remove(ARGV)), table.remove(ARGV)
  local raised = redis.call('HGET', table.remove(KEYS), lease)
  if raised and tonumber(raised) > fence then return redis.error_reply('LOST the lease is another owner\'s') end
end
