package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.firing.Progress.Active;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;

/**
 * Tells of which schedules a job has ended. Thousands may have an open one, and each process asks every second: so all are asked
 * for at once, and only those are looked after that have something new.
 */
final class OpenJobs {
    private static final int CHUNK = 1_000;

    private final Jobs jobs;

    OpenJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Those of these schedules that something is to be done about. */
    List<String> toSeeTo(List<ScheduleState> busy, Instant now) {
        Map<String, Job> there = new HashMap<>();
        busy.stream()
                .filter(one -> !asksForMore(one, now))
                .flatMap(one -> one.progress().active().stream())
                .map(Active::jobId)
                .gather(Gatherers.windowFixed(CHUNK))
                .forEach(chunk -> jobs.findAll(chunk).forEach(job -> there.put(job.id(), job)));
        return busy.stream()
                .filter(one -> asksForMore(one, now) || hasEnd(one, there))
                .map(ScheduleState::id)
                .toList();
    }

    /** Whether there is more to it than jobs that end. */
    private static boolean asksForMore(ScheduleState one, Instant now) {
        Progress progress = one.progress();
        Instant retryAt = progress.nextRetryAt();
        return one.removed()
                || progress.queued() != null
                || !progress.asked().isEmpty()
                || (retryAt != null
                        && (!retryAt.isAfter(now) || progress.active().size() > 1));
    }

    /** One that waits for its next run has ended, and that is known. */
    private static boolean hasEnd(ScheduleState one, Map<String, Job> there) {
        return one.progress().nextRetryAt() == null
                && one.progress().active().stream()
                        .map(active -> there.get(active.jobId()))
                        .anyMatch(job -> job == null || job.status().ended());
    }
}
