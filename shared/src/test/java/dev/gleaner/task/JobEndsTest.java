package dev.gleaner.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.event.Event;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Ends;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of which end, and how often. */
class JobEndsTest {
    private final Stores stores = new Stores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void theOrderOfEndsIsKeptWithTheJob() {
        String job = stores.aJobWaitingFor(List.of("a", "b", "c"));
        stores.ends.settle(job, 1, List.of("b"), List.of());
        stores.ends.settle(job, 1, List.of("b"), List.of());
        stores.ends.settle(job, 1, List.of("a"), List.of(failure("c")));

        Ends ends = stores.jobs.ends(job, 1).orElseThrow();

        assertThat(ends.ends()).extracting(Ends.End::articleId).containsExactly("b", "a", "c");
        assertThat(ends.ends().getLast().code()).isEqualTo(failure("c").code());
        assertThat(ends.job().status().ended()).isTrue();
    }

    @Test
    void aCommitWithSomethingPendingIsToldAsASubmissionOnly() {
        NewJob job = job(List.of("a", "b"), List.of("b"));

        assertThat(stores.ends.commit(job)).isTrue();

        assertThat(stores.events).containsExactly(new Event.Submitted(job.id(), 2, 1));
        assertThat(stores.told).isEmpty();
    }

    @Test
    void aCommitWithNothingPendingIsToldAsTheJobIsStored() {
        NewJob job = job(List.of("a", "b"), List.of());

        assertThat(stores.ends.commit(job)).isTrue();

        Job stored = stored(job.id());
        assertThat(stored.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(stores.events).containsExactly(new Event.Submitted(job.id(), 2, 2), new Event.Ended(stored));
        assertThat(stores.told).containsExactly(ProgressUpdate.of(stored));
    }

    @Test
    void aCommitUnderTheIdOfAnotherJobTellsNothing() {
        String other = stores.aJobWaitingFor(List.of("a"));
        NewJob job = new NewJob(
                other,
                Ids.token(),
                List.of(),
                List.of(),
                stores.now(),
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                null);

        assertThat(stores.ends.commit(job)).isFalse();

        assertThat(stores.events).isEmpty();
        assertThat(stores.told).isEmpty();
    }

    @Test
    void aSettleTellsWhatItMovedAndTheEndThatItBrought() {
        String job = stores.aJobWaitingFor(List.of("a", "b", "c"));

        stores.ends.settle(job, 1, List.of("a"), List.of());
        stores.ends.settle(job, 1, List.of("a", "b"), List.of(failure("c")));

        assertThat(stores.events)
                .containsExactly(
                        new Event.Settled(job, 1, 1, 0), new Event.Settled(job, 1, 1, 1), new Event.Ended(stored(job)));
        assertThat(stores.told).extracting(ProgressUpdate::articleId).containsExactly("a", "b", "c");
        assertThat(stores.told.getLast().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aSettleOfWhatIsSettledTellsNothing() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.ends.settle(job, 1, List.of(), List.of(failure("a")));
        stores.events.clear();
        stores.told.clear();

        assertThat(stores.ends.settle(job, 1, List.of("a"), List.of())).isEmpty();

        assertThat(stored(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(stores.events).isEmpty();
        assertThat(stores.told).isEmpty();
    }

    @Test
    void anEndThatItsProcessDidNotBringIsBroughtByWhoeverComesNextAndToldOnce() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.jobs.settle(job, 1, List.of("a"), List.of());

        stores.ends.settle(job, 1, List.of("a"), List.of());
        stores.ends.complete(job, 1);

        assertThat(stores.events).containsExactly(new Event.Ended(stored(job)));
        assertThat(stores.told).containsExactly(ProgressUpdate.of(stored(job)));
    }

    @Test
    void aCompletionOfAnOpenJobMeetsNothing() {
        String job = stores.aJobWaitingFor(List.of("a"));

        stores.ends.complete(job, 1);

        assertThat(stored(job).status()).isEqualTo(JobStatus.PENDING);
        assertThat(stores.events).isEmpty();
    }

    @Test
    void aCancelIsToldByWhoeverMadeIt() {
        String job = stores.aJobWaitingFor(List.of("a", "b"));
        stores.ends.settle(job, 1, List.of("a"), List.of());
        stores.events.clear();
        stores.told.clear();

        Optional<Jobs.Cancelled> first = stores.ends.cancel(job);
        Optional<Jobs.Cancelled> second = stores.ends.cancel(job);

        assertThat(first)
                .hasValueSatisfying(cancelled -> assertThat(cancelled.givenUp()).containsExactly("b"));
        assertThat(second).isEmpty();
        assertThat(stores.events).containsExactly(new Event.Ended(stored(job)));
        assertThat(stores.told).containsExactly(ProgressUpdate.of(stored(job)));
    }

    private Job stored(String id) {
        return stores.jobs.find(id).orElseThrow();
    }

    private Failure failure(String article) {
        return new Failure(article, ErrorCode.TIMEOUT, "Timeout", stores.now());
    }

    private NewJob job(List<String> articles, List<String> pending) {
        return new NewJob(
                Ids.job(),
                Ids.token(),
                articles,
                pending,
                stores.now(),
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                new JobLabel("name", List.of("tag")),
                null);
    }
}
