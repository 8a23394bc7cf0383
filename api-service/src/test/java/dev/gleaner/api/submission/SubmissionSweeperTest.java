package dev.gleaner.api.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.Services;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.task.Task;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmissionSweeperTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://b.example/2";

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aJobWhoseProcessDiedBetweenTheEndOfItsLastArticleAndItsOwnIsCompleted() {
        String job = api.submitted(A);
        Intent intent = leftBehind(job);
        // The article came from elsewhere while it was submitted; no task is left that would lead to the job.
        List<String> articles = api.stores.jobs.pending(job);
        api.stores.jobs.settle(job, 1, articles, List.of());
        api.stores.tasks.leave(articles, new Waiter(job, 1));
        api.stores.tasks.removeUnwanted(articles);

        api.sweeper.turn();

        assertThat(api.job(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(api.endsTold()).extracting(Job::id).containsExactly(job);
        assertThat(api.stores.intents.all()).doesNotContain(intent).isEmpty();
    }

    @Test
    void whatMayNotHaveBeenPushedIsPushedUnderANewVersionAndWhatHasEndedIsNot() {
        String job = api.submitted(A, B);
        leftBehind(job);
        List<String> articles = api.stores.jobs.pending(job);
        String ended = articles.getFirst();
        api.ends.settle(job, 1, List.of(ended), List.of());
        api.stores.tasks.leave(List.of(ended), new Waiter(job, 1));
        api.stores.tasks.removeUnwanted(List.of(ended));
        Task before = task(articles.getLast());
        api.stores.tasks.requeue(List.of(before), "unpushed");

        api.sweeper.turn();

        assertThat(api.stores.tasks.find(articles)).containsOnlyKeys(articles.getLast());
        assertThat(task(articles.getLast()).out()).isFalse();
        assertThat(task(articles.getLast()).version()).isNotEqualTo(before.version());
        assertThat(api.job(job).completed()).isEqualTo(1);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aJobThatWasCancelledMeanwhileLetsGoOfWhatJoinedLate() {
        String job = api.submitted(A);
        leftBehind(job);
        api.stores.jobs.cancel(job, "token");

        api.sweeper.turn();

        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
    }

    /** Writes the intent of its submission again, as a process leaves it that dies before its last step. */
    private Intent leftBehind(String job) {
        Intent intent = Intent.submit(job, api.stores.now(), api.job(job).total(), null);
        api.stores.intents.insert(intent);
        api.stores.later(Duration.ofSeconds(30));
        return intent;
    }

    private Task task(String article) {
        return api.stores.tasks.find(List.of(article)).get(article);
    }
}
