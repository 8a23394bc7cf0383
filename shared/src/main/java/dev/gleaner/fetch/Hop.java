package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;

/** What one answer means for a fetch. */
sealed interface Hop {
    /** It ends here. */
    record Ended(FetchOutcome outcome) implements Hop {}

    /** It goes on at another address, which nobody has judged yet. */
    record Redirected(ArticleUrl next) implements Hop {}
}
