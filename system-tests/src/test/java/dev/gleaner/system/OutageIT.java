package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.StoreTap;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store is away for a while: what clients are answered meanwhile, and that all ends well. */
class OutageIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    /**
     * Of two outages of 15 s, in which each thread of a process that needs the store fails a dozen times: two for each of 5
     * submissions, and for each of the dozen outages of duties one when it begins and one when it is over.
     */
    private static final int MOST_LINES = 35;

    private final Fleet fleet = new Fleet();
    private final StoreTap mongo = StoreTap.onMongo(TestStores.mongo().url(), command -> true);
    private final StoreTap redis = StoreTap.onRedis(fleet.redis.url(), command -> true);
    private Client api = new Client("none");
    private final List<JavaProcess> processes = new ArrayList<>();

    @BeforeEach
    void start() {
        fleet.with("MONGO_URL", mongo.url()).with("REDIS_URL", redis.url()).with("SUBMIT_TIMEOUT", "8s");
        Fleet.Api starting = fleet.startApi();
        JavaProcess consumer = fleet.startConsumer();
        fleet.awaitReady(consumer);
        processes.addAll(List.of(starting.process(), consumer));
        api = starting.awaitReady();
    }

    @AfterEach
    void stop() {
        fleet.close();
        mongo.close();
        redis.close();
    }

    @Test
    void withoutRedisSubmissionsAreAcceptedAndEndWhenItIsBack() {
        String before = api.submit(fleet.urls("before", 0, 2), 5);
        await().atMost(LONG).until(() -> api.status(before).ended());
        redis.goAway();
        awaitHealth("{\"status\":\"DOWN\",\"mongo\":\"UP\",\"redis\":\"DOWN\","
                + "\"problems\":{\"redis\":\"it does not answer\"}}");
        assertThat(api.get("/health/live").status()).isEqualTo(200);

        Client.Answer submitted = api.post("/jobs/submit", Client.body(fleet.urls("without", 0, 20), 5), Map.of());
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(201);
        String job = submitted.json().get("job_id").asString();
        assertThat(api.status(job)).isEqualTo(new Client.Status("PENDING", 20, 0, 0, 20));
        // All that MongoDB alone can answer is answered.
        assertThat(api.results(before).get("results")).hasSize(2);
        List<String> known = fleet.urls("before", 0, 2);
        assertThat(api.post("/jobs/submit", Client.body(known, 5), Map.of())
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("COMPLETED");

        redis.comeBack();
        await().atMost(LONG).until(() -> api.get("/health/ready").status() == 200);
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 20, 20, 0, 0));
        fleet.urls("without", 0, 20)
                .forEach(url -> assertThat(fleet.site.hits(Fleet.path(url))).isEqualTo(1));
        await().atMost(LONG).until(() -> fleet.intents().isEmpty());
    }

    @Test
    void watchersStayConnectedWhileRedisIsAwayAndLearnWhatHappensWithoutIt() {
        fleet.site.hold();
        String job = api.submit(fleet.urls("watched", 0, 10), 5);
        await().atMost(LONG).until(() -> fleet.site.allHits().size() == 10);
        try (Watcher one = new Watcher(api.base(), "/ws/jobs/" + job);
                Watcher all = new Watcher(api.base(), "/ws")) {
            await().atMost(LONG)
                    .until(() -> !one.messages().isEmpty() && !all.messages().isEmpty());
            redis.goAway();
            await().atMost(LONG).until(() -> api.get("/health/ready").status() == 503);
            // Nobody can publish it, so the API has to look.
            assertThat(api.delete("/jobs/" + job).status()).isEqualTo(200);
            for (Watcher watcher : List.of(one, all)) {
                await().atMost(LONG).until(() -> watcher.of(job).stream().anyMatch(Watcher.Seen::ended));
                assertThat(watcher.of(job).getLast())
                        .extracting(Watcher.Seen::status, Watcher.Seen::completed, Watcher.Seen::total)
                        .containsExactly("CANCELLED", 0, 10);
            }
            fleet.site.open();

            redis.comeBack();
            await().atMost(LONG).until(() -> api.get("/health/ready").status() == 200);
            String next = api.submit(fleet.urls("next", 0, 10), 5);
            await().atMost(LONG).until(() -> all.of(next).stream().anyMatch(Watcher.Seen::ended));
            one.say("ping");
            await().atMost(LONG).until(() -> one.texts().contains("pong"));
        }
    }

    @Test
    void anOutageIsToldInAFewLinesAndNothingDiesOfIt() {
        String before = api.submit(fleet.urls("before", 0, 5), 5);
        await().atMost(LONG).until(() -> api.status(before).ended());
        Map<JavaProcess, Integer> lines = new HashMap<>();
        processes.forEach(process -> lines.put(process, process.lines().size()));

        redis.goAway();
        List<String> meanwhile = new ArrayList<>();
        for (int job = 0; job < 5; job++) {
            meanwhile.add(api.submit(fleet.urls("meanwhile" + job, 0, 5), 5));
        }
        staysAlive();
        redis.comeBack();
        meanwhile.forEach(
                job -> await().atMost(LONG).until(() -> api.status(job).ended()));
        mongo.goAway();
        staysAlive();
        mongo.comeBack();
        await().atMost(LONG).until(() -> api.get("/health/ready").status() == 200);
        String after = api.submit(fleet.urls("after", 0, 5), 5);
        await().atMost(LONG).until(() -> api.status(after).ended());

        for (JavaProcess process : processes) {
            List<String> told =
                    process.lines().subList(lines.get(process), process.lines().size());
            System.out.printf("Two outages were told in %d lines%n", told.size());
            assertThat(told).as(String.join("\n", told)).hasSizeLessThan(MOST_LINES);
        }
    }

    @Test
    void withARedisThatIsFullSubmissionsAreAcceptedAndEndWhenThereIsRoom() {
        fleet.configureRedis("maxmemory", "1");
        Client.Answer submitted = api.post("/jobs/submit", Client.body(fleet.urls("full", 0, 20), 5), Map.of());
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(201);
        String job = submitted.json().get("job_id").asString();
        assertThat(api.status(job)).isEqualTo(new Client.Status("PENDING", 20, 0, 0, 20));
        Client.Answer ready = api.get("/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.json().toString())
                .isEqualTo("{\"status\":\"DOWN\",\"mongo\":\"UP\",\"redis\":\"DOWN\","
                        + "\"problems\":{\"redis\":\"it is full (maxmemory), and takes no writes\"}}");

        fleet.configureRedis("maxmemory", "0");
        assertThat(api.get("/health/ready").status()).isEqualTo(200);
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 20, 20, 0, 0));
        assertThat(fleet.site.allHits()).hasSize(20);
    }

    /** Asked again, for a store that needs more than two seconds counts as down, and on a busy machine both may. */
    private void awaitHealth(String expected) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(api.get("/health/ready").json().toString()).isEqualTo(expected));
    }

    /** For a while that is longer than a lease. */
    private void staysAlive() {
        await().during(Duration.ofSeconds(15))
                .atMost(LONG)
                .until(() -> processes.stream().allMatch(JavaProcess::isAlive)
                        && api.get("/health/live").status() == 200);
    }

    @Test
    void withoutMongoDbNothingIsAcceptedAndNothingIsHalfKept() {
        fleet.site.hold();
        String running = api.submit(fleet.urls("running", 0, 10), 5);
        await().atMost(LONG).until(() -> fleet.site.allHits().size() == 10);
        mongo.goAway();
        awaitHealth("{\"status\":\"DOWN\",\"mongo\":\"DOWN\",\"redis\":\"UP\","
                + "\"problems\":{\"mongo\":\"it does not answer\"}}");

        Map<String, String> key = Map.of("Idempotency-Key", "while-away");
        String body = Client.body(fleet.urls("away", 0, 5), 5);
        for (Client.Answer answer : List.of(
                api.post("/jobs/submit", body, key),
                api.get("/jobs/" + running + "/status"),
                api.get("/jobs"),
                api.delete("/jobs/" + running))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.headers().get("retry-after"))
                    .singleElement()
                    .asString()
                    .matches("[1-9]\\d*");
            assertThat(answer.json().get("detail").asString()).doesNotContain("127.0.0.1", "Mongo");
        }
        fleet.site.open();

        mongo.comeBack();
        await().atMost(LONG).until(() -> api.get("/health/ready").status() == 200);
        await().atMost(LONG).until(() -> api.status(running).ended());
        assertThat(api.status(running)).isEqualTo(new Client.Status("COMPLETED", 10, 10, 0, 0));
        assertThat(api.get("/jobs").json()).hasSize(1);
        assertThat(fleet.site.hits("/away/00000")).isZero();
        // The client does what the answer said: it comes again with the same key.
        Client.Answer again = api.post("/jobs/submit", body, key);
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.headers()).doesNotContainKey("idempotency-replayed");
        String job = again.json().get("job_id").asString();
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 5, 5, 0, 0));
    }
}
