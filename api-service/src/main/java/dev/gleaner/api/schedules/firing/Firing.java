package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.firing.JobMaker.Prepared;
import dev.gleaner.api.schedules.firing.Progress.Active;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.job.Origin;
import dev.gleaner.task.JobEnds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires one occurrence: its insert decides, then its job is submitted. Whoever finds it decided helps: all that follows a decision
 * may be done by anybody, and again.
 */
public final class Firing {
    private static final Logger log = LoggerFactory.getLogger(Firing.class);

    /** So long whoever decided is left to it alone; it takes a moment, and two that read the same list help nobody. */
    static final Duration HELP_AFTER = Duration.ofSeconds(2);

    private final Firings firings;
    private final JobMaker maker;
    private final Cancellation cancellation;
    private final JobEnds ends;
    private final InstantSource clock;

    public Firing(Firings firings, JobMaker maker, Cancellation cancellation, JobEnds ends, InstantSource clock) {
        this.firings = firings;
        this.maker = maker;
        this.cancellation = cancellation;
        this.ends = ends;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Result {
        /** It has its job. */
        record Fired(Active job, Instant at) implements Result {}

        /** It has another end. */
        record Passed(Occurrence occurrence) implements Result {}

        /** It is to be tried again. */
        record Wait(String reason) implements Result {}
    }

    /**
     * Fires an occurrence.
     *
     * @param until it may wait so long for what it needs; then it is INVALID
     * @param replaced jobs that have to go for it
     */
    Result fire(ScheduleState schedule, String id, Cause cause, Instant dueAt, Instant until, List<Active> replaced) {
        Instant now = now();
        Origin origin = new Origin(schedule.id(), id, dueAt, now);
        return switch (maker.prepare(schedule, origin)) {
            case Prepared.Ready(Submission submission) -> {
                // Not when this began: a list of articles takes its time, in which nothing is decided.
                Instant decision = now();
                Firings.Decided decided = firings.decide(new Occurrence(
                        id,
                        schedule.id(),
                        cause,
                        dueAt,
                        OccurrenceOutcome.FIRED,
                        reason(cause),
                        decision,
                        OccurrenceIds.job(id)));
                if (!decided.ours()) {
                    yield followed(schedule, decided.stored(), replaced);
                }
                replaced.forEach(job -> replace(job, id));
                yield made(decided.stored(), maker.make(OccurrenceIds.job(id), submission.firedAt(decision), decision));
            }
            case Prepared.Never(OccurrenceOutcome outcome, String reason) ->
                passed(
                        schedule,
                        new Occurrence(id, schedule.id(), cause, dueAt, outcome, reason, now(), null),
                        replaced);
            case Prepared.Later(String reason)
            when !now.isAfter(until) ->
                // It may be decided already, and then needs nothing any more but its job.
                firings.occurrence(id)
                        .map(there -> followed(schedule, there, replaced))
                        .orElseGet(() -> new Result.Wait(reason));
            case Prepared.Later(String reason) ->
                passed(
                        schedule,
                        new Occurrence(id, schedule.id(), cause, dueAt, OccurrenceOutcome.INVALID, reason, now(), null),
                        replaced);
        };
    }

    private Result passed(ScheduleState schedule, Occurrence passed, List<Active> replaced) {
        return followed(schedule, firings.decide(passed).stored(), replaced);
    }

    /** What another decided, maybe a process that died right after that. */
    private Result followed(ScheduleState schedule, Occurrence stored, List<Active> replaced) {
        if (stored.outcome() != OccurrenceOutcome.FIRED) {
            return new Result.Passed(stored);
        }
        replaced.forEach(job -> replace(job, stored.id()));
        return help(schedule, stored);
    }

    /** Sees to the job of an occurrence that is FIRED. */
    Result help(ScheduleState schedule, Occurrence fired) {
        if (maker.exists(OccurrenceIds.job(fired.id()))) {
            return made(fired, true);
        }
        Instant now = now();
        Duration age = Duration.between(fired.decidedAt(), now).abs();
        if (age.compareTo(HELP_AFTER) < 0) {
            return new Result.Wait("another process is at work on it");
        }
        Origin origin = new Origin(schedule.id(), fired.id(), fired.dueAt(), fired.decidedAt());
        return switch (maker.prepareDecided(schedule, origin)) {
            case Prepared.Ready(Submission submission) -> {
                log.info("{} was left without its job, which is made now", fired.id());
                yield made(fired, maker.make(OccurrenceIds.job(fired.id()), submission, now));
            }
            case Prepared.Later(String reason) -> giveUp(fired, age, OccurrenceOutcome.INVALID, reason);
            case Prepared.Never(OccurrenceOutcome outcome, String reason) -> giveUp(fired, age, outcome, reason);
        };
    }

    /** Not before whoever decided is surely dead: until then it may still submit what it found. */
    private Result giveUp(Occurrence fired, Duration age, OccurrenceOutcome outcome, String reason) {
        if (age.compareTo(maker.abandonedAfter()) < 0) {
            return new Result.Wait(reason);
        }
        Occurrence revised = new Occurrence(
                fired.id(),
                fired.scheduleId(),
                fired.cause(),
                fired.dueAt(),
                outcome,
                "the process that fired it died before it had submitted the job, and then: " + reason,
                fired.decidedAt(),
                null);
        return firings.revise(fired, revised) ? new Result.Passed(revised) : new Result.Wait(reason);
    }

    private static Result made(Occurrence fired, boolean made) {
        return made
                ? new Result.Fired(new Active(fired.id(), OccurrenceIds.job(fired.id())), fired.decidedAt())
                : new Result.Wait("another process is at work on it, or has left it half done");
    }

    /** Says that a later one takes the place of a job, then cancels it: the other way round nobody would know why it ended. */
    private void replace(Active job, String by) {
        Optional<Occurrence> before = firings.occurrence(job.occurrence());
        before.filter(there -> there.outcome() == OccurrenceOutcome.FIRED)
                .ifPresent(there -> firings.revise(
                        there,
                        new Occurrence(
                                there.id(),
                                there.scheduleId(),
                                there.cause(),
                                there.dueAt(),
                                OccurrenceOutcome.REPLACED,
                                "its job was cancelled for that of " + by,
                                there.decidedAt(),
                                there.jobId())));
        cancellation.cancel(job.jobId());
        // It may have ended already, and only wait for its next run.
        ends.endForGood(job.jobId());
    }

    /** Decides that an occurrence does not fire; what is stored may be something else. */
    Firings.Decided pass(ScheduleState schedule, Instant dueAt, OccurrenceOutcome outcome, String reason) {
        return firings.decide(new Occurrence(
                OccurrenceIds.ofTrigger(schedule.id(), dueAt),
                schedule.id(),
                Cause.TRIGGER,
                dueAt,
                outcome,
                reason,
                now(),
                null));
    }

    private static String reason(Cause cause) {
        return switch (cause) {
            case TRIGGER -> "it was due";
            case MANUAL -> "somebody asked for it";
            case BACKFILL -> "somebody asked for this past time";
        };
    }

    /** As it can be stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
