package dev.gleaner.api.schedules.preview;

import dev.gleaner.api.schedules.BoundedTimes;
import dev.gleaner.api.schedules.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something will be due.
 *
 * @param words the trigger as a sentence
 * @param next in order
 * @param previous in order, the last is the latest
 * @param notes what changes of the clocks do to it, in the year that follows or as far as the times reach
 * @param shortestGap between two of its times; null if it has no two
 */
public record SchedulePreview(
        String words,
        ZoneId zone,
        List<Instant> next,
        List<Instant> previous,
        List<String> notes,
        @Nullable Duration shortestGap) {
    private static final Duration NOTED = Duration.ofDays(366);

    /** Looks ahead, and back. */
    public static SchedulePreview of(BoundedTimes due, Asked asked) {
        List<Instant> next = due.following(asked.from().minusNanos(1), asked.to(), asked.count());
        Instant year = asked.from().plus(NOTED);
        Instant noted = Optional.ofNullable(asked.to())
                .orElseGet(() -> next.isEmpty() || next.getLast().isBefore(year) ? year : next.getLast());
        Trigger trigger = due.trigger();
        return new SchedulePreview(
                trigger.words(),
                due.zone(),
                next,
                due.preceding(asked.from(), asked.previous()),
                trigger.clockChangeNotes(due.zone(), asked.from(), noted),
                trigger.shortestGap(due.zone(), asked.from()).orElse(null));
    }

    /**
     * What is asked of it.
     *
     * @param from the first time that counts
     * @param to the last one; null for no bound
     * @param count how many at most
     * @param previous how many before that
     */
    public record Asked(Instant from, @Nullable Instant to, int count, int previous) {}
}
