package dev.gleaner.api.deliveries.webhook;

import dev.gleaner.api.deliveries.Deliverer;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.HttpMethod;
import dev.gleaner.fetch.Reading;
import dev.gleaner.fetch.RequestBody;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Reaction;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sends a message through the guarded door: the address is checked each time, no redirect is followed, and of the answer
 * nothing is kept but its status, for what a receiver says may be anything. Id and body are the same in each attempt; the
 * time, and so the signature, is that of the attempt.
 */
public final class WebhookDeliverer implements Deliverer {
    private static final String JSON = "application/json";

    /** Enough to read the end of a usual answer, so that its connection can be used again. */
    private static final int ANSWER_BYTES = 16_384;

    private final Fetcher fetcher;
    private final Jobs jobs;
    private final List<SigningSecret> usualSecrets;
    private final Duration timeout;
    private final int atOnce;
    private final InstantSource clock;

    /**
     * @param usualSecrets for webhooks that bring none
     * @param timeout of an attempt
     * @param atOnce messages to one endpoint at a time
     */
    public WebhookDeliverer(
            Fetcher fetcher,
            Jobs jobs,
            List<SigningSecret> usualSecrets,
            Duration timeout,
            int atOnce,
            InstantSource clock) {
        this.fetcher = fetcher;
        this.jobs = jobs;
        this.usualSecrets = List.copyOf(usualSecrets);
        this.timeout = timeout;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    @Override
    public DeliveryKind kind() {
        return DeliveryKind.WEBHOOK;
    }

    @Override
    public Duration longest() {
        return timeout;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public Result deliver(Delivery delivery) {
        Webhook webhook = jobs.orders(delivery.jobId())
                .map(Orders::callbacks)
                .flatMap(all -> ordered(all, delivery.slot()))
                .orElse(null);
        String body = delivery.payload();
        if (webhook == null || body == null) {
            return new GivenUp("The job has no such webhook");
        }
        if (webhook.unreadable()) {
            return new FailedForNow("Its secrets cannot be read: the key that they were stored with is missing", null);
        }
        List<SigningSecret> secrets = webhook.secrets().isEmpty()
                ? usualSecrets
                : webhook.secrets().stream()
                        .flatMap(text -> SigningSecret.parse(text).stream())
                        .toList();
        if (secrets.isEmpty()) {
            return new FailedForNow("There is nothing to sign with: CALLBACK_SECRET is not set any more", null);
        }
        try {
            return send(ArticleUrl.parse(webhook.url()), headers(webhook, secrets, delivery.id(), body), body);
        } catch (InvalidUrlException | IllegalArgumentException notAnyMore) {
            return new GivenUp("The address or a header is not taken any more");
        }
    }

    /** The webhook of a slot; a slot that is none has none. */
    private static Optional<Webhook> ordered(CallbackOrder order, String slot) {
        if (slot.equals(Delivery.CALLBACK)) {
            return Optional.ofNullable(order.webhook());
        }
        int at = slot.indexOf('/');
        if (at < 0) {
            return Optional.empty();
        }
        List<Reaction> reactions = slot.startsWith("on_success/") ? order.onSuccess() : order.onFailure();
        int place = Integer.parseInt(slot.substring(at + 1));
        return place < reactions.size() && reactions.get(place) instanceof Webhook webhook
                ? Optional.of(webhook)
                : Optional.empty();
    }

    private Map<String, String> headers(Webhook webhook, List<SigningSecret> secrets, String id, String body) {
        long timestamp = clock.instant().getEpochSecond();
        Map<String, String> headers = new TreeMap<>(webhook.headers());
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put(
                "webhook-signature",
                secrets.stream().map(one -> one.sign(id, timestamp, body)).collect(Collectors.joining(" ")));
        return headers;
    }

    private Result send(ArticleUrl url, Map<String, String> headers, String body) {
        FetchRequest request = new FetchRequest(url, headers, timeout)
                .reading(Reading.raw(ANSWER_BYTES))
                .with(HttpMethod.POST, new RequestBody(JSON, body.getBytes(StandardCharsets.UTF_8)));
        return switch (fetcher.fetch(request)) {
            case FetchOutcome.Fetched answer -> new Answered(answer.httpStatus(), answer.retryAfter());
            case FetchOutcome.FailedForNow failed -> new FailedForNow(failed.error(), failed.retryAfter());
            case FetchOutcome.FailedForGood failed
            when failed.code() == ErrorCode.ADDRESS_REFUSED -> new GivenUp(failed.error());
            // A certificate is renewed, a server is mended: all but a refusal may end better.
            case FetchOutcome.FailedForGood failed -> new FailedForNow(failed.error(), null);
            case FetchOutcome.Busy busy -> new NotTried(busy.retryAfter());
            case FetchOutcome.Aborted aborted -> new NotTried(Duration.ofSeconds(1));
            case FetchOutcome.NotModified still -> new FailedForNow("The answer makes no sense", null);
        };
    }
}
