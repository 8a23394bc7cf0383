package dev.gleaner.api.results;

import dev.gleaner.article.Articles;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import org.jspecify.annotations.Nullable;

/** One article of a job that has ended. */
sealed interface Row {
    /** What was submitted. */
    Item item();

    /**
     * It is there.
     *
     * @param article null if it was removed since
     */
    record Scraped(Item item, Articles.@Nullable Stored article) implements Row {
        @Nullable
        String title() {
            return article == null ? null : article.title();
        }

        @Nullable
        String content() {
            return article == null ? null : article.content();
        }

        @Nullable
        String markdown() {
            return article == null ? null : article.markdown();
        }

        @Nullable
        String scrapedAt() {
            return article == null || article.scrapedAt() == null
                    ? null
                    : article.scrapedAt().toString();
        }
    }

    /** It failed. */
    record Missed(Item item, Failure failure) implements Row {}
}
