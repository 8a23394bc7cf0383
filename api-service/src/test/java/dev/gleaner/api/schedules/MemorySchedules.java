package dev.gleaner.api.schedules;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schedules that nobody fires, in memory: for tests of what is above them. */
public final class MemorySchedules implements Schedules, ScheduleRuns {
    private final Map<String, Schedule> all = new TreeMap<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final InstantSource clock;
    private Pause pause = new Pause(false, null, null);

    /** What the next run of any of them comes to. */
    public OccurrenceOutcome outcome = OccurrenceOutcome.FIRED;

    public MemorySchedules(InstantSource clock) {
        this.clock = clock;
    }

    public void clear() {
        all.clear();
        occurrences.clear();
        pause = new Pause(false, null, null);
        outcome = OccurrenceOutcome.FIRED;
    }

    @Override
    public synchronized Optional<Schedule> create(ScheduleSpec spec) {
        if (all.containsKey(spec.id())) {
            return Optional.empty();
        }
        return Optional.of(stored(spec, 1, clock.instant()));
    }

    @Override
    public synchronized Change replace(ScheduleSpec spec, @Nullable Long revision) {
        Schedule old = all.get(spec.id());
        if (old == null) {
            return new Unknown();
        }
        if (revision != null && old.revision() != revision) {
            return new Stale(old.revision());
        }
        return new Changed(stored(spec, old.revision() + 1, old.createdAt()));
    }

    @Override
    public synchronized Change enable(String id, boolean enabled, @Nullable String note) {
        Schedule old = all.get(id);
        if (old == null) {
            return new Unknown();
        }
        ScheduleSpec spec = old.spec();
        return replace(
                new ScheduleSpec(
                        spec.id(),
                        spec.name(),
                        spec.description(),
                        spec.tags(),
                        enabled,
                        note,
                        spec.trigger(),
                        spec.zone(),
                        spec.startAt(),
                        spec.endAt(),
                        spec.jitter(),
                        spec.misfireGraceTime(),
                        spec.coalesce(),
                        spec.mostCoalesced(),
                        spec.overlap(),
                        spec.maxInstances(),
                        spec.pauseAfterFailures(),
                        spec.retries(),
                        spec.jobName(),
                        spec.work()),
                null);
    }

    @Override
    public synchronized Change delete(String id, @Nullable Long revision) {
        Schedule old = all.get(id);
        if (old == null) {
            return new Unknown();
        }
        if (revision != null && old.revision() != revision) {
            return new Stale(old.revision());
        }
        return new Changed(all.remove(id));
    }

    @Override
    public synchronized Optional<Schedule> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public synchronized List<Schedule> list(ScheduleFilter filter, int limit, int skip) {
        return matching(filter).skip(skip).limit(limit).toList();
    }

    @Override
    public synchronized long count(ScheduleFilter filter) {
        return matching(filter).count();
    }

    @Override
    public synchronized List<Occurrence> history(
            String id,
            @Nullable OccurrenceOutcome outcome,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            int skip) {
        return occurrences.stream()
                .filter(one -> one.scheduleId().equals(id))
                .filter(one -> outcome == null || one.outcome() == outcome)
                .filter(one -> from == null || !one.dueAt().isBefore(from))
                .filter(one -> to == null || one.dueAt().isBefore(to))
                .sorted(Comparator.comparing(Occurrence::dueAt).reversed())
                .skip(skip)
                .limit(limit)
                .toList();
    }

    @Override
    public Pause pause() {
        return pause;
    }

    @Override
    public void pause(boolean paused, @Nullable String note) {
        pause = new Pause(paused, note, paused ? clock.instant() : null);
    }

    @Override
    public synchronized Optional<Occurrence> now(String scheduleId) {
        return find(scheduleId).map(one -> decided(scheduleId, Occurrence.Cause.MANUAL, clock.instant()));
    }

    @Override
    public synchronized Optional<List<Instant>> backfill(String scheduleId, Instant from, Instant to, boolean dryRun) {
        return find(scheduleId).map(one -> {
            List<Instant> times = BoundedTimes.of(one.spec()).following(from.minusNanos(1), to, 100);
            if (!dryRun) {
                times.forEach(time -> decided(scheduleId, Occurrence.Cause.BACKFILL, time));
            }
            return times;
        });
    }

    private Occurrence decided(String scheduleId, Occurrence.Cause cause, Instant due) {
        boolean fired = outcome == OccurrenceOutcome.FIRED;
        Occurrence occurrence = new Occurrence(
                scheduleId + "@" + due.toEpochMilli(),
                scheduleId,
                cause,
                due,
                outcome,
                fired ? "It fired" : "articles must hold at least one article",
                clock.instant(),
                fired ? "job_%012x".formatted(occurrences.size() + 1) : null);
        occurrences.add(occurrence);
        return occurrence;
    }

    private Schedule stored(ScheduleSpec spec, long revision, Instant created) {
        Instant next = BoundedTimes.of(spec).next(clock.instant()).orElse(null);
        Schedule schedule = new Schedule(
                spec,
                revision,
                !spec.enabled() ? ScheduleStatus.DISABLED : next == null ? ScheduleStatus.DONE : ScheduleStatus.WAITING,
                null,
                spec.enabled() ? next : null,
                null,
                null,
                null,
                null,
                0,
                created,
                clock.instant());
        all.put(spec.id(), schedule);
        return schedule;
    }

    private Stream<Schedule> matching(ScheduleFilter filter) {
        return all.values().stream()
                .filter(one -> filter.enabled() == null
                        || filter.enabled() == one.spec().enabled())
                .filter(one -> filter.status() == null || filter.status() == one.status())
                .filter(one -> filter.name() == null || named(one.spec(), filter.name()))
                .filter(one -> filter.tag() == null || one.spec().tags().contains(filter.tag()))
                .filter(one -> filter.preset() == null
                        || one.spec().work().path("preset").asString("").equals(filter.preset()))
                .filter(one -> filter.scraper() == null
                        || filter.scraper()
                                .equals(one.spec().work().path("scraper").asString("")))
                .filter(one -> filter.dueBefore() == null
                        || (one.nextRunAt() != null && one.nextRunAt().isBefore(filter.dueBefore())));
    }

    private static boolean named(ScheduleSpec spec, String part) {
        String all = spec.id() + "\n" + (spec.name() == null ? "" : spec.name());
        return all.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
