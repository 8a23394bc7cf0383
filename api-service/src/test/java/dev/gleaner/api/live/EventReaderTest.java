package dev.gleaner.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Failure;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.store.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventReaderTest {
    private static final String JOB = "job_1";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<String> ARTICLES =
            IntStream.range(0, 12).mapToObj(n -> "art_" + n).toList();

    private final Stores stores = new Stores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void acrossACutAtAnyMessageEveryEndIsToldOnce() {
        // A message is cut before or after its client took it: by the id of the last it took it goes on.
        for (int cut = 1; cut <= 8; cut++) {
            String job = JOB + cut;
            insert(job);
            List<String> told = new ArrayList<>();
            EventReader reader = new EventReader(stores.jobs, new Position(job, 1, 0));
            @Nullable String last = null;
            int messages = 0;
            for (int step = 0; step <= 6; step++) {
                if (step > 0) {
                    settle(job, step - 1);
                }
                for (Optional<EventReader.Event> next = reader.next(); next.isPresent(); next = reader.next()) {
                    messages++;
                    if (messages == cut) {
                        // Lost on the way: the client does not have it.
                        reader = new EventReader(
                                stores.jobs,
                                last == null
                                        ? new Position(job, 1, 0)
                                        : Position.read(last).orElseThrow());
                        continue;
                    }
                    last = next.get().id();
                    told.addAll(articles(next.get()));
                }
            }
            assertThat(told).as("cut at message %d", cut).containsExactlyElementsOf(ARTICLES);
        }
    }

    @Test
    void whatWasMissedOfTheRunBeforeIsToldBeforeTheNewRun() {
        insert(JOB);
        IntStream.range(0, 6).forEach(step -> settle(JOB, step));
        assertThat(stores.jobs.complete(JOB, 1)).isPresent();
        List<String> failed = IntStream.range(0, 6)
                .mapToObj(step -> ARTICLES.get(2 * step + 1))
                .toList();
        assertThat(stores.jobs.reopen(JOB, 1, NextRun.ofFailed(failed), NOW)).isPresent();
        assertThat(stores.jobs.settle(JOB, 2, failed, List.of())).isPresent();

        EventReader reader = new EventReader(stores.jobs, new Position(JOB, 1, 10));
        List<String> told = new ArrayList<>();
        String id = "";
        for (Optional<EventReader.Event> next = reader.next(); next.isPresent(); next = reader.next()) {
            id = next.get().id();
            told.addAll(articles(next.get()));
        }

        List<String> expected = new ArrayList<>(ARTICLES.subList(10, 12));
        expected.addAll(failed);
        assertThat(told).containsExactlyElementsOf(expected);
        assertThat(id).isEqualTo(JOB + ":2:6");
    }

    @Test
    void aJobThatIsRemovedIsToldSo() {
        insert(JOB);
        EventReader reader = new EventReader(stores.jobs, new Position(JOB, 1, 0));
        assertThat(reader.next().orElseThrow().type()).isEqualTo("snapshot");

        stores.jobs.remove(JOB, 1);

        assertThat(reader.next().orElseThrow().type()).isEqualTo("job_removed");
    }

    /** Ends two articles in one update: one well, one not. */
    private void settle(String job, int step) {
        assertThat(stores.jobs.settle(
                        job,
                        1,
                        List.of(ARTICLES.get(2 * step)),
                        List.of(new Failure(ARTICLES.get(2 * step + 1), ErrorCode.values()[0], "broken", NOW))))
                .isPresent();
    }

    private void insert(String job) {
        stores.jobs.insert(
                new NewJob(job, "token", ARTICLES, ARTICLES, NOW, NOW, null, FetchOptions.NONE, JobLabel.NONE, null));
    }

    private static List<String> articles(EventReader.Event event) {
        List<String> list = new ArrayList<>();
        for (JsonNode step : JsonMapper.shared().readTree(event.data()).path("updates")) {
            list.add(step.path("article_id").stringValue());
        }
        return list;
    }
}
