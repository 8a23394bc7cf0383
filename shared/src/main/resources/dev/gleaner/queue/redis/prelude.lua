-- What every script starts with: the names of its keys and arguments, and how a host is entered and left.
-- KEYS are declared by QueueKeys.forScripts. What belongs to a single host (WAITING, CRAWL, COMPLAINTS, OWN) is named here by a
-- prefix and the host, because which hosts a claim meets is known only inside it; the prefixes carry the same hash tag,
-- hence the names lie in the same slot.
-- ARGV[1] prefix of the waiting sets, ARGV[2] fetches at a time per host, ARGV[3] ms between two starts on a host.
local HIGH, MEDIUM, LOW, DELAYED, HOSTS, RUNNING, PACE, WAKE, META, CONSUMERS, HELD, CRAWL, SLOWED, COMPLAINTS, OWN, ORDERS =
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

-- What is known of a host that asks for less, or of which one address did; nil of any other. Its numbers are those of
-- SLOW, all whole and joined by |. Most hosts have none, so the hash is asked for only if there is one.
--   most      fetches at a time; 0 while the host is only watched and has its full share
--   pauses    in a row, not forgiven yet
--   good      answers since the last pause, or since it is watched
--   rise      how many of them raise what it may have
--   seen      how many of them there were when the window of complaints began
--   ends      end of the last pause
--   forget    when all of this is over
--   why       1: several addresses said so, 2: Retry-After, 3: its robots.txt
--   status    429 or 503
--   number    of addresses, or ms of Retry-After
local SLOW = {'most', 'pauses', 'good', 'rise', 'seen', 'ends', 'forget', 'why', 'status', 'number'}
local any_slowed = nil

local function slowness(host, now)
  if any_slowed == nil then
    any_slowed = redis.call('EXISTS', SLOWED) == 1
  end
  local text = any_slowed and redis.call('HGET', SLOWED, host)
  if not text then
    return nil
  end
  local slow, i = {}, 0
  for number in string.gmatch(text, '%d+') do
    i = i + 1
    slow[SLOW[i] or 'more'] = tonumber(number)
  end
  if i < #SLOW or slow.forget <= now then
    return nil
  end
  return slow
end

local function remember(host, slow)
  local numbers = {}
  for i, name in ipairs(SLOW) do
    numbers[i] = ms(slow[name])
  end
  redis.call('HSET', SLOWED, host, table.concat(numbers, '|'))
  any_slowed = true
end

-- The pace that jobs have asked for on a host: delay|most|learned|ends, in ms. Nil if none has; the second is true if the last
-- one is over and nobody has seen that yet.
local function own_pace(host, now)
  local text = redis.call('GET', OWN .. host)
  local delay, most, learned, ends = string.match(text or '', '^(%d+)|(%d+)|(%d+)|(%d+)$')
  if not delay or tonumber(ends) <= now then
    return nil, text
  end
  return {delay = tonumber(delay), most = tonumber(most), learned = tonumber(learned), ends = tonumber(ends)}, false
end

-- What an operator has ordered of a host: revision|until|delay|most, in ms; delay -1 and most 0 say nothing. Nil if nothing is.
-- Most queues have none, so the hash is asked for only if there is one.
local any_ordered = nil

local function ordered(host)
  if any_ordered == nil then
    any_ordered = redis.call('EXISTS', ORDERS) == 1
  end
  local text = any_ordered and redis.call('HGET', ORDERS, host)
  local until_ms, delay, most = string.match(text or '', '^%d+|(%d+)|(%-?%d+)|(%d+)$')
  if not until_ms then
    return nil
  end
  return {until_ms = tonumber(until_ms), delay = tonumber(delay), most = tonumber(most)}
end

-- Fetches at a time that the fleet may have on a host that is not slowed: an operator's word stands in the place of all others.
local function usual(host, now)
  local order = ordered(host)
  if order and order.most > 0 then
    return order.most
  end
  local own = own_pace(host, now)
  return own and own.most or HOST_MAX
end

-- The same of a host as it is.
local function share(slow, host, now)
  local most = usual(host, now)
  if slow and slow.most > 0 then
    return math.min(most, slow.most)
  end
  return most
end

-- The time before which nothing of this host may start; 0 when it is open.
local function closed_until(host, now)
  local until_ms = tonumber(redis.call('HGET', PACE, host) or '0')
  local order = ordered(host)
  if until_ms <= now then
    if until_ms > 0 then
      redis.call('HDEL', PACE, host)
    end
    until_ms = 0
  end
  if order and order.until_ms > now then
    return math.max(until_ms, order.until_ms)
  end
  return until_ms
end

-- ms between two starts on a host: the delay of the fleet, of jobs or of an operator, or what its robots.txt asks for if that is
-- more.
local function delay_of(host, now)
  local crawl = redis.call('GET', CRAWL .. host)
  local order = ordered(host)
  local own = own_pace(host, now)
  local asked = own and own.delay or HOST_DELAY
  if order and order.delay >= 0 then
    asked = order.delay
  end
  return math.max(asked, crawl and tonumber(string.match(crawl, '^%d+')) or 0)
end

-- Nothing of a host is handed out before then; a longer pause stays. Returns the time that holds.
local function pause(host, until_ms)
  until_ms = math.max(until_ms, tonumber(redis.call('HGET', PACE, host) or '0'))
  redis.call('HSET', PACE, host, ms(until_ms))
  if redis.call('EXISTS', WAITING .. host) == 1 then
    redis.call('ZADD', HOSTS, ms(closed_until(host, now_ms())), host)
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
  local _, over = own_pace(host, now)
  if over then
    -- While it held there were fewer slots, and each of them brings back one entry: now all others do, too.
    redis.call('DEL', OWN .. host)
    limit = usual(host, now)
  end
  limit = math.min(limit, share(slowness(host, now), host, now) - running(host))
  local delay = delay_of(host, now)
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

-- HELD says of each entry when it was claimed, in ms; with a minus before it once its host was left because the last byte
-- of the answer was read, so that no slot is freed twice.
local function has_left(claimed)
  return string.sub(claimed, 1, 1) == '-'
end

-- Takes an entry out of HELD and frees the slot that it still has. Returns when it was claimed; nil if it is not held.
local function let_go(entry)
  local claimed = redis.call('HGET', HELD, entry)
  if not claimed then
    return nil
  end
  redis.call('HDEL', HELD, entry)
  if not has_left(claimed) then
    leave_host(entry)
  end
  return tonumber((string.gsub(claimed, '^%-', ''))) or 0
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
