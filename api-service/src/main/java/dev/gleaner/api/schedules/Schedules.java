package dev.gleaner.api.schedules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedules. A change computes the next run anew, from now on: what was due before the change and is not decided is not made up
 * for.
 */
public interface Schedules {
    /** Creates one; empty if its id is taken. */
    Optional<Schedule> create(ScheduleSpec spec);

    /**
     * Replaces what the owner says of one.
     *
     * @param revision that it must have; null for any
     */
    Change replace(ScheduleSpec spec, @Nullable Long revision);

    /** Enables or disables one; a note says why. */
    Change enable(String id, boolean enabled, @Nullable String note);

    /** Removes one with its history; its jobs stay. */
    Change delete(String id, @Nullable Long revision);

    Optional<Schedule> find(String id);

    /** In the order of their ids. */
    List<Schedule> list(ScheduleFilter filter, int limit, int skip);

    long count(ScheduleFilter filter);

    /** Newest first. */
    List<Occurrence> history(
            String id,
            @Nullable OccurrenceOutcome outcome,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            int skip);

    /** Whether all are paused, and why. */
    Pause pause();

    void pause(boolean paused, @Nullable String note);

    /** How they stand as a whole. */
    default Overview overview(Instant now) {
        int most = 1000;
        long total = 0;
        long enabled = 0;
        long due = 0;
        Instant next = null;
        List<String> without = new ArrayList<>();
        List<Schedule> page;
        do {
            page = list(ScheduleFilter.ALL, most, Math.toIntExact(total));
            total += page.size();
            for (Schedule one : page) {
                if (!one.spec().enabled()) {
                    continue;
                }
                enabled++;
                Instant at = one.nextRunAt();
                if (at == null) {
                    without.add(one.spec().id());
                } else {
                    due += at.isAfter(now) ? 0 : 1;
                    next = next == null || at.isBefore(next) ? at : next;
                }
            }
        } while (page.size() == most);
        return new Overview(total, enabled, total - enabled, due, next, without);
    }

    /**
     * All schedules in numbers.
     *
     * @param due enabled ones whose time has come, and of which nothing is decided yet
     * @param nextDue when the next one fires; null if none will
     * @param withoutNextRun ids of the enabled ones that will not fire any more
     */
    record Overview(
            long total,
            long enabled,
            long disabled,
            long due,
            @Nullable Instant nextDue,
            List<String> withoutNextRun) {
        public Overview {
            withoutNextRun = List.copyOf(withoutNextRun);
        }
    }

    /** All schedules paused or not. */
    record Pause(
            boolean paused, @Nullable String note, @Nullable Instant since) {}

    /** What became of a change. */
    sealed interface Change {}

    /** It was made. */
    record Changed(Schedule schedule) implements Change {}

    /** There is no such schedule. */
    record Unknown() implements Change {}

    /** It has another revision than the caller knows. */
    record Stale(long revision) implements Change {}
}
