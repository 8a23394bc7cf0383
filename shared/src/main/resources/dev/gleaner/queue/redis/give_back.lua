-- Puts held entries back to the claim end of their lists. ARGV[4..] entries. Returns how many were held.
local now, count = now_ms(), 0
for i = 4, #ARGV do
  if let_go(ARGV[i]) then
    count = count + 1
    local lane = parse(ARGV[i])
    redis.call('RPUSH', LISTS[lane], ARGV[i])
  end
end
fill_hosts(now)
if count > 0 then
  wake()
end
return count
