package dev.gleaner.consumer.settle;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.job.Effort;
import dev.gleaner.task.Outcome;
import org.jspecify.annotations.Nullable;

/** How the work on an article ended for good, and what it took. */
public sealed interface Ending {
    Execution execution();

    Outcome outcome();

    /** Its content is there. */
    record Scraped(
            Execution execution,
            Articles.Scraped scraped,
            @Nullable Effort effort) implements Ending {
        @Override
        public Outcome outcome() {
            return new Outcome.Succeeded(scraped.scrapedAt(), effort);
        }
    }

    /** The stored content is still the current one. */
    record Unchanged(
            Execution execution,
            Articles.Unchanged unchanged,
            @Nullable Effort effort) implements Ending {
        @Override
        public Outcome outcome() {
            return new Outcome.Succeeded(unchanged.at(), effort);
        }
    }

    /** It was a run that found articles, which are stored already. */
    record Ran(Execution execution, Outcome.Succeeded outcome) implements Ending {}

    /** It was there already, young enough for every waiter. */
    record Fresh(Execution execution, Outcome.Succeeded outcome) implements Ending {}

    /** There is no article. */
    record Failed(
            Execution execution,
            Articles.Missed missed,
            @Nullable Effort effort) implements Ending {
        @Override
        public Outcome outcome() {
            return new Outcome.Failed(missed.code(), missed.error(), missed.at(), effort);
        }
    }

    /** Nothing can be written of the article, not even that it failed; its jobs are told all the same. */
    record Unstorable(Execution execution, Outcome outcome) implements Ending {}
}
