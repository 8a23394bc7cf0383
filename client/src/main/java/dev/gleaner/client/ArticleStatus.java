package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** The state of an article, by itself or within a job. */
public enum ArticleStatus {
    /** It waits. */
    PENDING,
    /** It is being fetched. */
    SCRAPING,
    /** It is there. */
    SCRAPED,
    /** It could not be fetched. */
    FAILED,
    /** Its job was cancelled before it was fetched. */
    CANCELLED,
    /** A state that this version of the client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
