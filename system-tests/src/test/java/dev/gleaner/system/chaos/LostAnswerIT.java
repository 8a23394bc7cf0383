package dev.gleaner.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis has handed out work, and the connection breaks before the consumer hears of it. */
class LostAnswerIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Fleet fleet = new Fleet();
    private final Relay wire = Relay.toRedis(fleet.redis.url());

    @AfterEach
    void stop() {
        fleet.close();
        wire.close();
    }

    @Test
    void workThatAConsumerWasNotToldOfIsDoneByIt() {
        Client api = fleet.startApi().awaitReady();
        fleet.awaitReady(fleet.startConsumer(Map.of("REDIS_URL", wire.url())));
        // The answer to a claim: OK, and entries.
        wire.loseAnswer(answer -> answer.contains("$2\r\nOK\r\n") && answer.contains("art_"));

        String job = api.submit(fleet.urls("unheard", 0, 5), 5);

        await().atMost(LONG).until(wire::hasLostAnswer);
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 5, 5, 0, 0));
        fleet.urls("unheard", 0, 5)
                .forEach(url -> assertThat(fleet.site.hits(Fleet.path(url))).isEqualTo(1));
    }
}
