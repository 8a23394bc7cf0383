package dev.gleaner.consumer.command.run;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command to run for an article or a run.
 *
 * @param choice that was held against the definition
 * @param url of the article; null in a run
 * @param jobId of a job that waits for it; null if none does
 */
public record CommandOrder(
        Execution execution,
        Definition definition,
        ScraperChoice choice,
        @Nullable ArticleUrl url,
        @Nullable String jobId) {
    /** What the definition gives, or the job if that is less. */
    Duration timeout() {
        Duration asked = execution.task().options().timeout();
        return asked == null || asked.compareTo(definition.timeout()) > 0 ? definition.timeout() : asked;
    }
}
