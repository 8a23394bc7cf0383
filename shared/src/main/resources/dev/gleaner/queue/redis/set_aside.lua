-- Sets aside what incarnation ARGV[4] holds and what is no entry: nobody could work on it, and as long as it is held its
-- host has a slot less. Held entries are bounded by the concurrency of a consumer. Returns how many.
local now, count = now_ms(), 0
for _, entry in ipairs(redis.call('HKEYS', HELD)) do
  if malformed(entry) then
    let_go(entry)
    set_aside(entry)
    count = count + 1
  end
end
fill_hosts(now)
return count
