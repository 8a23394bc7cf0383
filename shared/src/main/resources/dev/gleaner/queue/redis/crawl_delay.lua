-- Tells the fleet the Crawl-delay of host ARGV[5], ARGV[6] ms, for ARGV[7] ms. ARGV[4] is the held entry of whoever
-- read it. Returns 1 if that entry may be fetched now: because it is the first, or was claimed when the delay held
-- already; else 0, and it has to be given back.
local entry, host, delay = ARGV[4], ARGV[5], tonumber(ARGV[6])
local now = now_ms()
local known = redis.call('GET', CRAWL .. host)
local before, learned = string.match(known or '', '^(%d+)|(%d+)$')
if not before then
  redis.call('SET', CRAWL .. host, ms(delay) .. '|' .. ms(now), 'PX', ARGV[7])
  pause(host, now + delay)
  return 1
end
if tonumber(before) ~= delay then
  redis.call('SET', CRAWL .. host, ms(delay) .. '|' .. learned, 'PX', ARGV[7])
end
-- Nothing of the host is handed out in the millisecond in which the delay is learned, so an equal time is one before it.
local claimed = tonumber(redis.call('HGET', HELD, entry) or '0')
return claimed > tonumber(learned) and 1 or 0
