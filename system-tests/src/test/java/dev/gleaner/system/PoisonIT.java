package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An article that kills whoever works on it. */
class PoisonIT {
    private static final Duration LONG = Duration.ofSeconds(180);

    /** A consumer that is held up for longer would be taken for dead although nobody killed it. */
    private static final String LEASE = "8s";

    private final Fleet fleet = new Fleet().with("GLEANER_FLEET_LEASE", LEASE).with("GLEANER_FLEET_BEAT", "1s");

    @AfterEach
    void stop() {
        fleet.close();
    }

    /** It is never being read when they die: that the first two died says nothing, for they might have died of another. */
    @Test
    void theSecondConsumerThatDiesOfItAloneIsTheLast() {
        Client api = fleet.startApi().awaitReady();
        fleet.site.hold();
        String job = api.submit(fleet.urls("poison", 0, 1), 5);
        for (int death = 1; death <= 4; death++) {
            int deaths = death;
            JavaProcess consumer = fleet.startConsumer();
            await().atMost(LONG).until(() -> fleet.site.hits("/poison/00000") == deaths);
            consumer.killHard();
        }

        fleet.awaitReady(fleet.startConsumer());
        await().atMost(LONG).until(() -> api.status(job).ended());

        assertThat(api.status(job)).isEqualTo(new Client.Status("FAILED", 1, 0, 1, 0));
        JsonNode failure = api.results(job).get("failed_articles").get(0);
        assertThat(failure.get("error_code").asString()).isEqualTo("crashed_consumer");
        assertThat(fleet.site.hits("/poison/00000")).isEqualTo(4);
    }
}
