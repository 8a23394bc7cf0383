-- Ends the pause of host ARGV[4] and forgets what led to it; ARGV[5] is the prefix under which earlier versions counted. A
-- Crawl-delay stays. Returns 1 if it was paused or slowed.
local host, now = ARGV[4], now_ms()
local known = closed_until(host, now) > 0 or slowness(host, now) ~= nil
redis.call('HDEL', PACE, host)
redis.call('HDEL', SLOWED, host)
redis.call('DEL', COMPLAINTS .. host, ARGV[5] .. host)
if come_back(host, usual(host, now), now) > 0 then
  wake()
end
return known and 1 or 0
