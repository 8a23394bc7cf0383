-- Compares the running counts with what is held, at one instant; writes nothing. KEYS[1] running, KEYS[2] consumers,
-- ARGV[1] prefix of the held hashes. Held entries are bounded by the fleet's concurrency, so the call stays short. An entry
-- whose time has a minus before it has left its host already.
-- Returns host and surplus of each host whose count is wrong.
local counts = {}
for _, incarnation in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local held = redis.call('HGETALL', ARGV[1] .. incarnation)
  for i = 1, #held, 2 do
    local host = string.match(held[i], '^[^|]*|[^|]*|[^|]*|[^|]*|([^!]*)')
    if host and host ~= '' and string.sub(held[i + 1], 1, 1) ~= '-' then
      counts[host] = (counts[host] or 0) - 1
    end
  end
end
local stored = redis.call('HGETALL', KEYS[1])
for i = 1, #stored, 2 do
  counts[stored[i]] = (counts[stored[i]] or 0) + tonumber(stored[i + 1])
end
local wrong = {}
for host, surplus in pairs(counts) do
  if surplus ~= 0 then
    wrong[#wrong + 1] = host
    wrong[#wrong + 1] = tostring(surplus)
  end
end
return wrong
