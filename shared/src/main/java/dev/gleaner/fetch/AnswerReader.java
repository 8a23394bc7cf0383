package dev.gleaner.fetch;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.fetch.FetchOutcome.NotModified;
import dev.gleaner.fetch.Hop.Ended;
import dev.gleaner.fetch.Hop.Redirected;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Says what the answers to one fetch mean, and reads what is accepted of them. */
final class AnswerReader {
    private final FetchRequest request;
    private final Reading reading;
    private final int maxWireBytes;
    private final InstantSource clock;
    private final Instant startedAt;

    /** @param maxWireBytes of a body as it is sent */
    AnswerReader(FetchRequest request, Reading reading, int maxWireBytes, InstantSource clock) {
        this.request = request;
        this.reading = reading;
        this.maxWireBytes = maxWireBytes;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    Hop read(ArticleUrl url, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        AnswerHeaders headers = new AnswerHeaders(response);
        if (status == 304 && request.storedAt(url) != null) {
            return new Ended(new NotModified(startedAt));
        }
        @Nullable Duration retryAfter = RetryAfter.parse(headers.first("Retry-After"), clock.instant());
        if (reading.statuses().include(status)) {
            return new Ended(accepted(url, response, headers, retryAfter));
        }
        @Nullable String location = isRedirect(status) && request.method().isSafe() ? headers.location() : null;
        return location == null ? new Ended(Failures.ofStatus(status, retryAfter)) : redirected(url, location);
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static Hop redirected(ArticleUrl url, String location) {
        try {
            return new Redirected(url.resolve(location));
        } catch (InvalidUrlException invalid) {
            return new Ended(Failures.refused());
        }
    }

    private FetchOutcome accepted(
            ArticleUrl url, ClassicHttpResponse response, AnswerHeaders headers, @Nullable Duration retryAfter)
            throws IOException {
        PageType named = PageType.of(headers.first("Content-Type"));
        if (!reading.acceptsAnyType() && !named.isOneOf(reading.contentTypes())) {
            return notHtml(response.getCode());
        }
        byte[] body = body(response.getEntity(), headers);
        @Nullable
        String type = named.type() == null && !reading.acceptsAnyType() ? PageType.sniffed(body) : named.type();
        if (type == null && !reading.acceptsAnyType()) {
            return notHtml(response.getCode());
        }
        return new Fetched(
                url.target(),
                response.getCode(),
                body,
                type,
                named.charset(),
                headers.validator("ETag"),
                headers.validator("Last-Modified"),
                retryAfter,
                startedAt);
    }

    private byte[] body(@Nullable HttpEntity entity, AnswerHeaders headers) throws IOException {
        return entity == null
                ? new byte[0]
                : BodyReader.read(
                        entity.getContent(),
                        headers.all("Content-Encoding"),
                        entity.getContentLength(),
                        maxWireBytes,
                        reading);
    }

    private static FetchOutcome notHtml(int status) {
        return new FailedForGood(ErrorCode.NOT_HTML, "The page is neither HTML nor plain text", status);
    }
}
