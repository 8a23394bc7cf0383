package dev.gleaner.api.submission;

import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import org.jspecify.annotations.Nullable;

/**
 * One article of a submission.
 *
 * @param wanted its key is that of the page which comes for all that is asked of its fetch
 * @param own what is asked of its fetch alone, in place of what the submission asks
 * @param ownMaxAge null where that of the submission holds
 */
record SubmittedArticle(
        Articles.Wanted wanted, FetchOptions own, @Nullable MaxAge ownMaxAge) {

    String key() {
        return wanted.key();
    }

    /** How old it may be, in a submission with this rule. */
    MaxAge maxAge(MaxAge ofTheSubmission) {
        return ownMaxAge == null ? ofTheSubmission : ownMaxAge;
    }
}
