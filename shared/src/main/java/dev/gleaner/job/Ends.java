package dev.gleaner.job;

import dev.gleaner.article.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job with the ends of one of its runs in the order in which they were counted; both are of the same instant.
 *
 * @param ends of the articles of the run so far; what a run of a scraper found is counted without being listed
 */
public record Ends(Job job, List<End> ends) {
    public Ends {
        ends = List.copyOf(ends);
    }

    /**
     * The end of one article.
     *
     * @param code why it failed; null when it succeeded
     */
    public record End(String articleId, @Nullable ErrorCode code) {}
}
