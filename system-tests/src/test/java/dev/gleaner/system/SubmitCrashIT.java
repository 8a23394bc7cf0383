package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An API process is killed inside a submission, once before each write that the submission makes: a tap before the stores
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
        List<Optional<String>> rounds = new ArrayList<>();
        do {
            rounds.add(round(rounds.size() + 1));
        } while (rounds.getLast().isPresent());
        System.out.println("Killed an API before each of these writes: "
                + rounds.stream().flatMap(Optional::stream).toList());
        // Intent, articles, items, job, tasks, push, begin and more: a protocol with fewer writes would not be it.
        assertThat(rounds.size() - 1).isGreaterThanOrEqualTo(8);

        Client survivor = fleet.startApi(Map.of("SUBMIT_TIMEOUT", "4s")).awaitReady();
        fleet.awaitReady(fleet.startConsumer());
        await().atMost(LONG).until(() -> fleet.intents().isEmpty());
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

    private Optional<String> round(int n) {
        return KilledBefore.write(n, fleet, Map.of("SUBMIT_TIMEOUT", "10m"), client -> {
            Client.Answer answer = client.post("/jobs/submit", Client.body(urls(n), 5), key(n));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        });
    }

    private List<String> urls(int round) {
        return fleet.urls("round" + round, 0, ARTICLES);
    }

    private static Map<String, String> key(int round) {
        return Map.of("Idempotency-Key", "round-" + round);
    }

    private static List<String> allJobs(Client api) {
        List<String> jobs = new ArrayList<>();
        JsonNode list = api.get("/jobs?limit=1000").json();
        list.forEach(job -> jobs.add(job.get("job_id").asString()));
        return jobs;
    }
}
