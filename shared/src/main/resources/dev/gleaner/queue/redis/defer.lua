-- Moves held entries to the delayed set. ARGV[4..] pairs of entry and due time in ms. Returns how many were held.
-- The mark of a dead consumer goes: whoever deferred it has met its task waiting, not running.
local now, count = now_ms(), 0
for i = 4, #ARGV, 2 do
  if let_go(ARGV[i]) then
    count = count + 1
    local plain = string.gsub(ARGV[i], '!$', '')
    redis.call('ZADD', DELAYED, ARGV[i + 1], plain)
    if redis.call('ZRANGE', DELAYED, 0, 0)[1] == plain then
      wake()
    end
  end
end
fill_hosts(now)
return count
