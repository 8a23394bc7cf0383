package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** The state of a job. */
public enum JobStatus {
    /** Accepted, and not yet queued. */
    PENDING,
    /** Its articles are being fetched. */
    IN_PROGRESS,
    /** It ended, and at least one article was scraped. */
    COMPLETED,
    /** It ended, and no article was scraped. */
    FAILED,
    /** It was cancelled. */
    CANCELLED,
    /** A state that this version of the client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether nothing more will happen, unless the job is retried. */
    public boolean ended() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED -> true;
            case PENDING, IN_PROGRESS, UNKNOWN -> false;
        };
    }
}
