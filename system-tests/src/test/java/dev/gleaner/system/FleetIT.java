package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two API and three consumer processes under load, and what happens when one of them or Redis goes. */
class FleetIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    private static final Fleet fleet = new Fleet();
    private static final List<JavaProcess> consumers = new ArrayList<>();
    private static Client first;
    private static Client second;

    @BeforeAll
    static void start() {
        Fleet.Api one = fleet.startApi();
        Fleet.Api two = fleet.startApi();
        for (int i = 0; i < 3; i++) {
            consumers.add(fleet.startConsumer());
        }
        first = one.awaitReady();
        second = two.awaitReady();
        consumers.forEach(fleet::awaitReady);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void overlappingJobsSubmittedAtOnceFetchEveryAddressOnceAndCountExactly() throws Exception {
        // 5 jobs of 400 over 1,000 addresses: each address is in two of them.
        List<List<String>> lists = new ArrayList<>();
        for (int job = 0; job < 5; job++) {
            List<String> urls = new ArrayList<>(fleet.urls("overlap", job * 200, job * 200 + 200));
            int next = (job + 1) % 5;
            urls.addAll(fleet.urls("overlap", next * 200, next * 200 + 200));
            lists.add(urls);
        }
        try (Watcher onFirst = new Watcher(first.base(), "/ws");
                Watcher onSecond = new Watcher(second.base(), "/ws");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> submitted = new ArrayList<>();
            for (int job = 0; job < 5; job++) {
                List<String> urls = lists.get(job);
                Client api = job % 2 == 0 ? first : second;
                submitted.add(threads.submit(() -> api.submit(urls, 5)));
            }
            List<String> jobs = new ArrayList<>();
            for (Future<String> job : submitted) {
                jobs.add(job.get());
            }
            Map<String, List<Client.Status>> polled = new HashMap<>();
            await().atMost(LONG).until(() -> {
                for (int job = 0; job < 5; job++) {
                    Client api = job % 2 == 0 ? second : first;
                    polled.computeIfAbsent(jobs.get(job), key -> new ArrayList<>())
                            .add(api.status(jobs.get(job)));
                }
                return jobs.stream().allMatch(job -> polled.get(job).getLast().ended());
            });

            Map<String, Integer> hits = fleet.site.allHits();
            for (String url : fleet.urls("overlap", 0, 1000)) {
                assertThat(hits).containsEntry(Fleet.path(url), 1);
            }
            for (int job = 0; job < 5; job++) {
                String id = jobs.get(job);
                assertExactAndRising(polled.get(id));
                assertThat(polled.get(id).getLast()).isEqualTo(new Client.Status("COMPLETED", 400, 400, 0, 0));
                assertThat(first.endedUrls(id)).isEqualTo(lists.get(job));
                assertThat(second.endedUrls(id)).isEqualTo(lists.get(job));
                for (Watcher watcher : List.of(onFirst, onSecond)) {
                    await().atMost(LONG).until(() -> watcher.of(id).stream().anyMatch(Watcher.Seen::ended));
                    assertRising(watcher.of(id));
                    assertThat(watcher.of(id).getLast())
                            .extracting(Watcher.Seen::status, Watcher.Seen::completed, Watcher.Seen::failed)
                            .containsExactly("COMPLETED", 400, 0);
                }
            }
        }
    }

    @Test
    void aKilledConsumersArticlesEndElsewhereNoneLostAndNoneCountedTwice() throws Exception {
        fleet.site.setDelay(Duration.ofMillis(300));
        JavaProcess victim = fleet.startConsumer();
        fleet.awaitReady(victim);
        String job = first.submit(fleet.urls("kill", 0, 600), 5);
        await().atMost(LONG).until(() -> first.status(job).done() > 60);

        victim.killHard();
        long killed = System.nanoTime();

        await().atMost(LONG).until(() -> first.status(job).ended());
        fleet.site.setDelay(Duration.ZERO);
        System.out.printf(
                "A killed consumer: all 600 articles ended %d ms after the kill%n",
                (System.nanoTime() - killed) / 1_000_000);
        assertThat(first.status(job)).isEqualTo(new Client.Status("COMPLETED", 600, 600, 0, 0));
        assertThat(first.endedUrls(job)).doesNotHaveDuplicates().hasSize(600);
    }

    @Test
    void anEmptiedRedisLosesNothing() {
        fleet.site.setDelay(Duration.ofMillis(200));
        String job = first.submit(fleet.urls("flush", 0, 800), 5);
        await().atMost(LONG).until(() -> first.status(job).done() > 50);

        fleet.emptyRedis();
        long flushed = System.nanoTime();

        await().atMost(LONG).until(() -> first.status(job).ended());
        fleet.site.setDelay(Duration.ZERO);
        System.out.printf(
                "An emptied Redis: all 800 articles ended %d ms after FLUSHALL%n",
                (System.nanoTime() - flushed) / 1_000_000);
        assertThat(first.status(job)).isEqualTo(new Client.Status("COMPLETED", 800, 800, 0, 0));
    }

    @Test
    void aCancelledJobLetsGoAtOnceAndSharedAddressesStillReachTheOtherJob() {
        fleet.site.setDelay(Duration.ofMillis(200));
        List<String> urls = fleet.urls("cancel", 0, 5000);
        // In the middle of the long list, so that they are still waiting when it is cancelled.
        List<String> shared = urls.subList(4000, 4050);
        String job = first.submit(urls, 5);
        String other = second.submit(shared, 5);
        await().atMost(LONG).until(() -> first.status(job).done() > 20);

        Client.Answer answer = first.delete("/jobs/" + job);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Client.Status after = second.status(job);
        assertThat(after.status()).isEqualTo("CANCELLED");
        assertThat(after.completed() + after.failed() + after.pending()).isEqualTo(5000);
        assertThat(answer.json().get("message").asString())
                .isEqualTo("Job cancelled. Removed " + after.pending() + " pending tasks.");
        await().atMost(LONG).until(() -> second.status(other).ended());
        assertThat(second.status(other)).isEqualTo(new Client.Status("COMPLETED", 50, 50, 0, 0));
        fleet.site.setDelay(Duration.ZERO);

        // What was running when it was cancelled has ended by now, and changed nothing.
        assertThat(first.status(job)).isEqualTo(after);
        Set<String> fetched = new HashSet<>(fleet.site.allHits().keySet());
        fetched.removeIf(path -> !path.startsWith("/cancel/"));
        assertThat(fetched.size()).isLessThan(2500);
        Client.Answer again = first.delete("/jobs/" + job);
        assertThat(again.status()).isEqualTo(400);
    }

    private static void assertExactAndRising(List<Client.Status> polled) {
        int done = 0;
        for (Client.Status status : polled) {
            assertThat(status.completed() + status.failed() + status.pending()).isEqualTo(status.total());
            assertThat(status.done()).isGreaterThanOrEqualTo(done);
            done = status.done();
        }
    }

    private static void assertRising(List<Watcher.Seen> seen) {
        long revision = 0;
        int done = 0;
        boolean over = false;
        for (Watcher.Seen one : seen) {
            assertThat(one.total()).isEqualTo(400);
            assertThat(one.completed() + one.failed()).isBetween(done, 400);
            assertThat(one.revision()).isGreaterThanOrEqualTo(revision);
            // It may have been read between the end of its last article and its own, but not ended before that.
            assertThat(one.ended()).isIn(over, one.completed() + one.failed() == 400);
            over = one.ended();
            done = one.completed() + one.failed();
            revision = one.revision();
        }
    }
}
