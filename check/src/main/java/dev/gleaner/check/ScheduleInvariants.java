package dev.gleaner.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Looks at schedules: each occurrence has one decision and at most one job, and nothing that is due is left undecided. History and
 * jobs are removed when they are old, and jobs by whoever wants; so what is missing counts only where it cannot have been
 * removed.
 */
final class ScheduleInvariants {
    private static final int CHUNK = 1000;

    /** Beyond the grace time a process that fires has only to write down that it was missed. */
    private static final Duration DECIDES_WITHIN = Duration.ofSeconds(60);

    private final StoredState stored;
    private final InstantSource clock;
    private final Findings certain;
    private final Findings suspected;
    private final Map<String, Long> looked;

    ScheduleInvariants(
            StoredState stored, InstantSource clock, Findings certain, Findings suspected, Map<String, Long> looked) {
        this.stored = stored;
        this.clock = clock;
        this.certain = certain;
        this.suspected = suspected;
        this.looked = looked;
    }

    void look() {
        looked.put("schedules", 0L);
        looked.put("occurrences", 0L);
        Map<String, StoredSchedule> schedules = new HashMap<>();
        stored.schedules(reader("schedules", schedule -> {
            schedules.put(schedule.id(), schedule);
            decided(schedule);
        }));
        // Jobs before occurrences: a job comes after its decision.
        Map<String, StoredOrigin> jobs = new HashMap<>();
        stored.origins(reader("jobs", job -> {
            StoredOrigin other = jobs.put(job.occurrence(), job);
            if (other != null) {
                certain.add(Invariant.ONE_JOB_PER_OCCURRENCE.violation(job.occurrence(), job.jobId(), other.jobId()));
            }
        }));
        occurrences(schedules, jobs);
    }

    private void decided(StoredSchedule schedule) {
        Instant due = schedule.nextRunAt();
        if (due != null
                && schedule.enabled()
                && due.plus(schedule.grace()).plus(DECIDES_WITHIN).isBefore(clock.instant())) {
            suspected.add(Invariant.DUE_IS_DECIDED.violation(schedule.id(), due));
        }
    }

    private void occurrences(Map<String, StoredSchedule> schedules, Map<String, StoredOrigin> jobs) {
        Set<String> decided = new HashSet<>();
        List<StoredOccurrence> withoutJob = new ArrayList<>();
        AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
        stored.occurrences(reader("occurrences", one -> {
            decided.add(one.id());
            Instant before = oldest.get();
            if (before == null || one.decidedAt().isBefore(before)) {
                oldest.set(one.decidedAt());
            }
            StoredOrigin job = jobs.get(one.id());
            if (job != null && (!one.fired() || !job.jobId().equals(one.jobId()))) {
                certain.add(Invariant.JOB_HAS_FIRED.violation(job.jobId(), one.id(), one.outcome()));
            }
            if (job == null && one.fired() && isUndone(one, schedules.get(one.schedule()))) {
                withoutJob.add(one);
            }
        }));
        withoutJob.stream().gather(Gatherers.windowFixed(CHUNK)).forEachOrdered(chunk -> {
            Set<String> there = stored.existingJobs(
                    chunk.stream().map(one -> String.valueOf(one.jobId())).toList());
            chunk.stream()
                    .filter(one -> !there.contains(String.valueOf(one.jobId())))
                    .forEach(one ->
                            suspected.add(Invariant.FIRED_HAS_A_JOB.violation(one.id(), String.valueOf(one.jobId()))));
        });
        jobs.values().stream()
                .filter(job -> !decided.contains(job.occurrence()) && schedules.containsKey(job.schedule()))
                .forEach(job -> undecided(job, oldest.get()));
    }

    /** Its schedule has not moved on: so nobody has seen its job, and nobody can have removed it. */
    private static boolean isUndone(StoredOccurrence one, @Nullable StoredSchedule schedule) {
        return schedule != null
                && schedule.nextRunAt() != null
                && !schedule.nextRunAt().isAfter(one.dueAt());
    }

    /** The oldest decisions are removed first; one that is missing among younger ones was never made. */
    private void undecided(StoredOrigin job, @Nullable Instant oldest) {
        Instant fired = stored.firedAt(job.jobId());
        if (fired != null && oldest != null && fired.isAfter(oldest)) {
            suspected.add(Invariant.JOB_HAS_FIRED.violation(job.jobId(), job.occurrence(), "not decided"));
        }
    }

    private <T> StoredState.Reader<T> reader(String where, Consumer<T> readable) {
        return new StoredState.Reader<>() {
            @Override
            public void read(T one) {
                looked.merge(where, where.equals("jobs") ? 0L : 1L, Long::sum);
                readable.accept(one);
            }

            @Override
            public void unreadable(String id, String reason) {
                certain.add(Invariant.ALL_CAN_BE_READ.violation(where, id, reason));
            }
        };
    }
}
