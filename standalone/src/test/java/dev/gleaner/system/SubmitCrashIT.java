package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.StoreTap;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An API process is killed inside a submission, once before each write that the submission makes: a relay before the stores
 * counts the writes and kills when it is time. Which writes there are is found by running, not listed here.
 */
class SubmitCrashIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int ARTICLES = 4;

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aKillBeforeAnyWriteOfASubmissionLeavesNoJobOrOneThatEndsWhole() {
        List<Round> rounds = new ArrayList<>();
        do {
            rounds.add(round(rounds.size() + 1));
        } while (rounds.getLast().killedBefore().isPresent());
        System.out.println("Killed an API before each of these writes: "
                + rounds.stream()
                        .map(Round::killedBefore)
                        .flatMap(Optional::stream)
                        .toList());
        // Intent, articles, items, job, tasks, push, begin and more: a protocol with fewer writes would not be it.
        assertThat(rounds.size() - 1).isGreaterThanOrEqualTo(8);

        Client survivor = fleet.startApi(Map.of("SUBMIT_TIMEOUT", "4s")).awaitReady();
        fleet.awaitReady(fleet.startConsumer());
        await().atMost(LONG).until(() -> intents().isEmpty());
        await().atMost(LONG)
                .until(() -> allJobs(survivor).stream()
                        .allMatch(job -> survivor.status(job).ended()));

        Set<Integer> found = new HashSet<>();
        for (String job : allJobs(survivor)) {
            List<String> urls = survivor.endedUrls(job);
            int round =
                    Integer.parseInt(Fleet.path(urls.getFirst()).split("/")[1].substring("round".length()));
            assertThat(found.add(round)).as("round %d became one job", round).isTrue();
            assertThat(urls).isEqualTo(urls(round));
            assertThat(survivor.status(job)).isEqualTo(new Client.Status("COMPLETED", ARTICLES, ARTICLES, 0, 0));
        }
        assertThat(found).contains(rounds.size());
        // A client that repeats its request gets that job, or makes it now.
        for (int round = 1; round <= rounds.size(); round++) {
            Client.Answer answer = survivor.post("/jobs/submit", Client.body(urls(round), 5), key(round));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            assertThat(answer.headers().containsKey("idempotency-replayed")).isEqualTo(found.contains(round));
        }
        await().atMost(LONG)
                .until(() -> allJobs(survivor).stream()
                        .allMatch(job -> survivor.status(job).ended()));
        for (int round = 1; round <= rounds.size(); round++) {
            for (String url : urls(round)) {
                assertThat(fleet.site.hits(Fleet.path(url))).isEqualTo(1);
            }
        }
    }

    /** Starts an API behind relays, submits, and kills it before the n-th write of the submission. */
    private Round round(int n) {
        AtomicInteger writes = new AtomicInteger(Integer.MIN_VALUE);
        AtomicReference<Fleet.Api> victim = new AtomicReference<>();
        AtomicReference<String> killedBefore = new AtomicReference<>();
        StoreTap.Gate gate = command -> {
            if (writes.incrementAndGet() != n) {
                return killedBefore.get() == null;
            }
            killedBefore.set(command);
            victim.get().process().killHard();
            return false;
        };
        try (StoreTap mongo = StoreTap.onMongo(TestStores.mongo().url(), gate);
                StoreTap redis = StoreTap.onRedis(fleet.redis.url(), gate)) {
            victim.set(fleet.startApi(
                    Map.of("MONGO_URL", mongo.url(), "REDIS_URL", redis.url(), "SUBMIT_TIMEOUT", "10m")));
            Client client = victim.get().awaitReady();
            writes.set(0);
            try {
                Client.Answer answer = client.post("/jobs/submit", Client.body(urls(n), 5), key(n));
                assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            } catch (Client.ConnectionLost killed) {
                assertThat(killedBefore.get()).isNotNull();
            }
            writes.set(Integer.MIN_VALUE);
            victim.get().process().close();
        }
        return new Round(Optional.ofNullable(killedBefore.get()));
    }

    private List<String> urls(int round) {
        return fleet.urls("round" + round, 0, ARTICLES);
    }

    private static Map<String, String> key(int round) {
        return Map.of("Idempotency-Key", "round-" + round);
    }

    private List<String> intents() {
        try (com.mongodb.client.MongoClient client =
                com.mongodb.client.MongoClients.create(TestStores.mongo().url())) {
            return client.getDatabase(fleet.database)
                    .getCollection("intents")
                    .find()
                    .map(intent -> intent.getString("_id"))
                    .into(new ArrayList<>());
        }
    }

    private static List<String> allJobs(Client api) {
        List<String> jobs = new ArrayList<>();
        JsonNode list = api.get("/jobs?limit=1000").json();
        list.forEach(job -> jobs.add(job.get("job_id").asString()));
        return jobs;
    }

    record Round(Optional<String> killedBefore) {}
}
