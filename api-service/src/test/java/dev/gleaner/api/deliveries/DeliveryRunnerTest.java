package dev.gleaner.api.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.api.deliveries.webhook.WebhookDeliverer;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Due;
import dev.gleaner.delivery.Try;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.NamedHosts;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to receivers of all kinds. */
@Timeout(60)
class DeliveryRunnerTest {
    private final CallbackWorld world = new CallbackWorld();

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void aMessageIsSentOnceAndSignedWithEverySecret() {
        world.answers("/hook", "204 No Content", "");
        String other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
        String id = world.ended(world.site.url("/hook"), null, CallbackWorld.SECRET, other);

        world.runFor(Duration.ofHours(80));

        assertThat(world.requests("/hook")).isEqualTo(1);
        String request = world.site.requests().getFirst();
        assertThat(header(request, "webhook-id")).isEqualTo(id);
        assertThat(header(request, "authorization")).isEqualTo("Bearer 1");
        assertThat(header(request, "content-type")).isEqualTo("application/json");
        assertThat(header(request, "webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
        assertThat(body(0)).isEqualTo(world.delivery(id).payload()).startsWith("{\"type\":\"job.completed\",");
        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.logged(id).tries())
                .singleElement()
                .extracting(Try::httpStatus)
                .isEqualTo(204);
        assertThat(world.stores.collections.deliveriesDue().countDocuments()).isZero();
        assertThat(world.stores.collections.endpoints().countDocuments()).isZero();
    }

    @Test
    void aReceiverThatFailsIsTriedTenTimesInThreeDays() {
        world.answers("/down", "500 Internal Server Error", "");
        String id = world.ended(world.site.url("/down"));
        Instant first = world.stores.now();

        for (int attempt = 1; attempt <= 10; attempt++) {
            // Alone, so that the pause of its endpoint does not come in between.
            world.endpoints.succeeded(world.delivery(id).lane());
            Instant next = world.logged(id).nextAt();
            assertThat(next).isNotNull();
            world.stores.later(Duration.between(world.stores.now(), next));
            world.runner.turn();
            assertThat(world.requests("/down")).isEqualTo(attempt);
        }

        assertThat(Duration.between(first, world.stores.now()))
                .isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
        assertThat(world.state(id)).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(world.told(id).reason()).isEqualTo("The receiver answered 500");
        assertThat(world.site.bodies()).extracting(String::new).containsOnly(body(0));
        assertThat(world.site.requests())
                .extracting(request -> header(request, "webhook-id"))
                .containsOnly(id);
        assertThat(world.site.requests())
                .extracting(request -> header(request, "webhook-timestamp"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aReceiverThatDripsIsLeftInTime() {
        CountDownLatch never = new CountDownLatch(1);
        world.site.on("/drip", out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write('.');
                out.flush();
                never.await(50, TimeUnit.MILLISECONDS);
            }
            return false;
        });
        String id = world.ended(world.site.url("/drip"));

        world.runner.turn();

        assertThat(world.error(id)).isEqualTo("Timeout after 0.8 seconds");
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void aRedirectToLoopbackIsAFailureAndIsNotFollowed() {
        world.answers("/moved", "307 Temporary Redirect", "Location: " + world.site.url("/inside") + "\r\n");
        String id = world.ended(world.site.url("/moved"));

        world.runner.turn();

        assertThat(world.requests("/inside")).isZero();
        assertThat(world.error(id)).isEqualTo("The receiver answered 307; redirects are not followed");
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://169.254.169.254/latest", "http://localhost/"})
    void aRefusedAddressIsNeverAsked(String url) {
        String id = world.ended(url);

        world.runner.turn();

        assertThat(world.state(id)).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(world.told(id).reason()).isEqualTo("Refused by the address policy");
    }

    @Test
    void aNameThatResolvesToLoopbackIsNotConnectedTo() {
        String id = world.ended("http://rebound.example:" + world.site.port() + "/hook");
        Map<String, InetAddress> names = Map.of("rebound.example", InetAddress.ofLiteral("127.0.0.1"));
        try (Fetcher fetcher = NamedHosts.fetcher(names, world.site.port(), world.stores.clock)) {
            world.deliverers.set(
                    0,
                    new WebhookDeliverer(
                            fetcher, world.stores.jobs, List.of(), CallbackWorld.TIMEOUT, 4, world.stores.clock));

            world.runner(Runnable::run).turn();
        }

        assertThat(world.site.connections()).isZero();
        // As if there were no such host: whoever asks learns nothing of what is inside.
        assertThat(world.error(id)).isEqualTo("Host could not be reached");
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void goneDisablesTheEndpointForThatScheduleUntilSomebodyAsks() {
        world.answers("/gone", "410 Gone", "");
        String url = world.site.url("/gone");
        String first = world.ended(url, "daily", CallbackWorld.SECRET);
        world.runner.turn();
        String second = world.ended(url, "daily", CallbackWorld.SECRET);
        String others = world.ended(url, "weekly", CallbackWorld.SECRET);
        world.runner.turn();

        assertThat(world.requests("/gone")).isEqualTo(2);
        assertThat(world.state(first)).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(world.logged(second).tries()).isEmpty();
        assertThat(world.told(second).reason()).startsWith("The receiver answered 410 Gone at ");
        assertThat(world.logged(others).tries()).hasSize(1);

        world.answers("/gone", "200 OK", "");
        assertThat(world.redelivery.again(world.delivery(second).jobId(), second))
                .isPresent();
        world.runner.turn();

        assertThat(world.state(second)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAlone() {
        world.answers("/busy", "429 Too Many Requests", "Retry-After: 1200\r\n");
        String first = world.ended(world.site.url("/busy"));
        world.runner.turn();
        String second = world.ended(world.site.url("/busy?other=query"));
        world.runFor(Duration.ofMinutes(19));

        assertThat(world.site.requests()).hasSize(1);
        assertThat(world.logged(second).tries()).isEmpty();

        world.answers("/busy", "200 OK", "");
        world.answers("/busy?other=query", "200 OK", "");
        world.runFor(Duration.ofMinutes(10));

        assertThat(world.state(first)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.state(second)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void anEndpointThatFailsForADayIsPausedProbedAndResumed() {
        world.answers("/down", "500 Internal Server Error", "");
        String url = world.site.url("/down");
        String first = world.ended(url);
        world.runFor(Duration.ofHours(33));
        assertThat(world.told(first).state()).isEqualTo(DeliveryAnswer.State.PAUSED);
        assertThat(world.told(first).reason()).contains("has failed since").contains("The receiver answered 500");
        int before = world.requests("/down");
        String second = world.ended(url);
        String third = world.ended(url);
        world.runFor(Duration.ofMinutes(130));
        assertThat(world.requests("/down") - before).isBetween(1, 3);

        world.answers("/down", "200 OK", "");
        world.runFor(Duration.ofHours(2));

        assertThat(List.of(second, third))
                .allSatisfy(id -> assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED));
        assertThat(world.told(first).state()).isNotEqualTo(DeliveryAnswer.State.PAUSED);
    }

    @Test
    void fiveGivenUpPauseTheEndpointAndOneThatWaitsTooLongIsGivenUp() {
        world.answers("/down", "500 Internal Server Error", "");
        String url = world.site.url("/down");
        String lane = world.delivery(world.ended(url)).lane();
        for (int i = 0; i < 5; i++) {
            world.care.note(
                    "job", lane, Standing.WELL, new Verdict("The receiver answered 500", true, null, false), true);
        }
        assertThat(world.care.standing(lane).pausedAt()).isNotNull();
        String waits = world.ended(url);

        world.runFor(Duration.ofHours(200));

        assertThat(world.state(waits)).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(world.stores.collections.deliveriesDue().countDocuments()).isZero();
    }

    @Test
    void whoDiesBetweenSendingAndTheNoteSendsTheSameAgain() {
        world.answers("/hook", "200 OK", "");
        String id = world.ended(world.site.url("/hook"));
        Due place =
                world.stores.deliveries.due(world.stores.now(), List.of(), 1).getFirst();
        Due taken = world.stores
                .deliveries
                .take(place, world.stores.now().plus(Duration.ofSeconds(45)))
                .orElseThrow();
        // Sent by a process that dies then.
        world.webhooks().deliver(world.delivery(id));
        assertThat(world.stores.deliveries.take(place, world.stores.now())).isEmpty();
        world.runFor(Duration.ofSeconds(44));
        assertThat(world.requests("/hook")).isEqualTo(1);

        world.runFor(Duration.ofSeconds(5));

        assertThat(taken.id()).isEqualTo(id);
        assertThat(world.requests("/hook")).isEqualTo(2);
        assertThat(world.site.requests())
                .extracting(request -> header(request, "webhook-id"))
                .containsExactly(id, id);
        assertThat(body(1)).isEqualTo(body(0));
        assertThat(world.logged(id).tries()).hasSize(1);
    }

    @Test
    void whoDiesBetweenTheNoteAndTheEndSendsNothingMore() {
        world.answers("/hook", "200 OK", "");
        String id = world.ended(world.site.url("/hook"));
        Try well = new Try(world.stores.now(), Duration.ofMillis(5), 200, null, null, null);
        world.stores.deliveries.note(id, 0, well, DeliveryState.DELIVERED, null, null);

        world.runFor(Duration.ofHours(1));

        assertThat(world.requests("/hook")).isZero();
        assertThat(world.stores.collections.deliveriesDue().countDocuments()).isZero();
    }

    @Test
    void whatIsOwedForARemovedJobIsNotSent() {
        world.answers("/hook", "200 OK", "");
        String id = world.ended(world.site.url("/hook"));
        world.stores.jobs.remove(world.delivery(id).jobId(), 1);

        world.runFor(Duration.ofHours(1));

        assertThat(world.requests("/hook")).isZero();
        assertThat(world.stores.collections.deliveries().countDocuments()).isZero();
    }

    @Test
    void aSlowReceiverDelaysNoOther() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        world.site.on("/slow", out -> held.await(20, TimeUnit.SECONDS));
        world.answers("/fast", "200 OK", "");
        for (int i = 0; i < 20; i++) {
            world.ended(world.site.url("/slow"));
        }
        String fast = world.ended(world.site.url("/fast"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            DeliveryRunner one = world.runner(threads);
            one.turn();
            await().untilAsserted(() -> assertThat(world.state(fast)).isEqualTo(DeliveryState.DELIVERED));
            await().untilAsserted(() -> assertThat(world.requests("/slow")).isEqualTo(4));
            held.countDown();
            threads.shutdownNow();
        }
    }

    private String body(int place) {
        return new String(world.site.bodies().get(place), StandardCharsets.UTF_8);
    }

    private static String header(String request, String name) {
        Matcher found = Pattern.compile("(?im)^" + name + ": (.*?)\\r?$").matcher(request);
        return found.find() ? found.group(1) : "";
    }
}
