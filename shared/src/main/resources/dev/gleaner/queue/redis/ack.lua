-- Lets go of entries of the held hash. ARGV[4..] entries. Returns how many were held.
local now, count = now_ms(), 0
for i = 4, #ARGV do
  if let_go(ARGV[i]) then
    count = count + 1
  end
end
fill_hosts(now)
return count
