-- Lets go of entries of the held hash that are void. ARGV[4..] entries. Nothing was started for them, so the delay that their
-- claims began on their hosts is over. Returns how many were held.
local now, count = now_ms(), 0
for i = 4, #ARGV do
  local claimed = redis.call('HGET', HELD, ARGV[i])
  if claimed then
    redis.call('HDEL', HELD, ARGV[i])
    count = count + 1
    leave_host(ARGV[i])
    local _, _, host = parse(ARGV[i])
    local delay = delay_of(host, now)
    -- Not a pause that was made since.
    if host ~= '' and delay > 0 and redis.call('HGET', PACE, host) == ms(tonumber(claimed) + delay) then
      redis.call('HDEL', PACE, host)
    end
  end
end
fill_hosts(now)
return count
