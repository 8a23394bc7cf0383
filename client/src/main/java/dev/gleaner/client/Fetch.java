package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the fetch saw that brought an article.
 *
 * @param bodyBytes of the page, unpacked
 * @param contentBytes of the article's text in UTF-8
 * @param redirects that were followed, in order
 */
public record Fetch(
        Instant startedAt,
        int httpStatus,
        int bodyBytes,
        int contentBytes,
        @Nullable String contentType,
        List<Redirect> redirects,
        String finalUrl,
        @Nullable String protocol,
        Timings timingsMs) {
    public Fetch {
        redirects = List.copyOf(Objects.requireNonNullElse(redirects, List.of()));
    }

    /** An answer that led on. */
    public record Redirect(String url, int status) {}

    /** Where the time went, in ms, over all redirects; null is what was not measured. */
    public record Timings(
            @Nullable Long waited,
            @Nullable Long connected,
            long firstByte,
            long body,
            @Nullable Long read) {}
}
