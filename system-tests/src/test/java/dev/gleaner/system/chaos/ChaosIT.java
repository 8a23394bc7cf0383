package dev.gleaner.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.check.Checker;
import dev.gleaner.check.Expectation;
import dev.gleaner.check.ProgressWatch;
import dev.gleaner.check.Report;
import dev.gleaner.check.mongo.MongoStoredState;
import dev.gleaner.check.redis.RedisQueuedState;
import dev.gleaner.system.Client;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

/**
 * Everything breaks while clients go on submitting. {@code -Dchaos.duration=20m} for how long, {@code -Dchaos.seed=42} to
 * repeat a plan, {@code -Dchaos.rounds=200} for so many kills of any process and nothing else.
 */
@Tag("chaos")
class ChaosIT {
    private static final int CUSTOMERS = 3;

    /** Two hosts that are down, retries of 30 s each, two audits: then the last article has ended. */
    private static final Duration REST = Duration.ofMinutes(6);

    private final ChaosFleet fleet = new ChaosFleet();
    private final Recoveries recoveries = new Recoveries(fleet);
    private final Injector injector = new Injector(fleet, recoveries);
    private final ProgressWatch watch = new ProgressWatch();
    private final RedisQueuedState queued = RedisQueuedState.open(fleet.lookAtRedis.url(), watch);

    @AfterEach
    void stop() {
        queued.close();
        recoveries.close();
        fleet.close();
    }

    @Test
    void nothingAcceptedIsLostWhateverBreaks() throws InterruptedException {
        long seed = Long.getLong("chaos.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        int rounds = Integer.getInteger("chaos.rounds", 0);
        Duration duration = DurationStyle.detectAndParse(System.getProperty("chaos.duration", "3m"));
        Plan plan = rounds > 0 ? Plan.kills(seed, rounds) : Plan.mixed(seed, duration);
        System.out.printf(
                "Chaos: repeat this plan with -Dchaos.seed=%d %s%nRedis:   %s%nMongoDB: %s%n%d injections:%n",
                seed,
                rounds > 0 ? "-Dchaos.rounds=" + rounds : "-Dchaos.duration=" + duration.toSeconds() + "s",
                fleet.redis.description(),
                fleet.mongo.description(),
                plan.injections().size());
        plan.injections().forEach(System.out::println);

        Customers customers = new Customers(fleet, CUSTOMERS, seed);
        long began = System.nanoTime();
        customers.start();
        System.out.println("It begins.");
        injector.run(plan, customers);
        fleet.mend();
        customers.stop();
        long mended = System.nanoTime();
        Client api = fleet.apis().getFirst().client();
        boolean rested = rests();
        long rest = System.nanoTime();
        Report report = check();

        List<Customers.Attempt> failed =
                customers.attempts().stream().filter(Customers.Attempt::failed).toList();
        List<Customers.Attempt> inexcusable = failed.stream()
                .filter(attempt -> !injector.excused(attempt.began(), attempt.ended()))
                .toList();
        long unexcused = customers.attempts().stream()
                .filter(attempt -> !injector.excused(attempt.began(), attempt.ended()))
                .count();
        StringBuilder summary = new StringBuilder("%nSummary of -Dchaos.seed=%d%n".formatted(seed));
        summary.append("  %d s under load, at rest %d s after the last injection%n"
                .formatted(seconds(mended - began), seconds(rest - mended)));
        summary.append("Injected:%n".formatted());
        injector.done().forEach((kind, count) -> summary.append("  %6d  %s%n".formatted(count, kind)));
        summary.append("Clients:%n  %s%n".formatted(customers.text()));
        summary.append("  %d submissions while at most Redis and consumers were broken: %d of them with an error%n"
                .formatted(unexcused, inexcusable.size()));
        summary.append("Repaired, as the logs tell:%n%s".formatted(Repairs.text(fleet.members())));
        summary.append("Work of killed and paused consumers, until it was started elsewhere:%n%s"
                .formatted(recoveries.text()));
        summary.append("Checker: %s%n".formatted(report.text()));
        System.out.println(summary);

        assertThat(report.violations()).as(report.text()).isEmpty();
        assertThat(rested).as("everything ends within %s", REST).isTrue();
        assertThat(customers.broken()).isEmpty();
        assertThat(inexcusable).as("errors while only Redis was broken").isEmpty();
        customers.promises().requireKept(api);
        System.out.printf(
                "All %d promises to clients are kept.%n", customers.promises().size());
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private boolean rests() {
        try (MongoClient mongo = MongoClients.create(fleet.mongo.url())) {
            var database = mongo.getDatabase(fleet.database);
            Awaitility.await("rest")
                    .atMost(REST)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> database.getCollection("intents").countDocuments() == 0
                            && database.getCollection("tasks").countDocuments() == 0
                            && database.getCollection("jobs")
                                            .countDocuments(new Document(
                                                    "status", new Document("$in", List.of("PENDING", "IN_PROGRESS"))))
                                    == 0);
            return true;
        } catch (ConditionTimeoutException restless) {
            return false;
        }
    }

    private Report check() throws InterruptedException {
        try (MongoStoredState stored = MongoStoredState.open(fleet.mongo.url(), fleet.database)) {
            return new Checker(stored, queued).check(Expectation.resting(), watch);
        }
    }
}
