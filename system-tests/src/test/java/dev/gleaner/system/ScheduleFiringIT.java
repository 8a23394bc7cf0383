package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.mongo.MongoSchedules;
import dev.gleaner.api.schedules.trigger.ReadRules;
import dev.gleaner.api.schedules.trigger.TriggerReader;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.testkit.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Three API processes fire schedules while one after the other is killed. */
class ScheduleFiringIT {
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final int SCHEDULES = 100;
    private static final int TIMES = 10;
    private static final int EVERY_SECONDS = 2;
    private static final int KILLS = 3;

    private static final JsonMapper JSON = new JsonMapper();

    /** A submission that was killed is taken up by another process after twice the time that it may take. */
    private final Fleet fleet = new Fleet().with("SUBMIT_TIMEOUT", "8s");

    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final MongoCollections stored = new MongoCollections(client.getDatabase(fleet.database));
    private final MongoSchedules schedules = new MongoSchedules(stored, Clock.systemUTC());

    @AfterEach
    void stop() {
        client.close();
        fleet.close();
    }

    @Test
    void aThousandOccurrencesFireOnceEachWhileProcessesAreKilled() {
        List<Fleet.Api> alive = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            alive.add(fleet.startApi());
        }
        alive.forEach(Fleet.Api::awaitReady);
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        Instant end = start.plusSeconds((long) EVERY_SECONDS * (TIMES - 1));
        for (int i = 0; i < SCHEDULES; i++) {
            assertThat(schedules.create(schedule("s%03d".formatted(i), start, end)))
                    .isPresent();
        }

        for (int kill = 1; kill <= KILLS; kill++) {
            long wanted = (long) SCHEDULES * TIMES * kill / (KILLS + 1);
            await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> fired() >= wanted);
            alive.removeFirst().process().killHard();
            alive.add(fleet.startApi());
        }

        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> undecided() == 0 && decided() >= SCHEDULES * TIMES);
        List<Occurrence> all = new ArrayList<>();
        for (int i = 0; i < SCHEDULES; i++) {
            List<Occurrence> history = schedules.history("s%03d".formatted(i), null, null, null, 2 * TIMES, 0);
            assertThat(history).hasSize(TIMES);
            all.addAll(history);
        }
        assertThat(all).allMatch(one -> one.outcome() == OccurrenceOutcome.FIRED);
        Set<String> jobs = new HashSet<>();
        stored.jobs().find().forEach(job -> {
            String occurrence = job.getEmbedded(List.of("orders", "origin", "occurrence"), String.class);
            assertThat(jobs.add(occurrence))
                    .as("the only job of %s", occurrence)
                    .isTrue();
        });
        assertThat(jobs)
                .hasSize(SCHEDULES * TIMES)
                .containsAll(all.stream().map(Occurrence::id).toList());
        await().atMost(LONG).until(() -> fleet.intents().isEmpty());
    }

    private long fired() {
        return stored.jobs().countDocuments();
    }

    private long decided() {
        return stored.occurrences().countDocuments();
    }

    /** Schedules that still have a time to decide. */
    private long undecided() {
        return stored.schedules().countDocuments(new Document("next_due", new Document("$type", "date")));
    }

    private ScheduleSpec schedule(String id, Instant start, Instant end) {
        ObjectNode work = (ObjectNode) JSON.readTree("{\"articles\":[{\"url\":\"%s\"}]}"
                .formatted(fleet.urls(id, 0, 1).getFirst()));
        return new ScheduleSpec(
                id,
                null,
                null,
                List.of(),
                true,
                null,
                Objects.requireNonNull(TriggerReader.read(
                                JSON.readTree("{\"type\":\"interval\",\"every\":" + EVERY_SECONDS + "}"),
                                ReadRules.ofStored(ZoneOffset.UTC, start))
                        .orNull()),
                ZoneOffset.UTC,
                start,
                end,
                Duration.ZERO,
                Duration.ofMinutes(5),
                // Late ones fire as well, so that each of the thousand has a job.
                Coalesce.ALL,
                100,
                Overlap.ALLOW,
                1,
                0,
                new RetryPlan(0, Duration.ofMinutes(5)),
                null,
                work);
    }
}
