package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that lives.
 *
 * @param id another whenever it has lost its lease
 * @param name its host and process id
 * @param beatAt when it said all this
 * @param capacity articles at a time
 * @param runningTotal articles that it works on
 * @param running the first hundred of them
 * @param articlesEnded since the process started
 */
public record Consumer(
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
    public Consumer {
        running = List.copyOf(running);
        scrapers = List.copyOf(scrapers);
    }

    /**
     * An article that is being worked on.
     *
     * @param phase {@code starting}, {@code fetching}, {@code reading} or {@code storing}
     * @param jobId of one that waits for it, or null
     * @param scraper that was asked for, or null
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
