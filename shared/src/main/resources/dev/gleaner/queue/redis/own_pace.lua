-- Tells the fleet the pace that the job of the held entry ARGV[4] asks for on host ARGV[5]: ARGV[6] ms between two starts and
-- ARGV[7] fetches at a time, for ARGV[8] ms. Of several the most careful holds, until it was not asked for any more so long.
-- Returns 1 if the entry may be fetched now: because it was claimed when all of that held already, or because nothing became
-- slower; else 0, and it has to be given back.
local entry, host, delay, most, length = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local now = now_ms()
local own = own_pace(host, now)

local function keep(learned, ends)
  local text = table.concat({ms(delay), ms(most), ms(learned), ms(ends)}, '|')
  -- Kept for longer than it holds, so that its end is seen by whoever lets an entry of the host go.
  redis.call('SET', OWN .. host, text, 'PX', ms(ends - now + 86400000))
end

if own and own.delay == delay and own.most == most then
  keep(own.learned, math.max(own.ends, now + length))
elseif not own or own.delay < delay or own.most > most then
  local before_delay, before_most = own and own.delay or HOST_DELAY, own and own.most or HOST_MAX
  local ends = now + length
  if own then
    delay, most, ends = math.max(own.delay, delay), math.min(own.most, most), math.max(own.ends, ends)
  end
  local slower = delay > before_delay or most < before_most
  keep(slower and now or 0, ends)
  if slower and delay > 0 then
    pause(host, now + delay)
  end
  return slower and 0 or 1
end
-- Nothing of the host is handed out in the millisecond in which it is learned, so an equal time is one before it.
local claimed = tonumber(redis.call('HGET', HELD, entry) or '0')
return claimed > own.learned and 1 or 0
