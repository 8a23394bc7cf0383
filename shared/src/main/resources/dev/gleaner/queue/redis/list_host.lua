-- Lists host ARGV[4], if entries wait for it and nothing leads to them; the next claim looks at it. Returns how many.
local host = ARGV[4]
if redis.call('ZSCORE', HOSTS, host) then
  return 0
end
local count = redis.call('ZCARD', WAITING .. host)
if count > 0 then
  redis.call('ZADD', HOSTS, ms(now_ms()), host)
  wake()
end
return count
