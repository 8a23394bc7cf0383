package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.Busy;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Name servers that do not answer cost the hosts whose names they keep, and no others. */
@Timeout(120)
class SlowNameServersTest {
    private static final Duration AMPLE = Duration.ofSeconds(100);
    private static final String UNREACHABLE = "Host could not be reached";

    private final HostileSite site = HostileSite.on("127.0.0.1");
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private Instant now = Instant.parse("2026-11-25T06:00:00Z");
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.1", "1-65535"),
            FetchLimits.defaults(),
            "GleanerTest/1.0",
            () -> now,
            this::answer,
            "");

    @AfterEach
    void close() throws Exception {
        released.countDown();
        callers.shutdownNow();
        fetcher.close();
        site.close();
    }

    @Test
    void theNamesOfOneDomainWaitForEachOtherAndForNobodyElse() throws Exception {
        List<Future<FetchOutcome>> slow = fetchAll(64, i -> "slow" + i + ".slow.example");
        await().until(() -> asked.size() == Lookups.PER_DOMAIN);

        assertThat(fetch("good.example")).isInstanceOf(Fetched.class);

        // Those that found no room were not tried, so nothing is said of their hosts.
        await().until(() -> slow.stream().filter(Future::isDone).count() == 64 - Lookups.PER_DOMAIN);
        for (Future<FetchOutcome> one : slow) {
            if (one.isDone()) {
                assertThat(one.get())
                        .isInstanceOfSatisfying(
                                Busy.class,
                                busy -> assertThat(busy.retryAfter())
                                        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)));
            }
        }
        assertThat(asked.stream().filter(host -> host.startsWith("slow"))).hasSize(Lookups.PER_DOMAIN);
    }

    @Test
    void slowNamesOfManyDomainsLeaveRoomForOthers() {
        fetchAll(64, i -> "slow.domain" + i + ".example");
        await().until(() -> asked.size() == 64);

        assertThat(fetch("good.example")).isInstanceOf(Fetched.class);
    }

    @Test
    void whereThereIsNoRoomAtAllAHostIsNotTakenForDead() {
        fetchAll(200, i -> "slow.domain" + i + ".example");
        await().until(() -> asked.size() == 128);

        assertThat(fetch("good.example")).isInstanceOf(Busy.class);
        assertThat(asked).doesNotContain("good.example");
    }

    @Test
    void roomThatIsFreedIsUsed() throws Exception {
        List<Future<FetchOutcome>> slow = fetchAll(Lookups.PER_DOMAIN, i -> "slow" + i + ".slow.example");
        await().until(() -> asked.size() == Lookups.PER_DOMAIN);
        released.countDown();
        for (Future<FetchOutcome> one : slow) {
            assertThat(one.get()).isInstanceOf(Fetched.class);
        }

        assertThat(fetch("another.slow.example")).isInstanceOf(Fetched.class);
    }

    @Test
    void manyFetchesFromOneHostAskForItOnce() throws Exception {
        List<Future<FetchOutcome>> same = fetchAll(50, i -> "slow.example");
        await().until(() -> asked.size() == 1);
        released.countDown();
        for (Future<FetchOutcome> one : same) {
            assertThat(one.get()).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void aNameThatIsUnknownIsNotAskedForAgainForHalfAMinute() {
        assertThat(fetch("unknown.example")).isEqualTo(unreachable(null));
        now = now.plusSeconds(10);
        assertThat(fetch("unknown.example")).isEqualTo(unreachable(Duration.ofSeconds(20)));
        assertThat(asked).hasSize(1);

        now = now.plusSeconds(20);
        assertThat(fetch("unknown.example")).isEqualTo(unreachable(null));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aHostThatIsRefusedIsRememberedLikeOneThatIsUnknown() {
        assertThat(fetch("inner.example")).isEqualTo(unreachable(null));
        now = now.plusSeconds(10);
        assertThat(fetch("inner.example")).isEqualTo(unreachable(Duration.ofSeconds(20)));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aHostThatAnAttemptHadNoTimeForIsNotRemembered() {
        FetchOutcome hurried = fetcher.fetch(FetchRequest.of(url("slow.example"), Duration.ofMillis(50)));
        assertThat(((FailedForNow) hurried).code()).isIn(ErrorCode.TIMEOUT, ErrorCode.HOST_UNREACHABLE);
        released.countDown();

        assertThat(fetch("slow.example")).isInstanceOf(Fetched.class);
    }

    private List<InetAddress> answer(String host) throws UnknownHostException {
        asked.add(host);
        if (host.startsWith("unknown")) {
            throw new UnknownHostException(host);
        }
        if (host.startsWith("slow")) {
            awaitRelease();
        }
        return List.of(InetAddress.ofLiteral(host.startsWith("inner") ? "10.0.0.1" : "127.0.0.1"));
    }

    /** As native code does it: no interrupt ends it. */
    private void awaitRelease() {
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException ignored) {
                // Nobody is heard.
            }
        }
    }

    private List<Future<FetchOutcome>> fetchAll(int count, IntFunction<String> host) {
        return IntStream.range(0, count)
                .mapToObj(i -> callers.submit(() -> fetch(host.apply(i))))
                .toList();
    }

    private FetchOutcome fetch(String host) {
        return fetcher.fetch(FetchRequest.of(url(host), AMPLE));
    }

    private ArticleUrl url(String host) {
        return ArticleUrl.parse("http://" + host + ":" + site.port() + "/ok");
    }

    private static FailedForNow unreachable(@Nullable Duration retryAfter) {
        return new FailedForNow(ErrorCode.HOST_UNREACHABLE, UNREACHABLE, null, retryAfter);
    }
}
