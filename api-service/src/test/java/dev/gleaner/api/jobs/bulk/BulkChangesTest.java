package dev.gleaner.api.jobs.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.Services;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkChangesTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://b.example/2";
    private static final List<JobStatus> OPEN = List.of(JobStatus.PENDING, JobStatus.IN_PROGRESS);
    private static final List<JobStatus> ENDED = List.of(JobStatus.COMPLETED, JobStatus.FAILED);

    private final Services api = new Services();
    private final BulkChanges changes = new BulkChanges(api.jobs, api.items, api.cancellation, api.retries);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void openJobsOfATagAreCancelledAndOthersAreNot() {
        String one = tagged("news", A, B);
        String other = tagged("sport", A);
        String ended = tagged("news", B);
        api.settle(ended);

        BulkOutcome outcome = changes.cancel(request(OPEN, tag("news"), null, null, 10, false));

        assertThat(outcome).isEqualTo(new BulkOutcome(1, List.of(one), 2, false));
        assertThat(api.job(one).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(api.job(other).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(api.job(ended).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aDryRunCountsTheSameAndChangesNothing() {
        String one = api.submitted(A);
        api.stores.later(Duration.ofSeconds(1));
        String two = api.submitted(A, B);

        BulkOutcome outcome = changes.cancel(request(OPEN, JobFilter.ALL, null, null, 10, true));

        assertThat(outcome).isEqualTo(new BulkOutcome(2, List.of(two, one), 3, false));
        assertThat(api.job(one).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(api.stores.tasks.count()).isEqualTo(2);
    }

    @Test
    void noMoreThanTheLimitAndThatIsSaid() {
        for (int i = 0; i < 3; i++) {
            api.submitted(A);
        }
        BulkRequest request = request(OPEN, JobFilter.ALL, null, null, 2, false);
        assertThat(changes.cancel(request)).satisfies(outcome -> {
            assertThat(outcome.jobIds()).hasSize(2);
            assertThat(outcome.more()).isTrue();
        });
        assertThat(changes.cancel(request)).satisfies(outcome -> {
            assertThat(outcome.jobIds()).hasSize(1);
            assertThat(outcome.more()).isFalse();
        });
        assertThat(changes.cancel(request).matched()).isZero();
    }

    @Test
    void aHostMeansJobsOfWhichAnArticleOfItIsOpen() {
        String both = api.submitted(A, B);
        String other = api.submitted(B);

        BulkOutcome outcome = changes.cancel(request(OPEN, JobFilter.ALL, "a.example", null, 10, false));

        assertThat(outcome.jobIds()).containsExactly(both);
        assertThat(api.job(other).status()).isEqualTo(JobStatus.IN_PROGRESS);
    }

    @Test
    void jobsOfWhichAnArticleOfThatHostFailedWithThatCodeRunAgain() {
        String failedOnA = api.submitted(A, B);
        api.settle(failedOnA, A);
        String failedOnB = api.submitted(A, B);
        api.settle(failedOnB, B);
        String good = api.submitted(A);
        api.settle(good);

        assertThat(changes.retry(request(ENDED, JobFilter.ALL, "a.example", ErrorCode.HTTP_ERROR, 10, false))
                        .matched())
                .isZero();
        BulkOutcome outcome = changes.retry(request(ENDED, JobFilter.ALL, "a.example", ErrorCode.TIMEOUT, 10, false));
        assertThat(outcome).isEqualTo(new BulkOutcome(1, List.of(failedOnA), 1, false));
        assertThat(api.job(failedOnA).run()).isEqualTo(2);

        assertThat(changes.retry(request(ENDED, JobFilter.ALL, null, null, 10, false)).jobIds())
                .containsExactly(failedOnB);
        assertThat(api.job(good).run()).isEqualTo(1);
    }

    private String tagged(String tag, String... urls) {
        var draft = api.drafts.draft().tags(List.of(tag));
        for (String url : urls) {
            draft.article(url, null, null, null);
        }
        return api.submissions.submit(draft.submission(null)).jobId();
    }

    private static JobFilter tag(String tag) {
        return new JobFilter(null, null, List.of(tag), null, null);
    }

    private static BulkRequest request(
            List<JobStatus> statuses,
            JobFilter filter,
            @Nullable String host,
            @Nullable ErrorCode code,
            int most,
            boolean dryRun) {
        return new BulkRequest(statuses, filter, host, code, most, dryRun);
    }
}
