package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells what changes of the clocks do to a trigger. */
final class ClockChangeNotes {
    /** So many notes at the most. */
    static final int MOST = 20;

    private static final int MOST_TIMES = 3;
    private static final Duration DAY = Duration.ofDays(1);

    private ClockChangeNotes() {}

    static List<String> of(WallClock clock, ZoneId zone, Instant from, Instant to) {
        return notes(zone, from, to, change -> note(clock, zone, change));
    }

    /** Days of 24 hours move along the clocks; shorter distances have no time of day that could. */
    static List<String> ofDistance(Interval interval, ZoneId zone, Instant from, Instant to) {
        if (interval.every().getSeconds() % DAY.getSeconds() != 0) {
            return List.of();
        }
        return notes(zone, from, to, change -> {
            Instant at = interval.next(change.getInstant().minusNanos(1), zone).orElse(null);
            if (at == null) {
                return null;
            }
            LocalDateTime was = LocalDateTime.ofInstant(at, change.getOffsetBefore());
            LocalDateTime is = LocalDateTime.ofInstant(at, change.getOffsetAfter());
            return "from %s on it runs at %s in %s, where it was %s: its days are 24 hours"
                    .formatted(is.toLocalDate(), time(is), zone, time(was));
        });
    }

    private static List<String> notes(
            ZoneId zone, Instant from, Instant to, Function<ZoneOffsetTransition, @Nullable String> note) {
        ZoneRules rules = zone.getRules();
        List<String> notes = new ArrayList<>();
        ZoneOffsetTransition change = rules.nextTransition(from.minusNanos(1));
        while (change != null && change.getInstant().isBefore(to) && notes.size() < MOST) {
            // A moment with a fraction counts as its second there.
            String text = change.getInstant().isBefore(from) ? null : note.apply(change);
            if (text != null) {
                notes.add(text);
            }
            change = rules.nextTransition(change.getInstant());
        }
        return notes;
    }

    private static @Nullable String note(WallClock clock, ZoneId zone, ZoneOffsetTransition change) {
        LocalDateTime from = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        List<String> times = times(clock.local(), from, to);
        if (times.isEmpty()) {
            return null;
        }
        boolean one = times.size() == 1;
        String what = from.toLocalDate() + " " + Phrases.list(times);
        String between = "%s %s to %s".formatted(from.toLocalDate(), time(from), on(to, from));
        if (change.isGap()) {
            return switch (clock.change()) {
                case RUN_AFTER ->
                    "%s %s not exist in %s; %s at %s"
                            .formatted(
                                    what, one ? "does" : "do", zone, one ? "it runs" : "they run once,", on(to, from));
                case SKIP ->
                    "%s %s not exist in %s; %s skipped"
                            .formatted(what, one ? "does" : "do", zone, one ? "it is" : "they are");
                case FOLLOW -> "%s does not exist in %s; it goes on right after".formatted(between, zone);
            };
        }
        return clock.change() == ClockChange.FOLLOW
                ? "%s comes twice in %s; it runs both times".formatted(between, zone)
                : "%s %s twice in %s; %s the first time only"
                        .formatted(what, one ? "comes" : "come", zone, one ? "it runs" : "they run");
    }

    /** The first times of those from one to before another. */
    private static List<String> times(LocalTimes local, LocalDateTime from, LocalDateTime to) {
        List<String> times = new ArrayList<>();
        LocalDateTime at = local.atOrAfter(from);
        while (at != null && at.isBefore(to) && times.size() < MOST_TIMES) {
            times.add(on(at, from));
            at = local.atOrAfter(at.plusSeconds(1));
        }
        if (at != null && at.isBefore(to)) {
            times.add("others");
        }
        return times;
    }

    private static String on(LocalDateTime at, LocalDateTime from) {
        return at.toLocalDate().equals(from.toLocalDate()) ? time(at) : at.toLocalDate() + " " + time(at);
    }

    private static String time(LocalDateTime at) {
        return Phrases.time(at.toLocalTime());
    }
}
