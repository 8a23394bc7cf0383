package dev.gleaner.queue.redis;

import dev.gleaner.queue.PauseReason;
import java.time.Duration;
import java.util.Optional;

/**
 * What the scripts remember of a host that asks for less; see {@code prelude.lua}, which writes it.
 *
 * @param most fetches at a time; 0 for as many as any
 * @param ends of the last pause, in ms of the Redis clock
 * @param forget when it is over, in ms
 * @param why 1 several addresses, 2 Retry-After, 3 robots.txt; 0 before the first pause
 * @param number of addresses, or ms of Retry-After
 */
record HostRecord(int most, long ends, long forget, int why, int status, long number) {
    private static final int NUMBERS = 10;

    /** Empty if it cannot be read, as the scripts take it, too. */
    static Optional<HostRecord> read(String text) {
        String[] parts = text.split("\\|");
        if (parts.length < NUMBERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HostRecord(
                    Integer.parseInt(parts[0]),
                    Long.parseLong(parts[5]),
                    Long.parseLong(parts[6]),
                    Integer.parseInt(parts[7]),
                    Integer.parseInt(parts[8]),
                    Long.parseLong(parts[9])));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    PauseReason reason() {
        return switch (why) {
            case 1 -> new PauseReason.Addresses((int) Math.min(Integer.MAX_VALUE, number), status);
            case 2 -> new PauseReason.RetryAfter(Duration.ofMillis(number), status);
            case 3 -> new PauseReason.Robots(status);
            default -> new PauseReason.Other();
        };
    }
}
