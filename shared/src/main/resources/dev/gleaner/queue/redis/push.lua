-- Puts new entries at the back of their lists. ARGV[4..] entries, at most 1,000.
-- Returns how many were pushed.
for i = 4, #ARGV do
  local lane = parse(ARGV[i])
  redis.call('LPUSH', LISTS[lane], ARGV[i])
end
wake()
return #ARGV - 3
