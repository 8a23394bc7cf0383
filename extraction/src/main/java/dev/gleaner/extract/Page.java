package dev.gleaner.extract;

import org.jspecify.annotations.Nullable;

/**
 * A page as it was fetched.
 *
 * @param charset as the server named it
 * @param contentType without parameters; null counts as HTML
 * @param url the address that relative links start from
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of megabytes would serve nobody
public record Page(
        byte[] body, @Nullable String charset, @Nullable String contentType, String url) {}
