package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.StoreTap;
import dev.gleaner.testkit.TestStores;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How processes begin and end, and what a submission asks of the stores. */
class StartAndStopIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aConsumerThatIsToldToStopLosesNothingAndNothingWaitsForItsLease() {
        Client api = fleet.startApi().awaitReady();
        JavaProcess first = fleet.startConsumer();
        fleet.awaitReady(first);
        // Requests hang, so that the consumer cannot end its articles and has to give them back.
        fleet.site.hold();
        String job = api.submit(fleet.urls("stop", 0, 40), 5);
        await().atMost(LONG).until(() -> fleet.site.allHits().size() == 40);

        assertThat(first.terminate()).isIn(0, 143);

        fleet.site.open();
        fleet.awaitReady(fleet.startConsumer());
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 40, 40, 0, 0));
        assertThat(first.lines()).anyMatch(line -> line.contains("40 articles are given back"));
    }

    @Test
    void aProcessThatStartsBeforeItsStoresWaitsAndSaysSo() {
        try (StoreTap redis = StoreTap.onRedis(fleet.redis.url(), command -> true)) {
            redis.goAway();
            JavaProcess early = fleet.startConsumer(Map.of("REDIS_URL", redis.url()));
            early.awaitLine(line -> line.contains("Waiting for " + redis.url().replace("redis://", "Redis at ")), LONG);

            redis.comeBack();
            fleet.awaitReady(early);
            early.terminate();
        }
    }

    @Test
    void aServiceOfItsOwnSaysInOneLineWhatIsWrongWithItsSettings() {
        try (JavaProcess api = JavaProcess.start(
                "dev.gleaner.api.ApiApplication",
                Map.of(
                        "MONGO_URL", TestStores.mongo().url(),
                        "MONGO_DB_NAME", TestStores.freshDatabase(),
                        "REDIS_URL", TestStores.redis().url(),
                        "SCRAPE_ALLOWED_PORTS", "eighty"))) {
            assertThat(api.awaitExit(LONG)).isEqualTo(1);
            assertThat(api.lines())
                    .anyMatch(line -> line.startsWith("Gleaner cannot start: ") && line.contains("eighty"))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void aRedisThatEvictsIsRefusedInOneClearLine() {
        RedisClient client = RedisClient.create(fleet.redis.url());
        try (var connection = client.connect()) {
            connection.sync().configSet("maxmemory-policy", "allkeys-lru");
        } finally {
            client.shutdown();
        }
        for (JavaProcess refused :
                List.of(fleet.startConsumer(), fleet.startApi().process())) {
            assertThat(refused.awaitExit(LONG)).isEqualTo(1);
            assertThat(refused.lines())
                    .last()
                    .asString()
                    .contains("Redis evicts keys (maxmemory-policy allkeys-lru); set maxmemory-policy to noeviction");
        }
    }

    @Test
    void aThousandArticlesCostTheStoresNoMoreWritesThanTen() {
        AtomicInteger writes = new AtomicInteger();
        StoreTap.Gate counting = command -> writes.incrementAndGet() > 0;
        // The audit repairs with scripts, which would be counted as well.
        fleet.holdTheAudit();
        try (StoreTap mongo = StoreTap.onMongo(TestStores.mongo().url(), counting);
                StoreTap redis = StoreTap.onRedis(fleet.redis.url(), counting)) {
            // Who fires schedules says every second that it is there.
            Client api = fleet.startApi(Map.of("MONGO_URL", mongo.url(), "REDIS_URL", redis.url(), "SCHEDULER", "off"))
                    .awaitReady();
            // The first one loads the scripts.
            api.submit(fleet.urls("warm", 0, 1), 5);
            Map<Integer, Integer> cost = new HashMap<>();
            for (int articles : List.of(10, 1000)) {
                writes.set(0);
                api.submit(fleet.urls("cost" + articles, 0, articles), 5);
                cost.put(articles, writes.get());
            }
            assertThat(cost.get(1000)).isEqualTo(cost.get(10)).isLessThan(12);
        }
    }
}
