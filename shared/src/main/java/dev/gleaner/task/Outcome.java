package dev.gleaner.task;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Effort;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a task ended. */
public sealed interface Outcome {
    /** When it was known. */
    Instant at();

    /** What it took; null if a consumer of an earlier version ended it. */
    @Nullable
    Effort effort();

    /** The article is stored. */
    record Succeeded(Instant at, @Nullable Effort effort) implements Outcome {
        public Succeeded(Instant at) {
            this(at, null);
        }
    }

    /** There is no article, and no further attempt. */
    record Failed(
            ErrorCode code,
            String error,
            Instant at,
            @Nullable Effort effort) implements Outcome {
        public Failed(ErrorCode code, String error, Instant at) {
            this(code, error, at, null);
        }
    }
}
