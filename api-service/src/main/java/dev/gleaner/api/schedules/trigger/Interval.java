package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Due again and again at the same distance, whatever the clocks show: {@code 1d} is 24 hours.
 *
 * @param every whole seconds, 1 s to {@link #LONGEST}
 * @param anchor one of its times, in whole seconds; the others lie before and after it
 */
public record Interval(Duration every, Instant anchor) implements Trigger {
    public static final Duration LONGEST = Duration.ofDays(3650);

    public Interval {
        if (every.compareTo(ReadRules.SHORTEST) < 0
                || every.compareTo(LONGEST) > 0
                || !every.equals(every.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("An interval must be 1 s to 3,650 d in whole seconds, not " + every);
        }
        anchor = anchor.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
        Instant from = after.isBefore(Instant.EPOCH) ? Instant.EPOCH.minusNanos(1) : after;
        // The seconds of a duration are rounded down, so the step that they are in began at or before this moment.
        long begun = Math.floorDiv(Duration.between(anchor, from).toSeconds(), every.toSeconds());
        return Optional.of(at(begun + 1)).filter(time -> time.isBefore(LocalTimes.OVER));
    }

    @Override
    public Optional<Instant> previous(Instant before, ZoneId zone) {
        Instant until = before.isAfter(LocalTimes.OVER) ? LocalTimes.OVER : before;
        Duration since = Duration.between(anchor, until);
        long seconds = since.toNanosPart() == 0 ? since.toSeconds() - 1 : since.toSeconds();
        return Optional.of(at(Math.floorDiv(seconds, every.toSeconds()))).filter(time -> !time.isBefore(Instant.EPOCH));
    }

    private Instant at(long step) {
        return anchor.plusSeconds(step * every.toSeconds());
    }

    @Override
    public String words() {
        return "Every %s, counted from %s".formatted(DurationText.words(every), anchor);
    }

    @Override
    public List<String> clockChangeNotes(ZoneId zone, Instant from, Instant to) {
        return ClockChangeNotes.ofDistance(this, zone, from, to);
    }

    @Override
    public Optional<Duration> shortestGap(ZoneId zone, Instant from) {
        return Optional.of(every);
    }
}
