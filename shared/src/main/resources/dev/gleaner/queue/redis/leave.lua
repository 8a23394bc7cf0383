-- Ends the lease of incarnation ARGV[4]. What it still holds is left to the reaper. Returns 1 if it held nothing.
if redis.call('HLEN', HELD) == 0 then
  redis.call('ZREM', CONSUMERS, ARGV[4])
  return 1
end
redis.call('ZADD', CONSUMERS, ms(now_ms()), ARGV[4])
return 0
