package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Local times in a zone: the moments at which its clocks show them.
 *
 * <p>Unless they follow the clock, each local time is one moment or none: one that comes twice is its first, one that is left
 * out is the end of the gap or nothing. Later local times so never come before earlier ones, and a search may go along the
 * local times and look up the moment of what it finds.
 *
 * @param local which times
 * @param change what becomes of those that come twice or never
 */
record WallClock(LocalTimes local, ClockChange change) {
    /** More than clocks of one zone ever were set by, twice. */
    private static final Duration FARTHEST = Duration.ofDays(3);

    Optional<Instant> next(Instant after, ZoneId zone) {
        // Times are whole seconds: after 10:00:00.5 and after 10:00:00 both mean from 10:00:01 on.
        Instant from = Instant.ofEpochSecond(inRange(after.getEpochSecond()) + 1);
        ZoneRules rules = zone.getRules();
        return Optional.ofNullable(change == ClockChange.FOLLOW ? shownFrom(from, rules) : atOrAfter(from, rules));
    }

    Optional<Instant> previous(Instant before, ZoneId zone) {
        long second = inRange(before.getEpochSecond());
        Instant until = Instant.ofEpochSecond(before.getNano() == 0 ? second - 1 : second);
        ZoneRules rules = zone.getRules();
        return Optional.ofNullable(change == ClockChange.FOLLOW ? shownUntil(until, rules) : atOrBefore(until, rules));
    }

    /** Without what lies far from all times, where dates cannot be made. */
    private static long inRange(long second) {
        long margin = FARTHEST.getSeconds();
        return Math.clamp(second, -margin, LocalTimes.OVER.getEpochSecond() + margin);
    }

    /** The shortest of so many distances between its times after a moment. */
    Optional<Duration> shortestGap(ZoneId zone, Instant from, int most) {
        Optional<Instant> last = next(from, zone);
        Optional<Duration> shortest = Optional.empty();
        for (int i = 0; i < most && last.isPresent(); i++) {
            Optional<Instant> next = next(last.get(), zone);
            if (next.isEmpty()) {
                break;
            }
            Duration gap = Duration.between(last.get(), next.get());
            shortest = Optional.of(
                    shortest.filter(known -> known.compareTo(gap) <= 0).orElse(gap));
            last = next;
        }
        return shortest;
    }

    /** The moment of a local time: its first if it comes twice, the end of the gap if it is left out. */
    static Instant moment(LocalDateTime local, ZoneRules rules) {
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return transition.isOverlap() ? local.toInstant(transition.getOffsetBefore()) : transition.getInstant();
    }

    private @Nullable Instant atOrAfter(Instant from, ZoneRules rules) {
        LocalDateTime found = local.atOrAfter(firstNotBefore(from, rules));
        while (found != null) {
            ZoneOffsetTransition gap = change == ClockChange.SKIP ? rules.getTransition(found) : null;
            if (gap == null || gap.isOverlap()) {
                return moment(found, rules);
            }
            found = local.atOrAfter(gap.getDateTimeAfter());
        }
        return null;
    }

    private @Nullable Instant atOrBefore(Instant until, ZoneRules rules) {
        LocalDateTime found = local.atOrBefore(lastNotAfter(until, rules));
        while (found != null) {
            ZoneOffsetTransition gap = change == ClockChange.SKIP ? rules.getTransition(found) : null;
            if (gap == null || gap.isOverlap()) {
                return moment(found, rules);
            }
            found = local.atOrBefore(gap.getDateTimeBefore().minusSeconds(1));
        }
        return null;
    }

    /** The first local time whose moment is not before this one. */
    private static LocalDateTime firstNotBefore(Instant moment, ZoneRules rules) {
        ZoneOffset offset = rules.getOffset(moment);
        LocalDateTime shown = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, offset);
        ZoneOffsetTransition overlap = secondPass(shown, offset, rules);
        if (overlap != null) {
            return overlap.getDateTimeBefore();
        }
        ZoneOffsetTransition gap = rules.getTransition(shown.minusSeconds(1));
        // What the gap left out is due at this very moment.
        boolean gapEndsNow = gap != null && gap.isGap() && gap.getInstant().equals(moment);
        return gapEndsNow ? gap.getDateTimeBefore() : shown;
    }

    /** The last local time whose moment is not after this one. */
    private static LocalDateTime lastNotAfter(Instant moment, ZoneRules rules) {
        ZoneOffset offset = rules.getOffset(moment);
        LocalDateTime shown = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, offset);
        ZoneOffsetTransition overlap = secondPass(shown, offset, rules);
        return overlap == null ? shown : overlap.getDateTimeBefore().minusSeconds(1);
    }

    /** The change of the clocks that made this time come again, if it is shown for the second time. */
    private static @Nullable ZoneOffsetTransition secondPass(LocalDateTime shown, ZoneOffset offset, ZoneRules rules) {
        ZoneOffsetTransition transition = rules.getTransition(shown);
        return transition != null
                        && transition.isOverlap()
                        && transition.getOffsetAfter().equals(offset)
                ? transition
                : null;
    }

    private @Nullable Instant shownFrom(Instant moment, ZoneRules rules) {
        Instant from = moment;
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            LocalDateTime shown = LocalDateTime.ofEpochSecond(from.getEpochSecond(), 0, offset);
            LocalDateTime found = local.atOrAfter(shown);
            if (found == null) {
                return null;
            }
            Instant at = found.toInstant(offset);
            ZoneOffsetTransition transition = rules.nextTransition(from);
            if (transition == null || at.isBefore(transition.getInstant())) {
                return at;
            }
            // Nothing lies between what is shown and what was found, so changes of the clocks in between repeat nothing
            // either: all but those close to it may be passed over. The first one repeats what lies before, if it does.
            boolean repeatsBefore = transition.isOverlap() && shown.isAfter(transition.getDateTimeAfter());
            Instant close = at.minus(FARTHEST);
            from = repeatsBefore || close.isBefore(transition.getInstant()) ? transition.getInstant() : close;
        }
    }

    private @Nullable Instant shownUntil(Instant moment, ZoneRules rules) {
        Instant until = moment;
        while (true) {
            ZoneOffset offset = rules.getOffset(until);
            LocalDateTime shown = LocalDateTime.ofEpochSecond(until.getEpochSecond(), 0, offset);
            LocalDateTime found = local.atOrBefore(shown);
            if (found == null) {
                return null;
            }
            Instant at = found.toInstant(offset);
            ZoneOffsetTransition transition = rules.previousTransition(until.plusSeconds(1));
            if (transition == null || !at.isBefore(transition.getInstant())) {
                return at;
            }
            boolean repeatsAfter = transition.isOverlap() && shown.isBefore(transition.getDateTimeBefore());
            Instant close = at.plus(FARTHEST);
            Instant before = transition.getInstant().minusSeconds(1);
            until = repeatsAfter || close.isAfter(before) ? before : close;
        }
    }
}
