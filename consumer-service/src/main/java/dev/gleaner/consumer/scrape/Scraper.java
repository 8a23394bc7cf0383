package dev.gleaner.consumer.scrape;

import dev.gleaner.article.Articles.Version;
import dev.gleaner.consumer.inflight.Execution;
import org.jspecify.annotations.Nullable;

/** A way to get an article. It writes nothing; what becomes of the outcome is for whoever asked. */
@FunctionalInterface
public interface Scraper {
    /**
     * Makes one attempt, on the calling thread, which an abort interrupts.
     *
     * @param stored the version that is there already; null if there is none to compare with
     */
    ScrapeOutcome scrape(Execution execution, @Nullable Version stored);
}
