package dev.gleaner.system;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's check of a live fleet, as a program of its own. */
class CheckIT {
    private static final Duration LONG = Duration.ofSeconds(240);

    private final Fleet fleet = new Fleet().with("CONSUMER_CONCURRENCY", "4");

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aBusyAndARestingFleetKeepEveryPromiseAndAPlantedViolationIsNamed() {
        Fleet.Api starting = fleet.startApi();
        fleet.awaitReady(fleet.startConsumer());
        fleet.awaitReady(fleet.startConsumer());
        Client api = starting.awaitReady();
        fleet.site.setDelay(Duration.ofSeconds(1));
        String job = api.submit(fleet.urls("check", 0, 1500), 5);
        String cancelled = api.submit(fleet.urls("cancel", 0, 300), 8);

        long listeners = fleet.listeners();
        JavaProcess busy = fleet.command("check", "--watch", "6s", "--json");
        // Only what happens while it listens can be compared; its start takes as long as it takes.
        await().atMost(LONG).until(() -> fleet.listeners() > listeners);
        fleet.site.setDelay(Duration.ofMillis(100));
        await().atMost(LONG).until(() -> api.status(job).done() > 100);
        assertThat(api.delete("/jobs/" + cancelled).status()).isEqualTo(200);
        assertThat(busy.awaitExit(LONG)).as(text(busy)).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(text(busy));
        assertThat(report.get("healthy").asBoolean()).isTrue();
        assertThat(report.get("violations")).isEmpty();
        assertThat(report.get("looked").get("jobs").asInt()).isEqualTo(2);
        assertThat(report.get("looked").get("published steps").asInt()).isPositive();
        fleet.site.setDelay(Duration.ZERO);
        await().atMost(LONG).until(() -> api.status(job).ended());

        JavaProcess resting = fleet.command("check", "--at-rest");
        assertThat(resting.awaitExit(LONG)).as(text(resting)).isZero();
        assertThat(resting.lines())
                .first()
                .asString()
                .startsWith("Looked at: 2 jobs, 1,800 addresses,")
                .contains("0 open tasks, 0 queue entries, 0 open jobs");
        assertThat(resting.lines()).last().isEqualTo("Every promise is kept.");

        fleet.inDatabase(
                database -> database.getCollection("jobs").updateOne(eq("_id", job), inc("completed_count", -1)));
        JavaProcess spoiled = fleet.command("check");
        assertThat(spoiled.awaitExit(LONG)).as(text(spoiled)).isEqualTo(1);
        assertThat(spoiled.lines())
                .anyMatch(line -> line.matches("VIOLATION numbers-add-up: " + job
                        + " at revision \\d+: completed 1499 \\+ failed 0 \\+ pending 0 are not 1500"));
    }

    private static String text(JavaProcess process) {
        List<String> lines = process.lines();
        return String.join("\n", lines);
    }
}
