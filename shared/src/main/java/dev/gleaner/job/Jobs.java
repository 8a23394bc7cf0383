package dev.gleaner.job;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.scraper.RunIds;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The jobs. Every change is one conditional update of one document; a miss is a lost race and normal. */
public interface Jobs {
    /**
     * Commits a job with all that is pending; with nothing pending it is completed at once.
     *
     * @return false if the id belongs to another job
     */
    boolean insert(NewJob job);

    Optional<Job> find(String jobId);

    /** Those that exist, in no order. */
    List<Job> findAll(Collection<String> jobIds);

    /** The ids of those of these that have ended, in no order. */
    List<String> ended(Collection<String> jobIds);

    /** Newest first. */
    List<Job> list(JobFilter filter, int limit, int skip);

    /** In this order. */
    List<Job> list(JobFilter filter, JobOrder order, int limit, int skip);

    /** How many a list without a limit would have. */
    long count(JobFilter filter);

    /** Jobs in an open state, newest first. */
    List<Job> open(int limit);

    /** PENDING becomes IN_PROGRESS. */
    Optional<Job> begin(String jobId);

    /**
     * Ends articles of an open job in one update, if all of them are still pending in this run.
     *
     * @return the job afterwards; empty if the update met nothing
     */
    Optional<Job> settle(String jobId, int run, List<String> succeeded, List<Failure> failed);

    /** How a job stands, with the ends of one run in the order of their settling; empty if there is no such job. */
    Optional<Ends> ends(String jobId, int run);

    /**
     * Begins, or begins anew, to add what a run finds: no earlier start of it adds anything from then on.
     *
     * @return empty if the run is not pending in this run of an open job
     */
    Optional<RunStart> startRun(String jobId, int run, String runId);

    /**
     * Adds articles that a run has found to an open job; they have ended well by that.
     *
     * @param start of the run, which must be the last one
     * @param total what the job counted before
     * @param found how many
     * @return the job afterwards; empty if the update met nothing
     */
    Optional<Job> addFound(String jobId, int run, String runId, long start, int total, int found);

    /** Ends a pending run that ended well: it counts as an article no more. Empty if the update met nothing. */
    Optional<Job> endRun(String jobId, int run, String runId);

    /** Ends an open job with nothing pending: completed if anything was, else failed. */
    Optional<Job> complete(String jobId, int run);

    /** Cancels an open job with something pending, which stays as the record of what was given up. */
    Optional<Cancelled> cancel(String jobId, String token);

    /**
     * Pauses an open job that is not paused.
     *
     * @param token of this change
     * @return the job afterwards; empty if the update met nothing
     */
    Optional<Job> pause(String jobId, String token);

    /** Ends the pause of an open job. */
    Optional<Job> resume(String jobId, String token);

    /** Gives all articles of an open job this priority in place of their own. */
    Optional<Job> prioritise(String jobId, int priority, String token);

    /**
     * Opens a job that has ended, also one that was cancelled, for another run.
     *
     * @param run that has ended
     * @param next what the new run is over
     * @param needAfter articles scraped before that are too old for the new run
     * @return the job afterwards; empty if it is not at the end of that run
     */
    Optional<Job> reopen(String jobId, int run, NextRun next, Instant needAfter);

    /**
     * Deletes a job that is in this run, whatever its state; its pages are left to the caller.
     *
     * @return whether there is no such job now; false if it is in another run
     */
    boolean remove(String jobId, int run);

    /** Jobs that ended before a time, oldest first. */
    List<Job> endedBefore(Instant time, int limit);

    /** Jobs that ended at a time or later, the last first. */
    List<Job> endedSince(Instant time, int limit);

    /** When the oldest job was created; empty if there is none. */
    Optional<Instant> oldestCreation();

    /** The key that the submission of a job came with. */
    Optional<String> idempotencyKey(String jobId);

    /** What a job was ordered with; empty if there is no such job. */
    Optional<Orders> orders(String jobId);

    /** Lets no further run follow the end of this one by itself; nothing happens to a job that is open or in another run. */
    void dropRetries(String jobId, int run);

    /** What has no end yet. */
    List<String> pending(String jobId);

    /** Whether this was submitted with a job: an article, or the run that the job is. */
    boolean wants(String jobId, String articleId);

    /** What a reader of the results needs besides the items. */
    Optional<Detail> detail(String jobId);

    /**
     * A cancelled job.
     *
     * @param givenUp the articles that were pending
     */
    record Cancelled(Job job, List<String> givenUp) {}

    /**
     * A job with its open and failed articles.
     *
     * @param fetch what it asks of its fetches
     * @param findsItems whether its articles are those that a run finds
     */
    record Detail(
            Job job,
            List<String> pending,
            List<Failure> failures,
            Instant needAfter,
            FetchOptions fetch,
            boolean findsItems) {
        /** A job whose articles were given. */
        public Detail(Job job, List<String> pending, List<Failure> failures, Instant needAfter, FetchOptions fetch) {
            this(job, pending, failures, needAfter, fetch, false);
        }

        /** The run that finds its articles, while it is open or given up, or if it has failed: it counts as one of them then. */
        public Optional<String> run() {
            return findsItems
                    ? Stream.concat(pending.stream(), failures.stream().map(Failure::articleId))
                            .filter(RunIds::isRun)
                            .findFirst()
                    : Optional.empty();
        }
    }

    /**
     * A start of a run.
     *
     * @param start its number: greater than that of every start before
     */
    record RunStart(Job job, long start) {}
}
