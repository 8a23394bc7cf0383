package dev.gleaner.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A MongoDB that answers and takes no writes, as one does that loses its primary. */
class ReadinessIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Fleet fleet = new Fleet();
    private final Relay wire = Relay.toMongo(TestStores.mongo().url());

    @AfterEach
    void stop() {
        fleet.close();
        wire.close();
    }

    @Test
    void anApiIsNotReadyWhileItsMongoDbCanOnlyBeRead() {
        Client api = fleet.startApi(Map.of("MONGO_URL", wire.url())).awaitReady();
        wire.failWrites(100);

        // Of the writes some are answered with that, some are cut off.
        await().atMost(LONG)
                .until(() -> api.get("/health/ready")
                        .json()
                        .at("/problems/mongo")
                        .asString()
                        .equals("it is coming up or going down, and takes no writes"));
        Client.Answer ready = api.get("/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.json().get("mongo").asString()).isEqualTo("DOWN");
        assertThat(ready.json().get("redis").asString()).isEqualTo("UP");

        wire.mend();
        await().atMost(LONG).until(() -> api.get("/health/ready").status() == 200);
    }
}
