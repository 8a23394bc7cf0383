-- What every script starts with: the names of its keys and arguments, and how a host is entered and left.
-- KEYS are declared by QueueKeys.forScripts. What belongs to a single host (WAITING, CRAWL, STRIKES) is named here by a
-- prefix and the host, because which hosts a claim meets is known only inside it; the prefixes carry the same hash tag,
-- hence the names lie in the same slot.
-- ARGV[1] prefix of the waiting sets, ARGV[2] fetches at a time per host, ARGV[3] ms between two starts on a host.
local HIGH, MEDIUM, LOW, DELAYED, HOSTS, RUNNING, PACE, WAKE, META, CONSUMERS, HELD, CRAWL, STRIKES =
  unpack(KEYS)
local WAITING, HOST_MAX, HOST_DELAY = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local LISTS = {HIGH, MEDIUM, LOW}
local LANES = {HIGH = 1, MEDIUM = 2, LOW = 3}
local LANE_SPAN = 10000000000000

local function now_ms()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function ms(value)
  return string.format('%.0f', value)
end

-- article|version|lane|enqueued|host, and ! when it was taken from a dead consumer
local function parse(entry)
  local lane, enqueued, host = string.match(entry, '^[^|]*|[^|]*|([^|]*)|([^|]*)|([^!]*)')
  return LANES[lane] or 2, tonumber(enqueued) or 0, host or ''
end

-- What is no entry can be worked on by nobody: it goes to MALFORMED, for a person to look at, the latest 100 of them.
-- The same form as in QueueEntry.parse.
local MALFORMED = KEYS[#KEYS]

local function malformed(entry)
  local lane, enqueued = string.match(entry, '^[^|]+|[^|]+|(%u+)|(%d+)|[^|!]*!?$')
  return not lane or not LANES[lane] or #enqueued > 18 or string.find(entry, '[^ -~]') ~= nil
end

local function set_aside(entry)
  redis.call('RPUSH', MALFORMED, string.sub(entry, 1, 1000))
  redis.call('LTRIM', MALFORMED, -100, -1)
end

local function wake()
  redis.call('ZADD', WAKE, 0, 'w')
end

local function running(host)
  return tonumber(redis.call('HGET', RUNNING, host) or '0')
end

-- The time before which nothing of this host may start; 0 when it is open.
local function closed_until(host, now)
  local until_ms = tonumber(redis.call('HGET', PACE, host) or '0')
  if until_ms > now then
    return until_ms
  end
  if until_ms > 0 then
    redis.call('HDEL', PACE, host)
  end
  return 0
end

-- ms between two starts on a host: the fleet's delay, or what its robots.txt asks for if that is more.
local function delay_of(host)
  local crawl = redis.call('GET', CRAWL .. host)
  return math.max(HOST_DELAY, crawl and tonumber(string.match(crawl, '^%d+')) or 0)
end

-- Nothing of a host is handed out before then; a longer pause stays. Returns the time that holds.
local function pause(host, until_ms)
  until_ms = math.max(until_ms, tonumber(redis.call('HGET', PACE, host) or '0'))
  redis.call('HSET', PACE, host, ms(until_ms))
  if redis.call('EXISTS', WAITING .. host) == 1 then
    redis.call('ZADD', HOSTS, ms(until_ms), host)
  end
  return until_ms
end

-- Brings up to limit waiting entries of a host back to the claim end of their lists. A waiting entry comes back
-- when a slot frees, so it moves in and out once and a long queue of one host is never turned over.
local function come_back(host, limit, now)
  local waiting = WAITING .. host
  if redis.call('EXISTS', waiting) == 0 then
    redis.call('ZREM', HOSTS, host)
    return 0
  end
  local closed = closed_until(host, now)
  if closed > 0 then
    redis.call('ZADD', HOSTS, ms(closed), host)
    return 0
  end
  limit = math.min(limit, HOST_MAX - running(host))
  local delay = delay_of(host)
  if delay > 0 then
    limit = math.min(limit, 1)
  end
  local count = 0
  if limit > 0 then
    local popped = redis.call('ZPOPMIN', waiting, limit)
    for i = #popped - 1, 1, -2 do
      local lane = math.floor(tonumber(popped[i + 1]) / LANE_SPAN)
      redis.call('RPUSH', LISTS[lane] or MEDIUM, popped[i])
      count = count + 1
    end
  end
  if redis.call('EXISTS', waiting) == 0 then
    redis.call('ZREM', HOSTS, host)
  elseif delay > 0 then
    redis.call('ZADD', HOSTS, ms(now + delay), host)
  else
    redis.call('ZADD', HOSTS, '+inf', host)
  end
  return count
end

-- A held entry is let go: its host has a slot more. Who calls it ends with fill_hosts.
local freed = {}
local function leave_host(entry)
  local _, _, host = parse(entry)
  if host == '' then
    return
  end
  if redis.call('HINCRBY', RUNNING, host, -1) <= 0 then
    redis.call('HDEL', RUNNING, host)
  end
  freed[host] = (freed[host] or 0) + 1
end

-- Brings waiting entries back for the slots that were freed; together, so that they keep their order.
local function fill_hosts(now)
  local back = 0
  for host, slots in pairs(freed) do
    back = back + come_back(host, slots, now)
  end
  if back > 0 then
    wake()
  end
end

local function leased(incarnation, now)
  local ends = redis.call('ZSCORE', CONSUMERS, incarnation)
  return ends and tonumber(ends) > now
end
