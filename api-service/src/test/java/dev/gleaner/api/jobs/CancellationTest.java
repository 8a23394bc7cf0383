package dev.gleaner.api.jobs;

import static dev.gleaner.api.Services.away;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.api.Services;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://b.example/2";

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aJobThatIsNotThereIsUnknown() {
        assertThat(api.cancellation.cancel("job_none")).isEqualTo(new CancelAnswer.Unknown());
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void anOpenJobIsCancelledAndThatEndIsToldOnce() {
        String id = api.submitted(A, B);
        api.stores.told.clear();

        CancelAnswer answer = api.cancellation.cancel(id);

        Job after = api.job(id);
        assertThat(after.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(answer).isEqualTo(new CancelAnswer.Cancelled(after, 2));
        assertThat(api.endsTold()).containsExactly(after);
        assertThat(api.stores.told).first().isEqualTo(ProgressUpdate.of(after));
        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aSecondCancelMeetsAJobThatHasEnded() {
        String id = api.submitted(A);
        api.cancellation.cancel(id);

        assertThat(api.cancellation.cancel(id)).isEqualTo(new CancelAnswer.AlreadyEnded(api.job(id)));
        assertThat(api.endsTold()).hasSize(1);
    }

    @Test
    void aJobWhoseCompletionIsMissingIsCompletedAndNotCancelled() {
        String id = api.submitted(A);
        // Whoever settled the last article died before it completed the job.
        api.stores.jobs.settle(id, 1, api.stores.jobs.pending(id), List.of());

        CancelAnswer answer = api.cancellation.cancel(id);

        assertThat(api.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(answer).isEqualTo(new CancelAnswer.AlreadyEnded(api.job(id)));
        assertThat(api.endsTold()).containsExactly(api.job(id));
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aJobThatIsRemovedMeanwhileIsUnknown() {
        String id = api.submitted(A);
        api.before(Jobs.class, "cancel", arguments -> api.stores.jobs.remove(id, 1));

        assertThat(api.cancellation.cancel(id)).isEqualTo(new CancelAnswer.Unknown());
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void theIntentOfAnotherCancelIsLeftToIt() {
        String id = api.submitted(A);
        api.stores.intents.insert(Intent.cancel(api.job(id), api.stores.now()));
        api.before(Jobs.class, "cancel", arguments -> api.stores.jobs.cancel(id, "another"));

        assertThat(api.cancellation.cancel(id)).isInstanceOf(CancelAnswer.AlreadyEnded.class);

        assertThat(api.endsTold()).as("the other tells it").isEmpty();
        assertThat(api.stores.intents.all()).hasSize(1);
    }

    @Test
    void whatAnotherJobWaitsForStaysAndWhatRunsIsLeftToItsOwner() {
        String id = api.submitted(A, B);
        String other = api.submitted(B);
        List<String> articles = api.stores.jobs.pending(id);
        Task a = task(articles.getFirst());
        api.stores.tasks.start(List.of(a.entry(api.stores.now())), "claim", api.stores.now());

        api.cancellation.cancel(id);

        assertThat(task(articles.getFirst()).state()).isEqualTo(TaskState.RUNNING);
        assertThat(api.stores.tasks.unwanted(articles)).isEqualTo(Set.of(articles.getFirst()));
        assertThat(task(articles.getLast()).waiters()).containsExactly(new Waiter(other, 1));
        assertThat(api.job(other).pending()).isEqualTo(1);
    }

    @Test
    void anOutageAfterTheCancelIsAnsweredAsCancelledAndTheSweeperLetsGo() {
        String id = api.submitted(A);
        api.breaks(Tasks.class, "leave", away(Store.MONGODB));

        assertThat(api.cancellation.cancel(id)).isInstanceOf(CancelAnswer.Cancelled.class);
        assertThat(api.stores.tasks.count()).isEqualTo(1);

        api.mend();
        api.sweeper.turn();

        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.endsTold()).hasSize(1);
    }

    @Test
    void aBugAfterTheCancelLosesNothingEither() {
        String id = api.submitted(A);
        api.breaks(Tasks.class, "removeUnwanted", new IllegalStateException("a bug"));

        assertThat(api.cancellation.cancel(id)).isInstanceOf(CancelAnswer.Cancelled.class);
        api.sweeper.turn();
        assertThat(api.stores.intents.all()).hasSize(1);

        api.mend();
        api.sweeper.turn();

        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void anOutageBeforeTheCancelIsToldAndItsIntentGoesWhenItIsOld() {
        String id = api.submitted(A);
        api.breaks(Jobs.class, "cancel", away(Store.MONGODB));

        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(() -> api.cancellation.cancel(id));

        api.mend();
        api.sweeper.turn();
        assertThat(api.stores.intents.all()).as("its process may still cancel").hasSize(1);
        api.stores.later(Duration.ofSeconds(61));
        api.sweeper.turn();
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.job(id).status()).isEqualTo(JobStatus.IN_PROGRESS);
    }

    @Test
    void aRemovalOfAnOpenJobCancelsItFirst() {
        String id = api.submitted(A);

        assertThat(api.purge.purge(id))
                .hasValueSatisfying(purged -> assertThat(purged.givenUp()).isEqualTo(1));

        assertThat(api.stores.jobs.find(id)).isEmpty();
        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
    }

    private Task task(String article) {
        return api.stores.tasks.find(List.of(article)).get(article);
    }
}
