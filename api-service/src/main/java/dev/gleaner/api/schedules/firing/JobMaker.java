package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.JobNames;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.submission.Draft;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.api.submission.SubmissionFailure;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.api.work.WorkReader;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the work of a schedule a job. */
public final class JobMaker {
    private static final Logger log = LoggerFactory.getLogger(JobMaker.class);

    /** Faults that are told; a list of thousands may have thousands. */
    private static final int MOST_FAULTS = 3;

    private final Firings firings;
    private final WorkReader reader;
    private final Submissions submissions;
    private final Jobs jobs;
    private final Observer observer;

    /** Tells nobody. */
    public JobMaker(Firings firings, WorkReader reader, Submissions submissions, Jobs jobs) {
        this(firings, reader, submissions, jobs, Observer.NONE);
    }

    /** @param observer is told of each job that was made */
    public JobMaker(Firings firings, WorkReader reader, Submissions submissions, Jobs jobs, Observer observer) {
        this.observer = observer;
        this.firings = firings;
        this.reader = reader;
        this.submissions = submissions;
        this.jobs = jobs;
    }

    /** What the work is now. */
    sealed interface Prepared {
        /** It can be submitted. */
        record Ready(Submission submission) implements Prepared {}

        /** Not now. */
        record Later(String reason) implements Prepared {}

        /**
         * It cannot, however often that is tried.
         *
         * @param outcome of the occurrence that wants it
         */
        record Never(OccurrenceOutcome outcome, String reason) implements Prepared {
            Never(String reason) {
                this(OccurrenceOutcome.INVALID, reason);
            }
        }
    }

    /** Looks what is to be done at an occurrence; writes nothing. */
    Prepared prepare(ScheduleState schedule, Origin origin) {
        Prepared prepared = prepareDecided(schedule, origin);
        if (!(prepared instanceof Prepared.Ready(Submission submission))) {
            return prepared;
        }
        try {
            submissions.requireRoom(submission, origin.firedAt());
            return prepared;
        } catch (SubmissionFailure.QueueFull full) {
            return new Prepared.Later(String.valueOf(full.getMessage()));
        }
    }

    /** The same of one that is decided, and has its place in the queue by that. */
    Prepared prepareDecided(ScheduleState schedule, Origin origin) {
        Optional<ObjectNode> work;
        try {
            work = firings.work(schedule.id(), schedule.revision());
        } catch (UnreadableWorkException unreadable) {
            return new Prepared.Never(String.valueOf(unreadable.getMessage()));
        }
        if (work.isEmpty()) {
            return new Prepared.Later("the schedule was changed at this moment");
        }
        return switch (reader.draw(work.get(), schedule.spec().zone(), origin.firedAt())) {
            case WorkReader.Unavailable(String reason, boolean forNow) ->
                forNow ? new Prepared.Later(reason) : new Prepared.Never(reason);
            case WorkReader.Ready(Draft draft) -> prepare(draft, schedule.spec(), origin);
        };
    }

    private Prepared prepare(Draft draft, ScheduleSpec spec, Origin origin) {
        draft.occurrence(origin, spec.retries());
        String name = spec.jobName();
        if (name != null) {
            draft.name(JobNames.of(name, spec, origin.dueAt()));
        }
        try {
            return new Prepared.Ready(draft.submission(null));
        } catch (InvalidSubmissionException invalid) {
            String faults = invalid.faults().stream()
                    .limit(MOST_FAULTS)
                    .map(fault -> fault.path() + " " + fault.message())
                    .collect(Collectors.joining("; "));
            int more = invalid.count() - MOST_FAULTS;
            return new Prepared.Never(
                    invalid.faults().stream()
                                    .anyMatch(fault ->
                                            ErrorCode.UNKNOWN_SCRAPER.code().equals(fault.code()))
                            ? OccurrenceOutcome.SKIPPED_NO_SCRAPER
                            : OccurrenceOutcome.INVALID,
                    more > 0 ? faults + "; and %d more".formatted(more) : faults);
        }
    }

    /**
     * Submits it, if nobody has.
     *
     * @param began when it was last known to be wanted
     * @return whether there is the job now; if not, another is at work on it, or has left it half done
     */
    boolean make(String jobId, Submission submission, Instant began) {
        try {
            if (submissions.submitAs(jobId, submission, began).isEmpty()) {
                return exists(jobId);
            }
            Origin origin = submission.orders().origin();
            if (origin != null) {
                observer.on(new Event.ScheduleFired(
                        origin.schedule(), jobId, Duration.between(origin.dueAt(), origin.firedAt())));
            }
            return true;
        } catch (SubmissionFailure.TooSlow slow) {
            log.warn("{} of a schedule is tried again: {}", jobId, slow.getMessage());
            return false;
        }
    }

    boolean exists(String jobId) {
        return jobs.find(jobId).isPresent();
    }

    /** Age at which what was left half done is gone, and nobody is at work on it any more. */
    Duration abandonedAfter() {
        return submissions.abandonedAfter();
    }
}
