package dev.gleaner.api.submission;

import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.scraper.ScraperChoice;
import org.jspecify.annotations.Nullable;

/**
 * One article of a submission.
 *
 * @param wanted its key is that of the page which comes for all that is asked of its fetch
 * @param asked what is asked of its fetch alone, in place of what the submission asks
 * @param usual the scraper that it gets because nobody names one; null for the built-in one, or if somebody does
 * @param ownMaxAge null where that of the submission holds
 */
record SubmittedArticle(
        Articles.Wanted wanted,
        FetchOptions asked,
        @Nullable ScraperChoice usual,
        @Nullable MaxAge ownMaxAge) {

    String key() {
        return wanted.key();
    }

    /** What its fetch has of its own. */
    FetchOptions own() {
        return usual == null ? asked : asked.withScraper(usual);
    }

    /** How old it may be, in a submission with this rule. */
    MaxAge maxAge(MaxAge ofTheSubmission) {
        return ownMaxAge == null ? ofTheSubmission : ownMaxAge;
    }
}
