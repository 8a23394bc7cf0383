package dev.gleaner.cli.watch;

import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import dev.gleaner.client.JobProgress;
import dev.gleaner.client.ProgressFeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a job to its end, also over times when its server is away. */
public final class Follow {
    private static final Duration TICK = Duration.ofSeconds(1);

    private Follow() {}

    /** Whoever is told. */
    public interface Listener {
        /** How far it is now. */
        void news(JobProgress now);

        /**
         * A second without news.
         *
         * @param away for how long no connection has been there; zero if it is there
         */
        default void silence(Duration away) {}
    }

    /**
     * Tells all news until the job has ended.
     *
     * @param limit how long it may take, or null
     * @return how it ended; empty if it did not within the limit
     * @throws GleanerException.Refused if there is no such job, or no longer
     */
    public static Optional<JobProgress> toEnd(
            GleanerClient api, String job, @Nullable Duration limit, Listener listener) throws InterruptedException {
        long begin = System.nanoTime();
        long contact = begin;
        try (ProgressFeed feed = api.watch(job)) {
            while (true) {
                Duration left = limit == null ? TICK : limit.minusNanos(System.nanoTime() - begin);
                if (!left.isPositive()) {
                    return last(api, job, listener);
                }
                Optional<JobProgress> news = feed.next(left.compareTo(TICK) < 0 ? left : TICK);
                long now = System.nanoTime();
                if (news.isPresent() || feed.isConnected()) {
                    contact = now;
                }
                if (news.isEmpty()) {
                    listener.silence(Duration.ofNanos(now - contact));
                    continue;
                }
                listener.news(news.get());
                if (news.get().ended()) {
                    return news;
                }
            }
        }
    }

    /** The limit is over; the job may have ended all the same. */
    private static Optional<JobProgress> last(GleanerClient api, String job, Listener listener)
            throws InterruptedException {
        try {
            var status = api.status(job);
            JobProgress now = new JobProgress(
                    job,
                    status.status(),
                    status.completed(),
                    status.failed(),
                    status.totalArticles(),
                    status.revision(),
                    List.of());
            listener.news(now);
            return now.ended() ? Optional.of(now) : Optional.empty();
        } catch (GleanerException.Unreachable away) {
            return Optional.empty();
        }
    }
}
