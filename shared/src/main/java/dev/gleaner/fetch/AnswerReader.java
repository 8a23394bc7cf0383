package dev.gleaner.fetch;

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
    private boolean lookedAgain;

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
            FetchOutcome outcome = accepted(url, response, headers, retryAfter);
            @Nullable ArticleUrl onward = outcome instanceof Fetched page ? onward(url, page, headers) : null;
            return onward == null ? new Ended(outcome) : new Redirected(onward);
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

    /** Where a page without text leads on; null if it does not, so that the page is what there is. */
    private @Nullable ArticleUrl onward(ArticleUrl url, Fetched page, AnswerHeaders headers) {
        if (reading.acceptsAnyType() || reading.maxRedirects() == 0 || request.method() != HttpMethod.GET) {
            return null;
        }
        return OnwardPage.of(page.body(), !BodyBytes.TEXT.equals(page.contentType()), headers.first("Refresh"))
                .map(reference -> resolved(url, reference))
                .filter(next -> !next.target().equals(url.target()) || isWorthAnotherLook(headers))
                .orElse(null);
    }

    /** A page that refreshes itself waits for something: for its cookie perhaps, which it then gets, once. */
    private boolean isWorthAnotherLook(AnswerHeaders headers) {
        boolean first = !lookedAgain;
        lookedAgain = true;
        return first && !headers.all("Set-Cookie").isEmpty();
    }

    private static @Nullable ArticleUrl resolved(ArticleUrl url, OnwardPage.Reference to) {
        try {
            ArticleUrl base = to.base() == null ? url : url.resolve(to.base());
            return base.resolve(to.reference());
        } catch (InvalidUrlException nowhere) {
            return null;
        }
    }

    private FetchOutcome accepted(
            ArticleUrl url, ClassicHttpResponse response, AnswerHeaders headers, @Nullable Duration retryAfter)
            throws IOException {
        PageType named = PageType.of(headers.all("Content-Type"));
        @Nullable String type = named.type();
        if (!reading.acceptsAnyType() && type != null && !reading.contentTypes().contains(type)) {
            return Failures.notHtml(type, response.getCode());
        }
        byte[] body = body(response.getEntity(), headers);
        if (!reading.acceptsAnyType()) {
            type = BodyBytes.type(body, type);
            if (!reading.contentTypes().contains(type)) {
                return Failures.notHtml(type, response.getCode());
            }
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
}
