package dev.gleaner.fetch;

import dev.gleaner.article.FetchFacts;
import dev.gleaner.article.FetchFacts.Redirect;
import dev.gleaner.fetch.FetchOutcome.Aborted;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fetch from its first address to the answer that ends it; every address on the way is judged before it is asked. */
final class RedirectChain {
    private static final Logger LOG = LoggerFactory.getLogger(RedirectChain.class);

    /** Rests of this size are read so that the connection can be used again; larger ones are cut off. */
    private static final int WORTH_DRAINING_BYTES = 16_384;

    private final GuardedClient client;
    private final AddressPolicy policy;
    private final FetchRequest request;
    private final Reading reading;
    private final AnswerReader answers;
    private final Attempt attempt;
    private final Cookies cookies;
    private final HttpClientContext context = HttpClientContext.create();
    private final List<Redirect> redirected = new ArrayList<>();
    private int status;
    private @Nullable String protocol;

    RedirectChain(
            GuardedClient client,
            AddressPolicy policy,
            FetchRequest request,
            Reading reading,
            AnswerReader answers,
            Cookies cookies,
            Attempt attempt) {
        this.client = client;
        this.policy = policy;
        this.request = request;
        this.reading = reading;
        this.answers = answers;
        this.attempt = attempt;
        this.cookies = cookies;
    }

    FetchOutcome followed() throws IOException, HttpException {
        ArticleUrl url = request.url();
        ArticleUrl asked = url;
        for (int redirects = 0; redirects <= reading.maxRedirects(); redirects++) {
            if (policy.visibleRefusal(url).isPresent()) {
                return Failures.refused();
            }
            if (redirects > 0) {
                Optional<FetchOutcome> objection = request.hops().objection(url);
                if (objection.isPresent()) {
                    return objection.get();
                }
            }
            asked = url;
            switch (hop(url)) {
                case Hop.Ended(FetchOutcome.Fetched page) -> {
                    return page.with(seen(page));
                }
                case Hop.Ended(FetchOutcome outcome) -> {
                    return outcome;
                }
                case Hop.Redirected(ArticleUrl next) -> {
                    redirected.add(new Redirect(url.target(), status));
                    url = next;
                }
            }
        }
        return Failures.tooManyRedirects(reading.maxRedirects(), asked);
    }

    private FetchFacts seen(FetchOutcome.Fetched page) {
        return new FetchFacts(
                page.startedAt(),
                page.httpStatus(),
                page.body().length,
                page.contentType(),
                redirected,
                page.finalUrl(),
                protocol,
                attempt.phases().timings());
    }

    private Hop hop(ArticleUrl url) throws IOException, HttpException {
        if (Thread.currentThread().isInterrupted()) {
            return new Hop.Ended(new Aborted());
        }
        HttpUriRequestBase outgoing = OutgoingRequest.of(url, request, reading, cookies, attempt.left());
        attempt.running(outgoing);
        attempt.phases().begin();
        ClassicHttpResponse response = client.open(url, outgoing, context);
        attempt.phases().answered();
        boolean reusable = false;
        try {
            cookies.take(url, new AnswerHeaders(response));
            status = response.getCode();
            protocol =
                    response.getVersion() == null ? null : response.getVersion().toString();
            Hop hop = answers.read(url, response);
            attempt.phases().read();
            reusable = drained(response);
            return hop;
        } finally {
            if (!reusable) {
                outgoing.cancel(); // closing alone would first read the rest, however long that is
            }
            closeQuietly(response);
        }
    }

    /** Reads a short rest of the body; says whether its end was met, so that the connection is fit for more. */
    private static boolean drained(ClassicHttpResponse response) {
        @Nullable HttpEntity entity = response.getEntity();
        if (entity == null) {
            return true;
        }
        try {
            InputStream rest = entity.getContent();
            return rest.read() < 0 || rest.readNBytes(WORTH_DRAINING_BYTES).length < WORTH_DRAINING_BYTES;
        } catch (IOException | IllegalStateException broken) {
            return false;
        }
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException closing) {
            LOG.debug("A connection failed while it was closed", closing);
        }
    }
}
