package dev.gleaner.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer says of itself with every beat.
 *
 * @param id its incarnation
 * @param name its host and process id
 * @param since it works under this incarnation
 * @param beatAt when it said this
 * @param capacity articles at a time
 * @param runningTotal articles that it works on
 * @param running the first {@link #MOST_RUNNING} of them, those that run longest
 * @param scrapers that it has
 * @param articlesEnded since the process started
 */
public record ConsumerReport(
        String id,
        String name,
        String host,
        long pid,
        String version,
        Instant since,
        Instant beatAt,
        int capacity,
        int runningTotal,
        List<Running> running,
        List<String> scrapers,
        long articlesEnded) {
    public static final int MOST_RUNNING = 100;

    public ConsumerReport {
        running = List.copyOf(running);
        scrapers = List.copyOf(scrapers);
    }

    /**
     * An article that is being worked on.
     *
     * @param phase {@code starting}, {@code fetching}, {@code reading} or {@code storing}
     * @param jobId one that waits for it; null if none does any more
     * @param scraper that was asked for; null for the one that is usual
     */
    public record Running(
            String articleId,
            String url,
            String host,
            String phase,
            Instant since,
            @Nullable String jobId,
            @Nullable String scraper) {}
}
