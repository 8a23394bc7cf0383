package dev.gleaner.consumer.runs;

import dev.gleaner.extract.ArticleContent;
import dev.gleaner.url.ArticleUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An article that a run has found.
 *
 * @param data whatever else the run says of it, as JSON text
 * @param at when it came
 */
record FoundItem(
        ArticleUrl url, ArticleContent content, @Nullable String data, Instant at) {}
