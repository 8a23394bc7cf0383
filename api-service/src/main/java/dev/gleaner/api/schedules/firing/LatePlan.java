package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.DueTimes;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the times that have come due: those beyond the grace time are missed, and of the others fire as many as the
 * schedule wants to make up for. Nothing but a schedule and a time goes in, so everybody plans the same at the same time; where
 * two plan at different times, the decision that is stored first stands.
 */
final class LatePlan {
    /** Times that get an entry of their own in the history after a downtime; one entry tells of all before them. */
    static final int MOST_ENTRIES = 100;

    /** Times that are counted one by one; a schedule of every second has as many in half an hour. */
    static final int MOST_COUNTED = 2_000;

    private final ScheduleSpec spec;
    private final DueTimes times;
    private final Instant now;

    /** Why it could not fire before, if it was tried. */
    private final @Nullable String trouble;

    private LatePlan(ScheduleSpec spec, Instant now, @Nullable String trouble) {
        this.spec = spec;
        this.times = new DueTimes(spec);
        this.now = now;
        this.trouble = trouble;
    }

    /**
     * Plans in the order of the due times.
     *
     * @param first due time that is not decided
     * @return empty if it does not fire yet
     */
    static List<Step> of(ScheduleSpec spec, Instant first, Instant now, @Nullable String trouble) {
        return new LatePlan(spec, now, trouble).plan(first);
    }

    /** What is to be done with a due time. */
    sealed interface Step {
        Instant due();

        /** It fires, if there is room. */
        record Fire(Instant due) implements Step {}

        /** It does not. */
        record Pass(Instant due, OccurrenceOutcome outcome, String reason) implements Step {}
    }

    private List<Step> plan(Instant first) {
        Due due = due(first);
        List<Step> steps = new ArrayList<>();
        List<Instant> inTime = new ArrayList<>();
        List<Instant> missed = new ArrayList<>();
        for (Instant one : due.times()) {
            (isMissed(one) ? missed : inTime).add(one);
        }
        summarise(first, due.before(), missed, steps);
        missed.forEach(one -> steps.add(missed(one)));
        coalesce(inTime, steps);
        return steps;
    }

    private boolean isMissed(Instant due) {
        return now.isAfter(times.firesAt(due).plus(spec.misfireGraceTime()));
    }

    /** Keeps the newest of what was missed, and tells of the others in the first entry. */
    private void summarise(Instant first, Before before, List<Instant> missed, List<Step> steps) {
        int listed = Math.min(missed.size(), MOST_ENTRIES);
        List<Instant> older = missed.subList(0, missed.size() - listed);
        if (older.isEmpty() && before.count() == 0) {
            return;
        }
        long count = before.count() + older.size();
        Instant last = older.isEmpty() ? missed.isEmpty() ? first : missed.getFirst() : older.getLast();
        steps.add(new Step.Pass(
                first,
                OccurrenceOutcome.MISSED,
                "%s%d times from %s until about %s were missed: nobody could fire them within their grace time of %s"
                        .formatted(
                                before.all() ? "" : "more than ",
                                count,
                                first,
                                last,
                                seconds(spec.misfireGraceTime()))));
        older.clear();
    }

    private Step missed(Instant due) {
        return new Step.Pass(
                due,
                OccurrenceOutcome.MISSED,
                "it was looked at %s after it was due, and its grace time is %s%s"
                        .formatted(
                                seconds(Duration.between(times.firesAt(due), now)),
                                seconds(spec.misfireGraceTime()),
                                trouble == null ? "" : "; before that: " + trouble));
    }

    private void coalesce(List<Instant> inTime, List<Step> steps) {
        int fire = switch (spec.coalesce()) {
            case LATEST, EARLIEST -> 1;
            case ALL -> Math.max(1, spec.mostCoalesced());
        };
        boolean earliest = spec.coalesce() == Coalesce.EARLIEST;
        int first = earliest ? 0 : Math.max(0, inTime.size() - fire);
        for (int i = 0; i < inTime.size(); i++) {
            Instant due = inTime.get(i);
            if (i >= first && i < first + fire) {
                steps.add(new Step.Fire(due));
            } else {
                steps.add(new Step.Pass(
                        due,
                        OccurrenceOutcome.COALESCED,
                        "%d times had come due together; %s fires for it"
                                .formatted(inTime.size(), inTime.get(earliest ? 0 : first))));
            }
        }
    }

    /** Those that fire by now. */
    private Due due(Instant first) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = Optional.of(first);
        while (next.isPresent() && !times.firesAt(next.get()).isAfter(now)) {
            found.add(next.get());
            if (found.size() > MOST_COUNTED) {
                return newest(first);
            }
            next = times.after(next.get());
        }
        return new Due(found, new Before(0, true));
    }

    /** From the end, for they are too many to be counted. */
    private Due newest(Instant first) {
        int most = MOST_ENTRIES + Math.max(1, spec.mostCoalesced());
        List<Instant> found = new ArrayList<>();
        Optional<Instant> one = times.before(now.minus(spec.jitter()).plusNanos(1));
        while (one.isPresent() && one.get().isAfter(first) && found.size() < most) {
            found.addFirst(one.get());
            one = times.before(one.get());
        }
        return new Due(found, new Before(MOST_COUNTED - found.size(), false));
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** Due times in their order, and how many there are before them. */
    private record Due(List<Instant> times, Before before) {}

    /** Due times that are not listed; whether they are all, or more. */
    private record Before(int count, boolean all) {}
}
