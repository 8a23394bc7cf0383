package dev.gleaner.api.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.api.enqueue.Joiner;
import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.enqueue.Release;
import dev.gleaner.event.Observer;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Intent;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.mongo.MongoIntents;
import dev.gleaner.job.mongo.MongoItems;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.task.JobEnds;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class SubmissionSweeperTest {
    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final MongoCollections collections = new MongoCollections(client.getDatabase(TestStores.freshDatabase()));
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final InstantSource clock = () -> now;
    private final Jobs jobs = new MongoJobs(collections, clock);
    private final MongoIntents intents = new MongoIntents(collections);
    private final Pusher pusher = new Pusher(
            Mockito.mock(Joiner.class),
            jobs,
            intents,
            Mockito.mock(Release.class),
            new JobEnds(jobs, Mockito.mock(ProgressBus.class), Observer.NONE),
            Mockito.mock(ProgressBus.class));
    private final SubmissionSweeper sweeper = new SubmissionSweeper(
            jobs,
            new MongoItems(collections),
            pusher,
            Mockito.mock(Submissions.class),
            SubmissionRules.withTimeLimit(Duration.ofSeconds(60)),
            clock);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aJobWhoseProcessDiedBetweenTheEndOfItsLastArticleAndItsOwnIsCompleted() {
        String job = Ids.job();
        jobs.insert(new NewJob(
                job,
                Ids.token(),
                List.of("a"),
                List.of("a"),
                now,
                Instant.EPOCH,
                Duration.ZERO,
                FetchOptions.NONE,
                JobLabel.NONE,
                null));
        Intent intent = Intent.submit(job, now, 1, null);
        intents.insert(intent);
        // The article came from elsewhere while it was submitted; no task is left that would lead to the job.
        jobs.settle(job, 1, List.of("a"), List.of());
        now = now.plusSeconds(30);

        sweeper.sweep(intent);

        assertThat(jobs.find(job).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(intents.all()).isEmpty();
    }
}
