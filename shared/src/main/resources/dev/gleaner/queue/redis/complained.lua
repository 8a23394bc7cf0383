-- An address of host ARGV[4], the article ARGV[5], was answered 429 or 503, ARGV[6]. ARGV[7] ms that it asked to wait, 0 if
-- it did not say. ARGV[8] is 1 if that was the robots.txt, which speaks for the host.
-- A single address delays itself alone; the host is slowed when it says how long to wait, when ARGV[9] addresses complain
-- within ARGV[10] ms and at least one in four that answered, or when the first answer after a pause is a complaint again.
-- Then it has half as many fetches at a time, and a pause: as long as it asked, else ARGV[11] ms, doubled with each in a row
-- up to ARGV[12] ms, and longer by ARGV[13] thousandths of itself. ARGV[14] ms after the pause all is forgiven.
-- Complaints that come while the host is paused belong to the fetches that were under way and count no further.
-- Returns {ms until the end of the pause, ms after it that the article should wait}; the first is 0 if the host is not
-- paused for it. The second is as long as a pause of our own, and 0 if the host said itself how long to wait.
local host, article, status, asked, robots = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8] == '1'
local enough, window, base, cap = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local jitter, quiet = tonumber(ARGV[13]), tonumber(ARGV[14])
local now = now_ms()
local slow = slowness(host, now)
  or {most = 0, pauses = 0, good = 0, rise = 0, seen = 0, ends = 0, forget = now + window, why = 0, status = 0, number = 0}
local complaints = COMPLAINTS .. host

local function stop(length, why, number)
  local until_ms = pause(host, now + length)
  slow.ends, slow.forget = until_ms, until_ms + quiet
  slow.why, slow.status, slow.number = why, status, number
  remember(host, slow)
  return {ms(until_ms - now), why == 1 and ms(length) or '0'}
end

local why = robots and 3 or 2
if slow.ends > now then
  if asked == 0 or now + asked <= slow.ends then
    return {ms(slow.ends - now), slow.why == 1 and ms(slow.ends - now) or '0'}
  end
  return stop(asked, why, asked)
end

local addresses = 0
if asked == 0 and not (slow.most > 0 and slow.good == 0) then
  if redis.call('SCARD', complaints) == 0 then
    slow.seen = slow.good
    slow.forget = math.max(slow.forget, now + window)
    redis.call('SADD', complaints, article)
    redis.call('PEXPIRE', complaints, window)
  else
    redis.call('SADD', complaints, article)
  end
  addresses = redis.call('SCARD', complaints)
  if addresses < enough or slow.good - slow.seen > 3 * addresses then
    remember(host, slow)
    return {'0', '0'}
  end
end

redis.call('DEL', complaints)
slow.most = math.max(1, math.floor(share(slow, host, now) / 2))
slow.good, slow.seen, slow.rise = 0, 0, slow.most
if asked > 0 then
  return stop(asked, why, asked)
end
local length = math.min(cap, base * 2 ^ math.min(slow.pauses, 30))
length = math.min(cap, length + math.floor(length * jitter / 1000))
slow.pauses = slow.pauses + 1
-- The first answer after a pause is one address; what it confirms was said by several.
return stop(length, 1, math.max(addresses, slow.why == 1 and slow.number or 1))
