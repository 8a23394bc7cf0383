-- Lets go of entries of the held hash. ARGV[4..] entries. Returns how many were held.
local now, count = now_ms(), 0
for i = 4, #ARGV do
  if redis.call('HDEL', HELD, ARGV[i]) == 1 then
    count = count + 1
    leave_host(ARGV[i])
  end
end
fill_hosts(now)
return count
