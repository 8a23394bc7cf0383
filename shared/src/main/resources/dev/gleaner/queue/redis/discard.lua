-- Lets go of entries of the held hash that are void. ARGV[4..] entries. Nothing was started for them, so the delay that their
-- claims began on their hosts is over. Returns how many were held.
local now, count = now_ms(), 0
for i = 4, #ARGV do
  local claimed = let_go(ARGV[i])
  if claimed then
    count = count + 1
    local _, _, host = parse(ARGV[i])
    local delay = delay_of(host, now)
    -- Not a pause that was made since.
    if host ~= '' and delay > 0 and redis.call('HGET', PACE, host) == ms(claimed + delay) then
      redis.call('HDEL', PACE, host)
    end
  end
end
fill_hosts(now)
return count
