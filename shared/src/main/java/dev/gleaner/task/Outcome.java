package dev.gleaner.task;

import dev.gleaner.article.ErrorCode;
import java.time.Instant;

/** How a task ended. */
public sealed interface Outcome {
    /** When it was known. */
    Instant at();

    /** The article is stored. */
    record Succeeded(Instant at) implements Outcome {}

    /** There is no article, and no further attempt. */
    record Failed(ErrorCode code, String error, Instant at) implements Outcome {}
}
