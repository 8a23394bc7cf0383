package dev.gleaner.api.jobs.retries;

import static dev.gleaner.api.Services.away;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gleaner.api.Services;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Store;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://b.example/2";
    private static final String C = "https://c.example/3";

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aJobThatIsNotThereIsUnknown() {
        assertThat(api.retries.retry("job_none")).isEqualTo(new RetryAnswer.Unknown());
    }

    @Test
    void anOpenJobIsNotRetried() {
        String id = api.submitted(A);

        assertThat(api.retries.retry(id)).isEqualTo(new RetryAnswer.StillOpen(api.job(id)));
    }

    @Test
    void whatACancelledJobGaveUpAndWhatFailedRunsAgain() {
        String id = api.submitted(A, B, C);
        api.fail(id, ErrorCode.TIMEOUT, A);
        api.cancellation.cancel(id);

        RetryAnswer answer = api.retries.retry(id);

        Job open = api.job(id);
        assertThat(answer).isEqualTo(new RetryAnswer.Retried(open, 3));
        assertThat(open)
                .returns(2, Job::run)
                .returns(JobStatus.IN_PROGRESS, Job::status)
                .returns(0, Job::failed)
                .returns(3, Job::pending);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void onlyWhatIsMeantOfTheFailedRunsAgain() {
        String id = api.submitted(A, B);
        api.fail(id, ErrorCode.TIMEOUT, A);
        api.fail(id, ErrorCode.HTTP_ERROR, B);

        RetryChoice timeouts = new RetryChoice(Set.of(ErrorCode.TIMEOUT), Set.of(), Set.of());
        RetryChoice elsewhere = new RetryChoice(Set.of(), Set.of("elsewhere.example"), Set.of());
        assertThat(api.retries.retry(id, elsewhere)).isEqualTo(new RetryAnswer.NothingToRetry(api.job(id)));

        assertThat(api.retries.retry(id, timeouts)).isEqualTo(new RetryAnswer.Retried(api.job(id), 1));
        assertThat(api.job(id)).returns(1, Job::failed).returns(1, Job::pending);
        api.settle(id);
        assertThat(api.job(id))
                .returns(JobStatus.COMPLETED, Job::status)
                .returns(1, Job::failed)
                .returns(1, Job::completed);
    }

    @Test
    void aJobOfWhichNothingFailedIsNotRetried() {
        String id = api.submitted(A);
        api.settle(id);

        assertThat(api.retries.retry(id)).isEqualTo(new RetryAnswer.NothingToRetry(api.job(id)));
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void theFailedArticlesRunAgainAndTheOthersStay() {
        String id = halfFailed();
        api.stores.told.clear();
        long queued = api.queued();

        RetryAnswer answer = api.retries.retry(id);

        Job open = api.job(id);
        assertThat(answer).isEqualTo(new RetryAnswer.Retried(open, 1));
        assertThat(open.run()).isEqualTo(2);
        assertThat(open.status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(open.completed()).isEqualTo(1);
        assertThat(open.pending()).isEqualTo(1);
        assertThat(api.queued()).isEqualTo(queued + 1);
        assertThat(api.stores.told).containsExactly(ProgressUpdate.of(open));
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void eachRunHasAnEndOfItsOwn() {
        String id = halfFailed();
        api.retries.retry(id);
        api.settle(id, B);
        api.retries.retry(id);
        api.settle(id);

        assertThat(api.endsTold()).extracting(Job::run).containsExactly(1, 2, 3);
        assertThat(api.endsTold()).extracting(Job::failed).containsExactly(1, 1, 0);
    }

    @Test
    void aSecondRetryMeetsAnOpenJob() {
        String id = halfFailed();
        api.retries.retry(id);

        assertThat(api.retries.retry(id)).isEqualTo(new RetryAnswer.StillOpen(api.job(id)));
        assertThat(api.job(id).run()).isEqualTo(2);
    }

    @Test
    void ofTwoThatRetryAtOnceOneOpensTheRunAndNothingIsQueuedTwice() {
        String id = halfFailed();
        long queued = api.queued();
        boolean[] inside = {false};
        api.before(Jobs.class, "reopen", arguments -> {
            if (!inside[0]) {
                inside[0] = true;
                api.retries.retry(id);
            }
        });

        api.retries.retry(id);

        assertThat(api.job(id).run()).isEqualTo(2);
        assertThat(api.queued()).isEqualTo(queued + 1);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aJobThatIsRemovedMeanwhileIsUnknown() {
        String id = halfFailed();
        api.before(Jobs.class, "reopen", arguments -> api.stores.jobs.remove(id, 1));

        assertThat(api.retries.retry(id)).isEqualTo(new RetryAnswer.Unknown());
    }

    @Test
    void anOutageAfterTheRunIsOpenIsAnsweredAsRetriedAndTheSweeperQueuesIt() {
        String id = halfFailed();
        long queued = api.queued();
        api.breaks(WorkQueue.class, "push", away(Store.REDIS));

        assertThat(api.retries.retry(id)).isInstanceOf(RetryAnswer.Retried.class);
        api.mend();
        api.sweeper.turn();
        assertThat(api.queued()).as("young: its process may be at work on it").isEqualTo(queued);

        sweepLater();

        assertThat(api.queued()).isEqualTo(queued + 1);
        assertThat(api.stores.intents.all()).isEmpty();
        api.settle(id);
        assertThat(api.job(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aBugAfterTheRunIsOpenIsNotAnsweredAsRetriedButTheRunIsNotLost() {
        String id = halfFailed();
        long queued = api.queued();
        api.breaks(WorkQueue.class, "push", new IllegalStateException("a bug"));

        assertThatIllegalStateException()
                .isThrownBy(() -> api.retries.retry(id))
                .withMessage("a bug");
        assertThat(api.stores.intents.all()).hasSize(1);

        api.mend();
        sweepLater();

        assertThat(api.job(id).run()).isEqualTo(2);
        assertThat(api.queued()).isEqualTo(queued + 1);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aRunThatWasNeverOpenedLeavesAnIntentThatGoesWhenItIsOld() {
        String id = halfFailed();
        api.breaks(Jobs.class, "reopen", away(Store.MONGODB));

        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(() -> api.retries.retry(id));
        api.mend();
        sweepLater();
        assertThat(api.stores.intents.all()).as("its process may still open it").hasSize(1);
        api.stores.later(Duration.ofSeconds(120));
        api.sweeper.turn();

        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.job(id).run()).isEqualTo(1);
        assertThat(api.job(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aRetryThatDiedBeforeItsPushIsGoneOnWithInALaterRunToo() {
        String id = halfFailed();
        api.breaks(WorkQueue.class, "push", away(Store.REDIS));
        api.retries.retry(id);
        // The article comes from elsewhere, so the run ends without a push; the next run is opened before the sweeper
        // looks.
        api.settle(id, B);
        api.retries.retry(id);
        assertThat(api.stores.intents.all()).hasSize(2);
        api.mend();

        sweepLater();

        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.job(id).run()).isEqualTo(3);
        assertThat(api.stores.tasks.find(api.stores.jobs.pending(id)).values())
                .singleElement()
                .satisfies(task -> assertThat(task.waiters()).hasSize(1));
        api.settle(id);
        assertThat(api.job(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    /** A job that ended with one article and without another. */
    private String halfFailed() {
        String id = api.submitted(A, B);
        api.settle(id, B);
        assertThat(api.stores.jobs.detail(id).orElseThrow().failures()).hasSize(1);
        return id;
    }

    private void sweepLater() {
        api.stores.later(Duration.ofSeconds(30));
        api.sweeper.turn();
    }
}
