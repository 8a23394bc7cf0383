package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Due at one time, and never again.
 *
 * @param at when
 * @param allowPast whether it was taken although it may be over already; then nothing comes next
 */
public record Once(Moment at, boolean allowPast) implements Trigger {
    /** A time, by the clocks of a zone or by itself. */
    public sealed interface Moment {
        /**
         * By the clocks of the schedule's zone: the first time if they show it twice, right after the gap if never.
         *
         * @param time in whole seconds
         */
        record Local(LocalDateTime time) implements Moment {}

        /**
         * The same in every zone.
         *
         * @param time in whole seconds
         */
        record Absolute(Instant time) implements Moment {}
    }

    /** When it is due in a zone. */
    public Instant in(ZoneId zone) {
        return switch (at) {
            case Moment.Absolute(Instant time) -> time;
            case Moment.Local(LocalDateTime time) -> WallClock.moment(time, zone.getRules());
        };
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return Optional.of(in(zone)).filter(time -> time.isAfter(after));
    }

    @Override
    public Optional<Instant> previous(Instant before, ZoneId zone) {
        return Optional.of(in(zone)).filter(time -> time.isBefore(before));
    }

    @Override
    public String words() {
        return switch (at) {
            case Moment.Absolute(Instant time) -> "Once, at " + time;
            case Moment.Local(LocalDateTime time) ->
                "Once, at %s %s".formatted(time.toLocalDate(), Phrases.time(time.toLocalTime()));
        };
    }

    @Override
    public List<String> clockChangeNotes(ZoneId zone, Instant from, Instant to) {
        return switch (at) {
            case Moment.Absolute absolute -> List.of();
            case Moment.Local(LocalDateTime time) -> ClockChangeNotes.of(clock(time), zone, from, to);
        };
    }

    private static WallClock clock(LocalDateTime time) {
        Days day = (year, month) ->
                year == time.getYear() && month == time.getMonthValue() ? 1 << time.getDayOfMonth() : 0;
        return new WallClock(new LocalTimes(day, new ListedTimes(List.of(time.toLocalTime()))), ClockChange.RUN_AFTER);
    }

    @Override
    public Optional<Duration> shortestGap(ZoneId zone, Instant from) {
        return Optional.empty();
    }
}
