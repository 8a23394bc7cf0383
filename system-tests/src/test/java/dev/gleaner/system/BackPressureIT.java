package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that is full: who is turned away, and who is not. */
class BackPressureIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    private final Fleet fleet = new Fleet()
            .with("QUEUE_MAX_ARTICLES", "30")
            .with("MAX_ARTICLES_PER_JOB", "30")
            .with("MAX_RETRY_ATTEMPTS", "0");

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void whatDoesNotFitIsTurnedAwayWholeAndComesInWhenThereIsRoom() {
        Client api = fleet.startPair();
        List<String> stored = fleet.urls("stored", 0, 5);
        String first = api.submit(stored, 5);
        await().atMost(LONG).until(() -> api.status(first).ended());
        List<String> failing = List.of(fleet.site.url("/missing/1"));
        String failed = api.submit(failing, 5);
        await().atMost(LONG).until(() -> api.status(failed).ended());
        fleet.site.hold();
        String filling = api.submit(fleet.urls("filling", 0, 20), 5);
        long articles = articles();

        // 20 are open, 30 may be.
        Map<String, String> key = Map.of("Idempotency-Key", "turned-away");
        String body = Client.body(fleet.urls("more", 0, 11), 5);
        Client.Answer full = api.post("/jobs/submit", body, key);
        assertThat(full.status()).as(full.text()).isEqualTo(429);
        // The task of the failed one goes a little later than its job ends.
        Client.Answer refused = await().atMost(LONG)
                .until(
                        () -> api.post("/jobs/submit", body, key),
                        answer -> answer.json().get("open_articles").asInt() == 20);
        assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        assertThat(refused.headers().get("retry-after"))
                .singleElement()
                .asString()
                .matches("[1-9]\\d*");
        assertThat(refused.headers().get("content-type")).containsExactly("application/problem+json");
        assertThat(refused.json().get("open_articles").asInt()).isEqualTo(20);
        assertThat(refused.json().get("queue_max_articles").asInt()).isEqualTo(30);
        assertThat(api.get("/jobs").json()).hasSize(3);
        assertThat(articles()).isEqualTo(articles);
        assertThat(fleet.intents()).isEmpty();

        // What is stored needs no room, and what was accepted before is run again whatever the queue holds.
        List<String> mixed = new ArrayList<>(stored);
        mixed.addAll(fleet.urls("more", 0, 10));
        Client.Answer fits = api.post("/jobs/submit", Client.body(mixed, 5), Map.of());
        assertThat(fits.status()).as(fits.text()).isEqualTo(201);
        Client.Answer cached = api.post("/jobs/submit", Client.body(stored, 5), Map.of());
        assertThat(cached.status()).as(cached.text()).isEqualTo(201);
        Client.Answer retried = api.post("/jobs/" + failed + "/retry");
        assertThat(retried.status()).as(retried.text()).isEqualTo(202);

        fleet.site.open();
        await().atMost(LONG).until(() -> api.status(filling).ended());
        await().atMost(LONG).until(() -> api.post("/jobs/submit", body, key).status() == 201);
    }

    private long articles() {
        long[] count = {0};
        fleet.inDatabase(
                database -> count[0] = database.getCollection("articles").countDocuments());
        return count[0];
    }
}
