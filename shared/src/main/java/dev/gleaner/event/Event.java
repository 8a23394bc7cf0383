package dev.gleaner.event;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in this process. An event is told after the write that made it true; it is not stored, so a process
 * that dies between the two tells nothing.
 */
public sealed interface Event {
    /**
     * A job was accepted.
     *
     * @param total articles of the job
     * @param cached articles of it that needed no fetch
     */
    record Submitted(String jobId, int total, int cached) implements Event {}

    /**
     * Work was taken from the queue.
     *
     * @param entries how many, at least one
     */
    record Claimed(String incarnation, int entries) implements Event {}

    /**
     * A fetch ended.
     *
     * @param error why there is no page; null if there is one
     * @param httpStatus of the last answer; null if there was none
     * @param bytes of the page after decompression; 0 without one
     */
    record Fetched(
            String articleId,
            String host,
            @Nullable ErrorCode error,
            @Nullable Integer httpStatus,
            long bytes,
            Duration took)
            implements Event {}

    /**
     * A page was read.
     *
     * @param refusal why it holds no article; null if it holds one
     */
    record Extracted(
            String articleId, String host, @Nullable ErrorCode refusal, Duration took) implements Event {}

    /**
     * A command of a scraper ended, or could not be started.
     *
     * @param articleId or the id of a run
     * @param error why nothing came of it; null if it ended well
     * @param exitCode null if it was not started or a signal ended it
     * @param peakMemoryBytes the most that its processes had together
     * @param outputBytes that it wrote to stdout
     */
    record CommandEnded(
            String articleId,
            String scraper,
            @Nullable ErrorCode error,
            @Nullable Integer exitCode,
            Duration took,
            long peakMemoryBytes,
            long outputBytes)
            implements Event {}

    /** Articles of a job ended in one of its runs. */
    record Settled(String jobId, int run, int succeeded, int failed) implements Event {}

    /**
     * An attempt failed and will be repeated.
     *
     * @param attempt that failed, from 1
     */
    record Retried(String articleId, String host, ErrorCode error, int attempt, Instant dueAt) implements Event {}

    /** What a dead consumer held was handed out again. */
    record Reaped(String incarnation, long entries) implements Event {}

    /**
     * The audit mended something.
     *
     * @param requeued open articles that lay in no structure
     * @param recovered entries that nobody would have looked at
     * @param recounted hosts whose count of running fetches was wrong
     */
    record Audited(long requeued, long recovered, long recounted) implements Event {}

    /**
     * A job ended: completed, failed or cancelled. A retry opens it again, and its next run has an end of its own.
     *
     * @param job as the update left it that ended it
     */
    record Ended(Job job) implements Event {}

    /**
     * An article ended for good, and all that waited for it was told.
     *
     * @param error why there is no text; null if there is one
     * @param bytes of the page after decompression; 0 if none was sent or it is not known
     */
    record ArticleEnded(
            String articleId, String host, @Nullable ErrorCode error, long bytes) implements Event {}

    /**
     * Entries were handed out.
     *
     * @param waited for each, how long ago it was pushed first: what waits for its host or its retry waits as well
     */
    record PickedUp(List<Duration> waited) implements Event {
        public PickedUp {
            waited = List.copyOf(waited);
        }
    }

    /**
     * A schedule made a job.
     *
     * @param late how long after it was due
     */
    record ScheduleFired(String scheduleId, String jobId, Duration late) implements Event {}

    /**
     * A delivery was attempted.
     *
     * @param kind {@code WEBHOOK}, for example
     * @param outcome {@code DELIVERED}, for example, as its standing says
     */
    record Delivered(String deliveryId, String jobId, String kind, String outcome, Duration took) implements Event {}

    /** A consumer began to work under a lease. */
    record ConsumerJoined(String incarnation) implements Event {}

    /** A consumer ended its lease. */
    record ConsumerLeft(String incarnation) implements Event {}

    /** A lease was lost with all that was held under it. */
    record LeaseLost(String incarnation) implements Event {}

    /** A client that watched was cut off because it read too slowly. */
    record WatcherDropped() implements Event {}
}
