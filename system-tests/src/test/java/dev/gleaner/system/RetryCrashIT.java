package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An API process is killed inside a retry, once before each write that the retry makes. */
class RetryCrashIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    private final Fleet fleet = new Fleet().with("MAX_RETRY_ATTEMPTS", "0");

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aKillBeforeAnyWriteOfARetryLeavesTheOldRunOrANewOneThatEndsWhole() {
        // The repairs of an audit are writes that no retry makes; what is left half done here is for the sweeper.
        fleet.holdTheAudit();
        // Intents are swept soon after they are left behind; no request of this test takes that long.
        Client survivor = fleet.startApi(Map.of("SUBMIT_TIMEOUT", "8s")).awaitReady();
        fleet.awaitReady(fleet.startConsumer());
        List<String> jobs = new ArrayList<>();
        List<Optional<String>> rounds = new ArrayList<>();
        do {
            int n = rounds.size() + 1;
            String job = survivor.submit(urls(n), 5);
            await().atMost(LONG).until(() -> survivor.status(job).ended());
            assertThat(survivor.status(job)).isEqualTo(new Client.Status("COMPLETED", 3, 1, 2, 0));
            jobs.add(job);
            // A victim that swept what earlier ones left would have those writes counted, too.
            rounds.add(KilledBefore.write(n, fleet, Map.of("SUBMIT_TIMEOUT", "10m"), client -> {
                Client.Answer answer = client.post("/jobs/" + job + "/retry");
                assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            }));
        } while (rounds.getLast().isPresent());
        System.out.println("Killed an API before each of these writes of a retry: "
                + rounds.stream().flatMap(Optional::stream).toList());
        // Intent, job, tasks, push, pushed, begin, intent.
        assertThat(rounds.size() - 1).isGreaterThanOrEqualTo(6);

        await().atMost(LONG).until(() -> fleet.intents().isEmpty());
        await().atMost(LONG)
                .until(() -> jobs.stream().allMatch(job -> survivor.status(job).ended()));
        for (int round = 1; round <= rounds.size(); round++) {
            String job = jobs.get(round - 1);
            int run = survivor.get("/jobs/" + job + "/status").json().get("run").asInt();
            // The good one was fetched once, each of the others once in every run.
            assertThat(fleet.site.hits(Fleet.path(urls(round).getFirst()))).isEqualTo(1);
            assertThat(fleet.site.hits(Fleet.path(urls(round).getLast())))
                    .as("round %d, run %d", round, run)
                    .isEqualTo(run);
            assertThat(survivor.status(job)).isEqualTo(new Client.Status("COMPLETED", 3, 1, 2, 0));
            assertThat(survivor.endedUrls(job)).isEqualTo(urls(round));
        }
        // The first two writes are those before the new run is committed; from then on there is one.
        assertThat(jobs.subList(2, jobs.size()))
                .allMatch(job -> survivor.get("/jobs/" + job + "/status")
                                .json()
                                .get("run")
                                .asInt()
                        == 2);
    }

    private List<String> urls(int round) {
        return List.of(
                fleet.site.url("/good/" + round),
                fleet.site.url("/broken/first/" + round),
                fleet.site.url("/broken/second/" + round));
    }
}
