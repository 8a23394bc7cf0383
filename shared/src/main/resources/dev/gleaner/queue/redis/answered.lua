-- An address of host ARGV[4] was answered as it should. If the host was slowed, it speeds up: as many good answers as it has
-- fetches at a time bring it one more of them; when it has all, every ARGV[5] forgive a pause, and with the last all is
-- forgotten. Answers that come while it is paused belong to the fetches that were under way. Returns 1 if the next good
-- answer is to be told, too, else 0.
local host, now = ARGV[4], now_ms()
local slow = slowness(host, now)
if not slow then
  return 0
end
if slow.ends > now then
  return 1
end
slow.good = slow.good + 1
local raised, over, most = 0, false, usual(host, now)
if slow.most > 0 and slow.good >= slow.rise then
  if slow.most < most then
    slow.most, raised = slow.most + 1, 1
  else
    slow.pauses = math.max(0, slow.pauses - 1)
  end
  over = slow.most >= most and slow.pauses == 0
  slow.rise = slow.good + (slow.most < most and slow.most or tonumber(ARGV[5]))
end
if over then
  redis.call('HDEL', SLOWED, host)
  redis.call('DEL', COMPLAINTS .. host)
else
  remember(host, slow)
end
if raised > 0 and come_back(host, raised, now) > 0 then
  wake()
end
return over and 0 or 1
