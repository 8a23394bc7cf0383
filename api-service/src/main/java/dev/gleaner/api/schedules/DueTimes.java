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
        Instant start = spec.startAt();
        Instant from = start == null || time.isAfter(start) || time.equals(start) ? time : start.minusNanos(1);
        return spec.trigger().next(from, spec.zone()).filter(due -> spec.endAt() == null || !due.isAfter(spec.endAt()));
    }

    /** The last strictly before a time; empty if there is none. */
    public Optional<Instant> before(Instant time) {
        Instant end = spec.endAt();
        Instant until = end == null || !time.isAfter(end) ? time : end.plusNanos(1);
        return spec.trigger()
                .previous(until, spec.zone())
                .filter(due -> spec.startAt() == null || !due.isBefore(spec.startAt()));
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
