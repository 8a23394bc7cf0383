package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due, and was.
 *
 * @param words its trigger as a sentence
 * @param previous in order, the last is the latest
 * @param notes what changes of the clocks do to it
 * @param shortestGap seconds between two of its times
 */
public record SchedulePreview(
        String words,
        String timeZone,
        List<Time> next,
        List<Time> previous,
        List<String> notes,
        @Nullable Long shortestGap,
        List<String> warnings) {

    public SchedulePreview {
        next = List.copyOf(next);
        previous = List.copyOf(previous);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /**
     * One time.
     *
     * @param local the same in the time zone, with its offset
     */
    public record Time(Instant at, String local) {}
}
