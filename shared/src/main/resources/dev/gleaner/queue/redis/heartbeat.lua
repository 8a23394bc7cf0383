-- Extends the lease of incarnation ARGV[4] to ARGV[5] ms from now. Returns 1, or 0 when it has none or it is over:
-- an ended lease is never revived, because its entries may already have been given away.
local now = now_ms()
if not leased(ARGV[4], now) then
  return 0
end
redis.call('ZADD', CONSUMERS, ms(now + tonumber(ARGV[5])), ARGV[4])
return 1
