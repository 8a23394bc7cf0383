package dev.gleaner.api.schedules;

import dev.gleaner.api.schedules.trigger.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a trigger, from the start of its schedule to its end.
 *
 * @param start nothing is due before; null for no bound
 * @param end nothing is due after; null for no bound
 */
public record BoundedTimes(
        Trigger trigger,
        ZoneId zone,
        @Nullable Instant start,
        @Nullable Instant end) {

    /** Those of a schedule. */
    public static BoundedTimes of(ScheduleSpec spec) {
        return new BoundedTimes(spec.trigger(), spec.zone(), spec.startAt(), spec.endAt());
    }

    /** The first one after this; empty if there is none. */
    public Optional<Instant> next(Instant after) {
        Instant from = start == null || !after.isBefore(start) ? after : start.minusNanos(1);
        return trigger.next(from, zone).filter(time -> end == null || !time.isAfter(end));
    }

    /** The last one before this; empty if there is none. */
    public Optional<Instant> previous(Instant before) {
        Instant to = end == null || !before.isAfter(end) ? before : end.plusNanos(1);
        return trigger.previous(to, zone).filter(time -> start == null || !time.isBefore(start));
    }

    /**
     * Those after a time, at most so many.
     *
     * @param until the last that counts; null for no bound
     */
    public List<Instant> following(Instant after, @Nullable Instant until, int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = next(after);
        while (time.isPresent()
                && times.size() < most
                && (until == null || !time.get().isAfter(until))) {
            times.add(time.get());
            time = next(time.get());
        }
        return times;
    }

    /** The last so many before a time, the earliest first. */
    public List<Instant> preceding(Instant before, int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = previous(before);
        while (time.isPresent() && times.size() < most) {
            times.add(time.get());
            time = previous(time.get());
        }
        Collections.reverse(times);
        return times;
    }
}
