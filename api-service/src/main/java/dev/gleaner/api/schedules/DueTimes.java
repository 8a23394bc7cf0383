package dev.gleaner.api.schedules;

import dev.gleaner.id.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a schedule is due: the times of its trigger between its start and its end, and how much later each of them fires. */
public final class DueTimes {
    private static final int HEX = 16;
    private static final int DIGITS = 8;
    private static final double RANGE = 1L << 32;

    private final ScheduleSpec spec;

    public DueTimes(ScheduleSpec spec) {
        this.spec = spec;
    }

    /** The first strictly after a time; empty if there is none any more. */
    public Optional<Instant> after(Instant time) {
        return BoundedTimes.of(spec).next(time);
    }

    /** The last strictly before a time; empty if there is none. */
    public Optional<Instant> before(Instant time) {
        return BoundedTimes.of(spec).previous(time);
    }

    /** When one fires: up to the jitter later, by a hash, so that every process computes the same. */
    public Instant firesAt(Instant due) {
        Duration jitter = spec.jitter();
        if (jitter.isZero()) {
            return due;
        }
        String hash = Fingerprint.of(OccurrenceIds.ofTrigger(spec.id(), due)).substring(0, DIGITS);
        double share = Long.parseLong(hash, HEX) / RANGE;
        return due.plusMillis((long) (share * jitter.toMillis()));
    }
}
