-- Moves up to 256 entries of the dead incarnation ARGV[4] to the claim end of the high list, marked; the lease goes
-- with the last of them. Expiry is checked again here, so any number of reapers may try at once.
-- Returns how many left it, or -1 if the incarnation lives.
local now = now_ms()
if leased(ARGV[4], now) then
  return -1
end
local revived, moved = {}, 0
for _, entry in ipairs(redis.call('HKEYS', HELD)) do
  if moved >= 256 then
    break
  end
  let_go(entry)
  moved = moved + 1
  if malformed(entry) then
    set_aside(entry)
  else
    revived[#revived + 1] = string.gsub(entry, '!$', '') .. '!'
  end
end
fill_hosts(now)
-- Last, so that they are claimed before what waited for their hosts.
for _, entry in ipairs(revived) do
  redis.call('RPUSH', HIGH, entry)
end
if redis.call('HLEN', HELD) == 0 then
  redis.call('ZREM', CONSUMERS, ARGV[4])
end
if #revived > 0 then
  wake()
end
return moved
