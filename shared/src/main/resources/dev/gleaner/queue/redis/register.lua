-- Gives incarnation ARGV[4] a lease of ARGV[5] ms.
redis.call('ZADD', CONSUMERS, ms(now_ms() + tonumber(ARGV[5])), ARGV[4])
return 1
