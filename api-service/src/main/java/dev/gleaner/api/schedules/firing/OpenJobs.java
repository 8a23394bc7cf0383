package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.firing.Progress.Active;
import dev.gleaner.job.Jobs;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Tells of which schedules a job has ended. Thousands may have an open one, and that is asked every second: so all are asked for
 * at once, the store answers with those that ended, and only these are looked after.
 */
final class OpenJobs {
    private static final int CHUNK = 1_000;

    private final Jobs jobs;

    OpenJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Those of these schedules that something is to be done about, but for jobs that are not there any more. */
    List<String> ended(List<ScheduleState> busy, Instant now) {
        Set<String> ended = new HashSet<>();
        open(busy, now).forEach(chunk -> ended.addAll(jobs.ended(chunk)));
        return toSeeTo(busy, now, ended::contains);
    }

    /** All of these schedules that something is to be done about. */
    List<String> endedOrGone(List<ScheduleState> busy, Instant now) {
        Set<String> open = new HashSet<>();
        open(busy, now)
                .forEach(chunk -> jobs.findAll(chunk).stream()
                        .filter(job -> !job.status().ended())
                        .forEach(job -> open.add(job.id())));
        return toSeeTo(busy, now, job -> !open.contains(job));
    }

    /** Jobs that may have ended, so many that the store can be asked for them at once. */
    private static Stream<List<String>> open(List<ScheduleState> busy, Instant now) {
        return busy.stream()
                .filter(one -> !asksForMore(one, now))
                .flatMap(one -> one.progress().active().stream())
                .map(Active::jobId)
                .gather(Gatherers.windowFixed(CHUNK));
    }

    private static List<String> toSeeTo(List<ScheduleState> busy, Instant now, Predicate<String> isOver) {
        return busy.stream()
                .filter(one -> asksForMore(one, now) || hasEnd(one, isOver))
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
    private static boolean hasEnd(ScheduleState one, Predicate<String> isOver) {
        return one.progress().nextRetryAt() == null
                && one.progress().active().stream().map(Active::jobId).anyMatch(isOver);
    }
}
