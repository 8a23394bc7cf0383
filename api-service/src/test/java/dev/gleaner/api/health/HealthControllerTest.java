package dev.gleaner.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.web.guard.GuardSettings;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class HealthControllerTest {
    @Test
    void aStoreThatIsAwayIsDownForWhatIsTheMatterWithIt() throws Exception {
        ResponseEntity<HealthAnswer> answer = ask(probe("mongo", () -> {}), probe("redis", () -> {
            throw new StoreAwayException(Store.REDIS, Kind.FULL, "it is full (maxmemory)", new IllegalStateException());
        }));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getBody())
                .isEqualTo(
                        new HealthAnswer("DOWN", "UP", "DOWN", Map.of("redis", "it is full (maxmemory)"), null, null));
    }

    @Test
    void whateverElseAStoreRefusesForSaysNothingOfTheInside() throws Exception {
        ResponseEntity<HealthAnswer> answer = ask(probe("mongo", () -> {
            throw new IllegalStateException("at secret.example");
        }));

        assertThat(answer.getBody())
                .isEqualTo(new HealthAnswer("DOWN", "DOWN", "UP", Map.of("mongo", "it refuses writes"), null, null));
    }

    @Test
    void aStoreThatIsSilentIsDown() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ResponseEntity<HealthAnswer> answer = ask(probe("redis", () -> {
            try {
                never.await();
            } catch (InterruptedException nobodyWaits) {
                Thread.currentThread().interrupt();
            }
        }));

        assertThat(answer.getBody())
                .isEqualTo(new HealthAnswer("DOWN", "UP", "DOWN", Map.of("redis", "it does not answer"), null, null));
    }

    @Test
    void aStoreThatIsNearlyFullIsUpWithAWarning() throws Exception {
        ResponseEntity<HealthAnswer> answer = ask(new StoreProbe() {
            @Override
            public String name() {
                return "redis";
            }

            @Override
            public void ask() {}

            @Override
            public Optional<String> warning() {
                return Optional.of("it uses 81 of 100 MB");
            }
        });

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody())
                .isEqualTo(new HealthAnswer("UP", "UP", "UP", null, Map.of("redis", "it uses 81 of 100 MB"), null));
    }

    private static ResponseEntity<HealthAnswer> ask(StoreProbe... probes) throws InterruptedException {
        return new HealthController(new StoreHealth(List.of(probes)), new GuardSettings(List.of(), false)).health();
    }

    private static StoreProbe probe(String name, Runnable question) {
        return new StoreProbe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void ask() {
                question.run();
            }
        };
    }
}
