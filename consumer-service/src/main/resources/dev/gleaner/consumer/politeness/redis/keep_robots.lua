-- Keeps the text ARGV[2] for origin ARGV[1], for ARGV[3] ms. All texts together take no more than ARGV[4] bytes: those that
-- end next make room. KEYS[1] is the prefix of the texts, whose keys are named only here, for which of them make room is
-- known only inside; all carry one hash tag. KEYS[2] sorted set of the origins to the times at which their texts end,
-- KEYS[3] hash of the origins to the bytes that they take, and their sum under 'total'. Returns 1, or 0 if there is no room.
local TEXT, KNOWN, SIZES = unpack(KEYS)
local origin, text, length, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

-- What a text takes: Redis rounds it up by a quarter at most; the origin stands in the key, the sorted set and the hash;
-- the rest are objects around them, as MEMORY USAGE shows them on a 64-bit Redis, rounded up.
local OBJECTS, COPIES = 480, 4
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function forget(one)
  local size = redis.call('HGET', SIZES, one)
  if size then
    redis.call('HINCRBY', SIZES, 'total', '-' .. size)
    redis.call('HDEL', SIZES, one)
  end
  redis.call('ZREM', KNOWN, one)
  redis.call('DEL', TEXT .. one)
end

forget(origin)
for _, old in ipairs(redis.call('ZRANGEBYSCORE', KNOWN, '-inf', string.format('%.0f', now), 'LIMIT', 0, 100)) do
  forget(old)
end
local size = OBJECTS + COPIES * #origin + math.ceil(#text * 5 / 4)
if size > most then
  return 0
end
redis.call('SET', TEXT .. origin, text, 'PX', ARGV[3])
redis.call('ZADD', KNOWN, string.format('%.0f', now + length), origin)
redis.call('HSET', SIZES, origin, size)
local total = redis.call('HINCRBY', SIZES, 'total', size)
-- A text weighs at least as much as its objects, so that a few make room for the largest; all of this is bounded anyway.
for _ = 1, 1000 do
  if total <= most then
    break
  end
  forget(redis.call('ZRANGE', KNOWN, 0, 0)[1])
  total = tonumber(redis.call('HGET', SIZES, 'total'))
end
return redis.call('EXISTS', TEXT .. origin)
