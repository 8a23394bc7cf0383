package dev.gleaner.store.redis;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log when the memory of Redis comes near its end, once, and when it is far from it again. */
public final class MemoryWatch {
    private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);

    private final Supplier<RedisMemory> memory;
    private boolean told;

    public MemoryWatch(Supplier<RedisMemory> memory) {
        this.memory = memory;
    }

    /** Looks once. */
    public void turn() {
        Optional<String> warning = memory.get().warning();
        if (warning.isPresent() && !told) {
            log.warn("Redis is nearly full: {}", warning.get());
        } else if (warning.isEmpty() && told) {
            log.info("Redis has memory again");
        }
        told = warning.isPresent();
    }
}
