package dev.gleaner.consumer.settle;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.task.Outcome;

/** How the work on an article ended for good. */
public sealed interface Ending {
    Execution run();

    Outcome outcome();

    /** Its page was fetched and read. */
    record Read(Execution run, Articles.Scraped scraped) implements Ending {
        @Override
        public Outcome outcome() {
            return new Outcome.Succeeded(scraped.scrapedAt());
        }
    }

    /** Its page is still the one that was read before. */
    record Unchanged(Execution run, Articles.Unchanged unchanged) implements Ending {
        @Override
        public Outcome outcome() {
            return new Outcome.Succeeded(unchanged.at());
        }
    }

    /** It was there already, young enough for every waiter. */
    record Fresh(Execution run, Outcome.Succeeded outcome) implements Ending {}

    /** It cannot be had. */
    record Failed(Execution run, Articles.Missed missed) implements Ending {
        @Override
        public Outcome outcome() {
            return new Outcome.Failed(missed.code(), missed.error(), missed.at());
        }
    }
}
