-- Nothing of host ARGV[4] is handed out before ARGV[5] (ms); a longer pause stays. Returns the time that holds.
local held = tonumber(redis.call('HGET', PACE, ARGV[4]) or '0')
local until_ms = math.max(held, tonumber(ARGV[5]))
redis.call('HSET', PACE, ARGV[4], ms(until_ms))
if redis.call('EXISTS', WAITING .. ARGV[4]) == 1 then
  redis.call('ZADD', HOSTS, ms(until_ms), ARGV[4])
end
return ms(until_ms)
