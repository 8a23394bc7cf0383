-- Hands out up to ARGV[5] entries to incarnation ARGV[4]; ARGV[6] and ARGV[7] are the ages in ms at which the medium
-- and the low list get one of eight turns. Looks at no more than 256 entries.
-- Returns {'FENCED'} without a valid lease, else {'OK', ms until something is due or '', 1 if more lies in the lists, the
-- hosts among the entries whose good answers are counted, separated by blanks, entry...}.
local incarnation, want = ARGV[4], tonumber(ARGV[5])
local aged = {0, tonumber(ARGV[6]), tonumber(ARGV[7])}
local now = now_ms()
if not leased(incarnation, now) then
  return {'FENCED'}
end

for _, entry in ipairs(redis.call('ZRANGEBYSCORE', DELAYED, '-inf', ms(now), 'LIMIT', 0, 100)) do
  redis.call('ZREM', DELAYED, entry)
  redis.call('LPUSH', HIGH, entry)
end
for _, host in ipairs(redis.call('ZRANGEBYSCORE', HOSTS, '-inf', ms(now), 'LIMIT', 0, 50)) do
  come_back(host, usual(host, now), now)
end

local function is_aged(lane)
  local oldest = redis.call('LINDEX', LISTS[lane], -1)
  if not oldest then
    return false
  end
  local _, enqueued = parse(oldest)
  return now - enqueued > aged[lane]
end

-- What is no entry goes aside, but no more of it at once than entries are looked at.
local aside = 0
local function rpop(list)
  local entry = redis.call('RPOP', list)
  while entry and malformed(entry) and aside < 256 do
    set_aside(entry)
    aside = aside + 1
    entry = redis.call('RPOP', list)
  end
  return entry
end

-- Turn 4 of 8 belongs to an aged medium list, turn 8 to an aged low one; all others go in strict order.
local function pop(turn)
  local first = nil
  if turn % 8 == 4 and is_aged(2) then
    first = 2
  elseif turn % 8 == 0 and is_aged(3) then
    first = 3
  end
  if first then
    return rpop(LISTS[first]), first
  end
  for lane = 1, 3 do
    local entry = rpop(LISTS[lane])
    if entry then
      return entry, lane
    end
  end
  return nil, nil
end

local taken, counted, known = {}, {}, {}
local turn = tonumber(redis.call('HGET', META, 'turn') or '0') + 1
local looked = 0
while #taken < want and looked < 256 do
  local entry, lane = pop(turn)
  if not entry then
    break
  end
  looked = looked + 1
  local _, _, host = parse(entry)
  local closed = closed_until(host, now)
  local slow = slowness(host, now)
  if host ~= '' and (closed > 0 or running(host) >= share(slow, host, now)) then
    local arrival = redis.call('HINCRBY', META, 'arrivals', 1)
    redis.call('ZADD', WAITING .. host, ms(lane * LANE_SPAN + arrival), entry)
    redis.call('ZADD', HOSTS, closed > 0 and ms(closed) or '+inf', host)
  else
    if host ~= '' then
      redis.call('HINCRBY', RUNNING, host, 1)
      local delay = delay_of(host, now)
      if delay > 0 then
        redis.call('HSET', PACE, host, ms(now + delay))
      end
      if slow and not known[host] then
        known[host] = true
        counted[#counted + 1] = host
      end
    end
    redis.call('HSET', HELD, entry, ms(now))
    taken[#taken + 1] = entry
    turn = turn + 1
  end
end
redis.call('HSET', META, 'turn', ms((turn - 1) % 8))

local more = redis.call('LLEN', HIGH) + redis.call('LLEN', MEDIUM) + redis.call('LLEN', LOW)
if more > 0 then
  wake()
end
local due = ''
for _, key in ipairs({DELAYED, HOSTS}) do
  local head = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  if head[2] and head[2] ~= 'inf' then
    local left = math.max(0, tonumber(head[2]) - now)
    if due == '' or left < tonumber(due) then
      due = ms(left)
    end
  end
end
local answer = {'OK', due, more > 0 and '1' or '0', table.concat(counted, ' ')}
for _, entry in ipairs(taken) do
  answer[#answer + 1] = entry
end
return answer
