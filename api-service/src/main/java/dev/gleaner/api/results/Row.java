package dev.gleaner.api.results;

import dev.gleaner.article.Articles;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import java.time.OffsetDateTime;
import java.util.List;
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
            return article == null ? null : article.content().title();
        }

        @Nullable
        String content() {
            return article == null ? null : article.content().content();
        }

        @Nullable
        String markdown() {
            return article == null ? null : article.content().markdown();
        }

        List<String> authors() {
            return article == null ? List.of() : article.content().authors();
        }

        /** In UTC, as all times are. */
        @Nullable
        String publishedAt() {
            OffsetDateTime published =
                    article == null ? null : article.content().publishedAt();
            return published == null ? null : published.toInstant().toString();
        }

        @Nullable
        String language() {
            return article == null ? null : article.content().language();
        }

        /** The text of a JSON value. */
        @Nullable
        String data() {
            return article == null ? null : article.data();
        }

        @Nullable
        String canonicalUrl() {
            return article == null ? null : article.content().canonicalUrl();
        }

        @Nullable
        String finalUrl() {
            return article == null ? null : article.finalUrl();
        }

        @Nullable
        Integer wordCount() {
            return article == null ? null : article.content().wordCount();
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
