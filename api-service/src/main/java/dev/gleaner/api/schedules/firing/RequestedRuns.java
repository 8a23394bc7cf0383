package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.DueTimes;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleRuns;
import dev.gleaner.api.schedules.firing.Progress.Asked;
import dev.gleaner.id.Ids;
import dev.gleaner.store.Durability;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Runs that somebody asks for. What is asked is written down with the schedule first, so that any process sees to it; a run
 * that is asked for now is done at once by the process that was asked.
 */
public final class RequestedRuns implements ScheduleRuns {
    /** Times that one call fires; the same call again takes those that follow. */
    static final int MOST_BACKFILLED = 100;

    /** Times of a range that are looked at. */
    private static final int MOST_LOOKED_AT = 10_000;

    private static final int MOST_TRIES = 20;

    private final Firings firings;
    private final Requests requests;
    private final Durability durability;
    private final InstantSource clock;

    public RequestedRuns(Firings firings, Requests requests, Durability durability, InstantSource clock) {
        this.firings = firings;
        this.requests = requests;
        this.durability = durability;
        this.clock = clock;
    }

    @Override
    public Optional<Occurrence> now(String scheduleId) {
        Optional<ScheduleState> schedule = find(scheduleId);
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = OccurrenceIds.ofRequest(scheduleId, Ids.token());
        String unreadable = schedule.get().unreadable();
        if (unreadable != null) {
            return Optional.of(firings.decide(new Occurrence(
                            id, scheduleId, Cause.MANUAL, now, OccurrenceOutcome.INVALID, unreadable, now, null))
                    .stored());
        }
        Asked asked = new Asked(id, Cause.MANUAL, now, now);
        if (!change(scheduleId, progress -> progress.withAsked(asked))) {
            return Optional.empty();
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            // Its own times are left to those who fire schedules, which this process may not do.
            find(scheduleId).ifPresent(requests::take);
            Optional<Occurrence> decided = firings.occurrence(id);
            if (decided.isPresent()) {
                firings.tell(scheduleId);
                durability.await();
                return decided;
            }
        }
        throw new IllegalStateException("%s was asked for and is not decided".formatted(id));
    }

    @Override
    public Optional<List<Instant>> backfill(String scheduleId, Instant from, Instant to, boolean dryRun) {
        Optional<ScheduleState> schedule = find(scheduleId).filter(state -> state.unreadable() == null);
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        List<Instant> times = open(schedule.get(), from, to);
        if (!dryRun && !times.isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            change(scheduleId, progress -> {
                Progress all = progress;
                for (Instant due : times) {
                    all = all.withAsked(new Asked(OccurrenceIds.ofBackfill(scheduleId, due), Cause.BACKFILL, due, now));
                }
                return all;
            });
            firings.tell(scheduleId);
            durability.await();
        }
        return Optional.of(times);
    }

    /** Past times of the range that have not fired, and will not by themselves. */
    private List<Instant> open(ScheduleState schedule, Instant from, Instant to) {
        Instant now = clock.instant();
        Instant next = schedule.progress().nextDue();
        Instant end = next != null && next.isBefore(now) ? next : now;
        DueTimes times = new DueTimes(schedule.spec());
        List<Instant> found = new ArrayList<>();
        List<Instant> looked = new ArrayList<>();
        Optional<Instant> due = times.after(from.minusNanos(1));
        for (int i = 0; i < MOST_LOOKED_AT && found.size() < MOST_BACKFILLED; i++) {
            boolean in =
                    due.isPresent() && due.get().isBefore(end) && !due.get().isAfter(to);
            due.filter(one -> in).ifPresent(looked::add);
            if (looked.size() >= MOST_BACKFILLED || !in) {
                found.addAll(notFired(schedule, looked));
                looked.clear();
            }
            if (!in) {
                break;
            }
            due = due.flatMap(times::after);
        }
        return found.size() > MOST_BACKFILLED ? found.subList(0, MOST_BACKFILLED) : found;
    }

    private List<Instant> notFired(ScheduleState schedule, List<Instant> times) {
        Set<String> taken = new HashSet<>();
        schedule.progress().asked().forEach(asked -> taken.add(asked.occurrence()));
        List<String> ids = new ArrayList<>();
        for (Instant due : times) {
            ids.add(OccurrenceIds.ofTrigger(schedule.id(), due));
            ids.add(OccurrenceIds.ofBackfill(schedule.id(), due));
        }
        firings.occurrences(ids).stream().filter(one -> one.jobId() != null).forEach(one -> taken.add(one.id()));
        return times.stream()
                .filter(due -> !taken.contains(OccurrenceIds.ofTrigger(schedule.id(), due))
                        && !taken.contains(OccurrenceIds.ofBackfill(schedule.id(), due))
                        && !due.equals(schedule.progress().queued()))
                .toList();
    }

    private Optional<ScheduleState> find(String id) {
        return firings.find(List.of(id)).stream()
                .filter(state -> !state.removed())
                .findFirst();
    }

    /** Whether there is such a schedule. */
    private boolean change(String id, UnaryOperator<Progress> change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<ScheduleState> seen = find(id);
            if (seen.isEmpty()) {
                return false;
            }
            if (firings.advance(seen.get(), change.apply(seen.get().progress()), null)
                    .isPresent()) {
                return true;
            }
        }
        throw new IllegalStateException("%s was changed by others %d times in a row".formatted(id, MOST_TRIES));
    }
}
