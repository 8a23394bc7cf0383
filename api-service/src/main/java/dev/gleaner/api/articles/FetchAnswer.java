package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.article.FetchFacts;
import dev.gleaner.extract.ArticleContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fetch saw that brought an article. */
@Schema(name = "Fetch")
record FetchAnswer(
        @JsonProperty("started_at") Instant startedAt,
        @JsonProperty("http_status") int httpStatus,

        @JsonProperty("body_bytes") @Schema(description = "of the page, unpacked")
        int bodyBytes,

        @JsonProperty("content_bytes") @Schema(description = "of the article's text in UTF-8")
        int contentBytes,

        @JsonProperty("content_type") @Nullable String contentType,

        @JsonProperty("redirects") @Schema(description = "that were followed, in order")
        List<Redirect> redirects,

        @JsonProperty("final_url") String finalUrl,

        @JsonProperty("protocol") @Schema(example = "HTTP/1.1") @Nullable
        String protocol,

        @JsonProperty("timings_ms") Timings timings) {

    static @Nullable FetchAnswer of(@Nullable FetchFacts facts, ArticleContent content) {
        if (facts == null) {
            return null;
        }
        FetchFacts.Timings ms = facts.timings();
        String text = content.content();
        return new FetchAnswer(
                facts.startedAt(),
                facts.httpStatus(),
                facts.bodyBytes(),
                text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length,
                facts.contentType(),
                facts.redirects().stream()
                        .map(one -> new Redirect(one.url(), one.status()))
                        .toList(),
                facts.finalUrl(),
                facts.protocol(),
                new Timings(ms.waited(), ms.connected(), ms.firstByte(), ms.body(), ms.read()));
    }

    /** An answer that led on. */
    @Schema(name = "Redirect")
    record Redirect(
            @JsonProperty("url") @Schema(description = "that was asked")
            String url,

            @JsonProperty("status") @Schema(description = "200 for a page that refreshes to another", example = "301")
            int status) {}

    /** Where the time went. */
    @Schema(name = "FetchTimings", description = "in milliseconds, over all redirects")
    record Timings(
            @JsonProperty("waited")
            @Schema(description = "before and between the requests: for robots.txt, for our own stores")
            @Nullable
            Long waited,

            @JsonProperty("connected") @Schema(description = "until there was a connection") @Nullable
            Long connected,

            @JsonProperty("first_byte") @Schema(description = "from then until the headers of the answer")
            long firstByte,

            @JsonProperty("body") @Schema(description = "from then until its last byte")
            long body,

            @JsonProperty("read") @Schema(description = "from then until the article was read from it") @Nullable
            Long read) {}
}
