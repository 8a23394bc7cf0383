-- Moves up to 256 elements of the dead incarnation ARGV[4] to the claim end of the high list, marked; the lease goes
-- with the last of them. Expiry is checked again here, so any number of reapers may try at once.
-- Returns how many were moved, or -1 if the incarnation lives.
local now = now_ms()
if leased(ARGV[4], now) then
  return -1
end
local count = 0
for _, element in ipairs(redis.call('HKEYS', HELD)) do
  if count >= 256 then
    break
  end
  redis.call('HDEL', HELD, element)
  leave_host(element, now)
  local marked = string.gsub(element, '!$', '') .. '!'
  redis.call('RPUSH', HIGH, marked)
  count = count + 1
end
if redis.call('HLEN', HELD) == 0 then
  redis.call('ZREM', CONSUMERS, ARGV[4])
end
if count > 0 then
  wake()
end
return count
