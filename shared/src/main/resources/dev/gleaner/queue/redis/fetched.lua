-- The answers to entries ARGV[4..] were read to their last bytes: their hosts have a slot more, though the entries stay held
-- until all is written. Once for each entry. Returns how many slots were freed.
local now, count = now_ms(), 0
for i = 4, #ARGV do
  local claimed = redis.call('HGET', HELD, ARGV[i])
  if claimed and not has_left(claimed) then
    redis.call('HSET', HELD, ARGV[i], '-' .. claimed)
    leave_host(ARGV[i])
    count = count + 1
  end
end
fill_hosts(now)
return count
