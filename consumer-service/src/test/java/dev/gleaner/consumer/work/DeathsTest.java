package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.Faulty;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.Scrapers;
import dev.gleaner.consumer.settle.EndingStore;
import dev.gleaner.consumer.settle.EndingWriter;
import dev.gleaner.event.Observer;
import dev.gleaner.fleet.Reaper;
import dev.gleaner.job.Failure;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One consumer after the other takes the same articles, and dies as soon as one of the bombs among them is read. */
class DeathsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Bench bench = new Bench();
    private final Set<String> bombs = new HashSet<>();
    private final Set<String> innocents = new HashSet<>();
    private final List<Life> lives = new ArrayList<>();

    @AfterEach
    void close() {
        lives.forEach(Life::end);
        bench.close();
    }

    @Test
    void aBombEndsAfterThreeDeaths() {
        String job = jobOf(1, 3);

        assertThat(deaths(job)).isEqualTo(3);

        assertEnded(job);
    }

    /** Each of the deaths after the second is of one that was alone: two for each bomb, but for the first. */
    @Test
    void noNumberOfDeathsBesideABombCountsAgainstAnArticle() {
        String job = jobOf(3, 4);

        assertThat(deaths(job)).isEqualTo(3 + 2 + 2);

        assertEnded(job);
    }

    private String jobOf(int killing, int harmless) {
        IntStream.range(0, killing).forEach(i -> bombs.add(bench.article("bomb" + i)));
        IntStream.range(0, harmless).forEach(i -> innocents.add(bench.article("innocent" + i)));
        List<String> all = new ArrayList<>(bombs);
        all.addAll(innocents);
        return bench.jobOf(all.toArray(String[]::new));
    }

    private int deaths(String job) {
        int deaths = 0;
        while (true) {
            Life life = new Life();
            lives.add(life);
            await().atMost(LONG)
                    .until(() -> life.goesOff() || bench.job(job).status().ended());
            if (bench.job(job).status().ended()) {
                return deaths;
            }
            life.end();
            deaths++;
            bench.stores
                    .tasks
                    .find(innocents)
                    .values()
                    .forEach(task -> assertThat(task.blamed()).isZero());
        }
    }

    private void assertEnded(String job) {
        assertThat(bench.job(job).completed()).isEqualTo(innocents.size());
        assertThat(bench.stores.jobs.detail(job).orElseThrow().failures())
                .allSatisfy(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CRASHED_CONSUMER))
                .extracting(Failure::articleId)
                .containsExactlyInAnyOrderElementsOf(bombs);
        assertThat(bench.stores.tasks.count()).isZero();
        assertThat(bench.stores.depths().values()).containsOnly(0L);
    }

    /** A consumer that does nothing more to the stores once it is dead. */
    private final class Life {
        private final InFlight inFlight = new InFlight(64);
        private final CountDownLatch goesOff = new CountDownLatch(1);
        private final Presence presence = new Presence(bench.stores.leases, "life", Duration.ofSeconds(12), () -> 0);
        /** One page is read at a time. */
        private final Semaphore reader = new Semaphore(1);

        private final EndingWriter endings;
        private final ArticleThreads threads;
        private final WorkLoop loop;
        private volatile boolean dead;

        Life() {
            WorkQueue queue = Faulty.port(WorkQueue.class, bench.stores.queue, this::alive);
            Tasks tasks = Faulty.port(Tasks.class, bench.stores.tasks, this::alive);
            StoreOutage outage = new StoreOutage(tries -> Thread.sleep(Duration.ofSeconds(1)));
            HeldEntries held = new HeldEntries(queue, tasks, inFlight, outage, bench.stores.clock);
            Suspects suspects = new Suspects(inFlight, tasks, outage, System::nanoTime);
            endings = new EndingWriter(
                    new EndingStore(bench.stores.articles, tasks, bench.stores.finisher), held, inFlight, outage);
            Worker worker = new Worker(
                    suspects,
                    new Scrapers((execution, stored) -> scrape(execution)),
                    held,
                    endings::settle,
                    new Backoff(0, Duration.ZERO, Duration.ZERO, new Random(1)),
                    Observer.NONE,
                    bench.stores.clock);
            threads = new ArticleThreads(worker, (thread, fault) -> {});
            Starter starter = new Starter(
                    tasks,
                    bench.stores.articles,
                    bench.stores.finisher,
                    held,
                    endings::settle,
                    inFlight,
                    suspects,
                    threads::work,
                    bench.stores.clock);
            loop = new WorkLoop(
                    queue,
                    new Unheard(queue, inFlight, System::nanoTime),
                    starter,
                    suspects,
                    presence,
                    inFlight,
                    held,
                    Observer.NONE,
                    tries -> Thread.sleep(Duration.ofMillis(20)));
            presence.heartbeat();
            endings.start((thread, fault) -> {});
            loop.start((thread, fault) -> {});
        }

        private void alive(String method, String arguments) {
            if (dead) {
                throw new Dead();
            }
        }

        boolean goesOff() {
            return goesOff.getCount() == 0;
        }

        private ScrapeOutcome scrape(Execution execution) {
            boolean alone = inFlight.isOnly(execution);
            try {
                if (bombs.contains(execution.articleId())) {
                    reader.acquire();
                    return execution.reading(this::goOff);
                }
                if (!alone) {
                    // As slow as can be: beside the bomb at each of its deaths.
                    new CountDownLatch(1).await();
                }
                Instant now = bench.stores.now();
                return execution.reading(() -> new ScrapeOutcome.NotModified(now));
            } catch (InterruptedException ending) {
                throw new Dead();
            }
        }

        private ScrapeOutcome goOff() {
            goesOff.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ending) {
                throw new Dead();
            }
            throw new AssertionError("read");
        }

        /** Ends it as a kill would, and lets others have what it held. */
        void end() {
            if (dead) {
                return;
            }
            dead = true;
            bench.stores.die(presence.incarnation());
            new Reaper(bench.stores.leases, Observer.NONE).turn();
            threads.stop();
            loop.stop();
            endings.close();
        }
    }

    /** What a call of a dead consumer ends with. */
    private static final class Dead extends Error {
        private static final long serialVersionUID = 1L;

        Dead() {
            super("dead", null, false, false);
        }
    }
}
