package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.TestStores;
import io.lettuce.core.RedisClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before a call means that the store has seen nothing of it, and after it that the store has done it. */
class HooksIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String database = TestStores.freshDatabase();
    private final String mark = "mark-" + UUID.randomUUID();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "(library) | MongoDB insert | before; false; false",
                "(library) | MongoDB insert | after;  true;  false",
                "(library) | Redis SET | before;      true;  false",
                "(library) | Redis SET | after;       true;  true"
            })
    void aProcessEndsWhereItsPointIs(String point, boolean inMongo, boolean inRedis) {
        assertThat(exitOf(Map.of(CrashPoints.AT, point))).isEqualTo(CrashPoints.HALTED);

        assertThat(isInMongo()).isEqualTo(inMongo);
        assertThat(isInRedis()).isEqualTo(inRedis);
    }

    @Test
    void withoutAPointItGoesOnToItsEnd() throws Exception {
        assertThat(exitOf(Map.of())).isZero();

        assertThat(Files.readAllLines(folder.resolve("points")))
                .containsSubsequence(
                        "(library) | MongoDB insert | before",
                        "(library) | MongoDB insert | after",
                        "(library) | Redis SET | before",
                        "(library) | Redis SET | after");
    }

    private int exitOf(Map<String, String> at) {
        Map<String, String> environment = new java.util.HashMap<>(at);
        environment.put(CrashPoints.RECORD, folder.resolve("points").toString());
        try (JavaProcess probe = JavaProcess.start(
                HookProbe.class,
                environment,
                TestStores.mongo().url(),
                database,
                TestStores.redis().url(),
                mark)) {
            return probe.awaitExit(LONG);
        }
    }

    private boolean isInMongo() {
        try (MongoClient client = MongoClients.create(TestStores.mongo().url())) {
            return client.getDatabase(database).getCollection("marks").countDocuments(new Document("_id", mark)) == 1;
        }
    }

    private boolean isInRedis() {
        RedisClient client = RedisClient.create(TestStores.redis().url());
        try (var connection = client.connect()) {
            return connection.sync().del(mark) == 1;
        } finally {
            client.shutdown();
        }
    }
}
