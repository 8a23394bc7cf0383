package dev.gleaner.api.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.Services;
import dev.gleaner.api.jobs.retries.RetryAnswer;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs whose articles are found by a run of a scraper. */
final class RunSubmissionTest {
    private static final FetchOptions SPIDER = FetchOptions.NONE.withScraper(ScraperChoice.of("spider"));

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aRunIsTheOneElementOfItsJobAndIsQueued() {
        Receipt receipt = api.submissions.submit(run(2, null));
        assertThat(receipt.totalArticles()).isEqualTo(1);
        assertThat(receipt.status()).isEqualTo(JobStatus.IN_PROGRESS);
        Item item = item(receipt.jobId());
        assertThat(item.url()).isEqualTo("scraper:spider");
        assertThat(RunIds.isRun(item.articleId())).isTrue();
        Task task = task(item.articleId());
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);
        assertThat(task.pushedLane()).isEqualTo(Lane.HIGH);
        assertThat(task.host()).isEmpty();
        assertThat(task.options().scraper()).isEqualTo(ScraperChoice.of("spider"));
        assertThat(api.stores.depths()).containsEntry("high", 1L);
    }

    @Test
    void twoJobsNeverShareARun() {
        String one = api.submissions.submit(run(5, null)).jobId();
        String other = api.submissions.submit(run(5, null)).jobId();
        assertThat(item(one).articleId()).isNotEqualTo(item(other).articleId());
    }

    @Test
    void aRepeatWithTheSameKeyGetsTheFirstAnswer() {
        Receipt first = api.submissions.submit(run(5, "key"));
        assertThat(api.submissions.submit(run(5, "key")).jobId()).isEqualTo(first.jobId());
    }

    @Test
    void theSweeperFinishesARunThatWasNotQueued() {
        api.breaks(WorkQueue.class, "push", Services.away(StoreAwayException.Store.REDIS));
        String job = api.submissions.submit(run(5, null)).jobId();
        api.mend();
        api.stores.later(Duration.ofMinutes(2));
        api.sweeper.turn();
        assertThat(task(item(job).articleId()).out()).isFalse();
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aRunThatFailedIsRetriedAlone() {
        String job = api.submissions.submit(run(5, null)).jobId();
        String run = item(job).articleId();
        fail(job, run);
        assertThat(job(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(api.retries.retry(job)).isInstanceOf(RetryAnswer.Retried.class);
        assertThat(task(run).waiters().getLast().run()).isEqualTo(2);
        assertThat(job(job).pending()).isEqualTo(1);
    }

    private void fail(String job, String run) {
        api.stores.collections.tasks().deleteMany(new org.bson.Document());
        api.stores.ends.settle(
                job,
                1,
                List.of(),
                List.of(new Failure(run, ErrorCode.COMMAND_FAILED, "exit code 1", api.stores.now())));
    }

    private static Submission run(int priority, @org.jspecify.annotations.Nullable String key) {
        return new Submission(
                List.of(), new MaxAge.Any(), SPIDER, JobLabel.NONE, Orders.NONE, true, priority, null, key);
    }

    private Item item(String job) {
        Jobs.Detail detail = api.stores.jobs.detail(job).orElseThrow();
        List<Item> all = new JobItems(api.stores.items, detail)
                .pages()
                .flatMap(List::stream)
                .toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Job job(String job) {
        return api.stores.jobs.find(job).orElseThrow();
    }

    private Task task(String run) {
        return api.stores.tasks.find(List.of(run)).get(run);
    }
}
