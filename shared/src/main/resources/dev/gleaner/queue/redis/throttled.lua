-- Host ARGV[4] answered that it is asked too much. ARGV[5] ms that it asked to wait, 0 if it did not say; then the pause
-- is ARGV[6] ms, doubled with each time in a row up to ARGV[7] ms, and longer by ARGV[8] thousandths of itself. ARGV[9] ms
-- after the pause without another such answer all is forgiven. Answers that come while the host is paused belong to the
-- fetches that were under way and count no further. Returns the end of the pause.
local host, asked, base, cap = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local now = now_ms()
local count, paused = string.match(redis.call('GET', STRIKES .. host) or '0|0', '(%d+)|(%d+)')
count, paused = tonumber(count), tonumber(paused)
if paused > now and asked == 0 then
  return ms(pause(host, paused))
end
local length = asked
if asked == 0 then
  length = math.min(cap, base * 2 ^ math.min(count, 30))
  length = math.min(cap, length + math.floor(length * tonumber(ARGV[8]) / 1000))
  count = count + 1
end
local until_ms = pause(host, now + length)
redis.call('SET', STRIKES .. host, ms(count) .. '|' .. ms(until_ms), 'PX', ms(until_ms - now + tonumber(ARGV[9])))
return ms(until_ms)
