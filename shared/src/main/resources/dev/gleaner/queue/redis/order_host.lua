-- Obeys what an operator orders of host ARGV[4] in revision ARGV[5]: a pause until ARGV[6] in ms, 0 for none; ARGV[7] ms between
-- two starts, -1 for what else holds; ARGV[8] fetches at a time, 0 for what else holds. An order that is not newer than what
-- is known changes nothing. Returns 1 if it is obeyed from now on, else 0.
local host, revision, now = ARGV[4], tonumber(ARGV[5]), now_ms()
local known = tonumber(string.match(redis.call('HGET', ORDERS, host) or '', '^%d+') or '0')
if revision <= known then
  return 0
end
redis.call('HSET', ORDERS, host, table.concat({ARGV[5], ARGV[6], ARGV[7], ARGV[8]}, '|'))
any_ordered = true
if tonumber(ARGV[7]) == 0 then
  -- Else the time between two starts that held so far would hold once more.
  local slow = slowness(host, now)
  if not slow or slow.ends <= now then
    redis.call('HDEL', PACE, host)
  end
end
if come_back(host, usual(host, now), now) > 0 then
  wake()
end
return 1
