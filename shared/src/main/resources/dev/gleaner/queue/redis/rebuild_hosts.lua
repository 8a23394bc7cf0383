-- Counts the running entries of every host anew from what is held and has not left its host, and lets waiting entries
-- come back where there is room. ARGV[4] prefix of the held hashes, ARGV[5..] every incarnation with a lease. Held entries
-- are bounded by the fleet's concurrency, so one call stays short. Returns the number of hosts whose count was wrong.
local prefix, now = ARGV[4], now_ms()
local counts, wrong = {}, 0
for i = 5, #ARGV do
  local held = redis.call('HGETALL', prefix .. ARGV[i])
  for j = 1, #held, 2 do
    local _, _, host = parse(held[j])
    if host ~= '' and not has_left(held[j + 1]) then
      counts[host] = (counts[host] or 0) + 1
    end
  end
end
local stored = redis.call('HGETALL', RUNNING)
for i = 1, #stored, 2 do
  local host, count = stored[i], tonumber(stored[i + 1])
  if counts[host] ~= count then
    wrong = wrong + 1
    if counts[host] then
      redis.call('HSET', RUNNING, host, counts[host])
    else
      redis.call('HDEL', RUNNING, host)
    end
  end
  counts[host] = nil
end
for host, count in pairs(counts) do
  wrong = wrong + 1
  redis.call('HSET', RUNNING, host, count)
end
-- Paces that are over go when their host is met again; those of hosts that never come back go here, some at a time.
local page = redis.call('HSCAN', PACE, redis.call('HGET', META, 'pace_cursor') or '0', 'COUNT', 500)
for i = 1, #page[2], 2 do
  if tonumber(page[2][i + 1]) <= now then
    redis.call('HDEL', PACE, page[2][i])
  end
end
redis.call('HSET', META, 'pace_cursor', page[1])
local back = 0
-- The same for hosts that were slowed; what waits for one gets back the slots that it did not have.
page = redis.call('HSCAN', SLOWED, redis.call('HGET', META, 'slowed_cursor') or '0', 'COUNT', 500)
for i = 1, #page[2], 2 do
  local host = page[2][i]
  if not slowness(host, now) then
    redis.call('HDEL', SLOWED, host)
    back = back + come_back(host, usual(host, now), now)
  end
end
redis.call('HSET', META, 'slowed_cursor', page[1])
for _, host in ipairs(redis.call('ZRANGE', HOSTS, 0, 999)) do
  if running(host) == 0 then
    back = back + come_back(host, usual(host, now), now)
  end
end
if back > 0 then
  wake()
end
return wrong
