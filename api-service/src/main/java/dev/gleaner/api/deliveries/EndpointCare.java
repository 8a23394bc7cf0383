package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.Deliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spares endpoints that cannot take what they are sent. One that asks for it is left alone for so long; one that fails for long
 * is paused, which its deliveries show, and probed with one of them every hour; one that says that it is gone is sent nothing more
 * of that job or schedule.
 */
final class EndpointCare {
    /** Deliveries given up one after the other after which an endpoint is paused. */
    static final int PAUSED_AFTER_GIVEN_UP = 5;

    /** Time of nothing but failures after which an endpoint is paused. */
    static final Duration PAUSED_AFTER = Duration.ofHours(24);

    static final Duration PROBE_EVERY = Duration.ofHours(1);

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final InstantSource clock;

    EndpointCare(Endpoints endpoints, Deliveries deliveries, InstantSource clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Whether a message may be sent now. */
    sealed interface Gate {}

    /** It may. */
    record Open(Standing standing) implements Gate {}

    /**
     * Not before a time.
     *
     * @param paused whether the endpoint is paused, and not only busy
     */
    record Shut(Instant until, boolean paused, String reason) implements Gate {}

    /** Never. */
    record Gone(String reason) implements Gate {}

    Gate ask(String scope, String lane) {
        Instant now = clock.instant();
        Optional<Instant> gone = endpoints.goneSince(scope, lane);
        if (gone.isPresent()) {
            return new Gone("The receiver answered 410 Gone at %s and is sent nothing more".formatted(gone.get()));
        }
        Standing standing = standing(lane);
        Instant probeAt = standing.probeAt();
        if (standing.pausedAt() != null && probeAt != null) {
            String reason = paused(standing);
            return !probeAt.isAfter(now) && endpoints.probe(lane, probeAt, now.plus(PROBE_EVERY))
                    ? new Open(standing)
                    : new Shut(probeAt.isAfter(now) ? probeAt : now.plus(PROBE_EVERY), true, reason);
        }
        Instant notBefore = standing.notBefore();
        return notBefore != null && notBefore.isAfter(now)
                ? new Shut(notBefore, false, "The receiver asked to be left alone until " + notBefore)
                : new Open(standing);
    }

    Standing standing(String lane) {
        return endpoints.find(List.of(lane)).getOrDefault(lane, Standing.WELL);
    }

    /** By lane; those that do well are absent. */
    Map<String, Standing> standings(List<String> lanes) {
        return endpoints.find(lanes);
    }

    /** Why deliveries of a paused endpoint wait. */
    static String paused(Standing standing) {
        return "The endpoint has failed since %s and is paused; it is tried once an hour. Its last failure: %s"
                .formatted(standing.failingSince(), standing.reason());
    }

    /** Notes how a message went. */
    void note(String scope, String lane, Standing before, Verdict verdict, boolean gaveUp) {
        Instant now = clock.instant();
        String error = verdict.error();
        if (error == null) {
            if (!before.isWell()) {
                endpoints.succeeded(lane);
            }
            if (before.pausedAt() != null) {
                deliveries.wake(lane, now);
            }
        } else if (verdict.gone()) {
            endpoints.gone(scope, lane, now);
        } else {
            Duration throttle = verdict.throttle();
            Standing after = endpoints.failed(lane, now, gaveUp, throttle == null ? null : now.plus(throttle), error);
            Instant since = after.failingSince();
            boolean forLong = since != null && !since.plus(PAUSED_AFTER).isAfter(now);
            if (after.pausedAt() == null && (forLong || after.givenUp() >= PAUSED_AFTER_GIVEN_UP)) {
                endpoints.pause(lane, now, now.plus(PROBE_EVERY));
            }
        }
    }

    /** Somebody asks for a delivery: whatever stands against it is given another chance. */
    void askedFor(String scope, String lane) {
        endpoints.back(scope, lane);
        endpoints.probeNow(lane, clock.instant());
    }
}
