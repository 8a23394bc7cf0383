package dev.gleaner.api.submission;

import static dev.gleaner.api.Services.away;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gleaner.api.Services;
import dev.gleaner.article.Articles;
import dev.gleaner.event.Event;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.task.Task;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmissionsTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://b.example/2";

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatIsNewIsQueuedAndToldOnce() {
        Receipt receipt = submit(null, A, B);

        assertThat(receipt).isEqualTo(new Receipt(receipt.jobId(), JobStatus.IN_PROGRESS, 2, 2, 0, false));
        assertThat(api.job(receipt.jobId()).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(api.queued()).isEqualTo(2);
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.stores.events).containsExactly(new Event.Submitted(receipt.jobId(), 2, 0));
    }

    @Test
    void allCachedIsCompletedByItsCommitAndThatEndIsTold() {
        scraped(A);
        scraped(B);
        api.stores.told.clear();

        Receipt receipt = submit(null, A, B);

        assertThat(receipt.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(receipt.cachedArticles()).isEqualTo(2);
        assertThat(api.queued()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
        Job stored = api.job(receipt.jobId());
        assertThat(stored.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(api.stores.events)
                .containsExactly(new Event.Submitted(receipt.jobId(), 2, 2), new Event.Ended(stored));
        assertThat(api.stores.told).containsExactly(ProgressUpdate.of(stored));
    }

    @Test
    void whatIsCachedCountsAndOnlyTheRestIsQueued() {
        scraped(A);

        Receipt receipt = submit(null, A, B);

        assertThat(receipt.newArticles()).isEqualTo(1);
        assertThat(api.job(receipt.jobId()).completed()).isEqualTo(1);
        assertThat(api.queued()).isEqualTo(1);
    }

    @Test
    void aTextThatIsTooOldIsFetchedAgain() {
        scraped(A);
        api.stores.later(Duration.ofHours(2));

        Draft draft = api.drafts.draft().maxAge(Duration.ofHours(1)).article(A, null, null, null);

        assertThat(api.submissions.submit(draft.submission(null)).newArticles()).isEqualTo(1);
    }

    @Test
    void oneAddressAskedForInTwoWaysIsTwoArticlesEachFetchedInItsOwn() {
        Draft draft = api.drafts.draft();
        draft.fetches().header("Cookie", "all=1").language("de");
        draft.article().url(A).fetch().header("Cookie", "own=1").timeout(Duration.ofSeconds(3));
        draft.article(A, null, null, null);

        Receipt receipt = api.submissions.submit(draft.submission(null));

        assertThat(receipt.newArticles()).isEqualTo(2);
        assertThat(fetches(receipt.jobId()))
                .containsExactlyInAnyOrder(
                        new FetchOptions(Map.of("cookie", "own=1"), "de", Duration.ofSeconds(3)),
                        new FetchOptions(Map.of("cookie", "all=1"), "de", null));
        assertThat(String.valueOf(api.stores.collections.jobItems().find().first()))
                .doesNotContain("own=1");
    }

    @Test
    void whatIsAskedForOneArticleIsAskedForInARetryAndByTheSweeperToo() {
        api.breaks(WorkQueue.class, "push", away(Store.REDIS));
        Draft draft = api.drafts.draft();
        draft.article().url(A).fetch().language("fr");
        String job = api.submissions.submit(draft.submission(null)).jobId();
        api.stores.collections.tasks().deleteMany(new Document());
        api.mend();
        api.stores.later(Duration.ofSeconds(61));

        api.sweeper.turn();
        assertThat(fetches(job)).containsExactly(new FetchOptions(Map.of(), "fr", null));

        api.settle(job, A);
        api.retries.retry(job);
        assertThat(fetches(job)).containsExactly(new FetchOptions(Map.of(), "fr", null));
    }

    @Test
    void anArticleMayBeOfAnotherAgeThanTheOthers() {
        scraped(A);
        scraped(B);
        api.stores.later(Duration.ofHours(2));
        Draft draft = api.drafts.draft().maxAge(Duration.ofHours(1));
        draft.article().url(A).maxAge(new MaxAge.Within(Duration.ofHours(3)));
        draft.article(B, null, null, null);

        assertThat(new Previews(api.stores.articles, api.stores.clock)
                        .preview(draft)
                        .count(Preview.Verdict.CACHED))
                .isEqualTo(1);
        Receipt receipt = api.submissions.submit(draft.submission(null));

        assertThat(receipt.cachedArticles()).isEqualTo(1);
        assertThat(api.stores.items.page(receipt.jobId(), 0))
                .extracting(Item::cached)
                .containsExactly(true, false);
    }

    @Test
    void theAgeOfOneArticleHoldsForItsTaskInTheFirstRunAlone() {
        Draft draft = api.drafts.draft().maxAge(Duration.ZERO);
        draft.article().url(A).maxAge(new MaxAge.Any());
        String job = api.submissions.submit(draft.submission(null)).jobId();
        String article = api.stores.jobs.pending(job).getFirst();

        assertThat(api.stores.tasks.find(List.of(article)).get(article))
                .extracting(Task::needAfter)
                .isEqualTo(Instant.EPOCH);

        api.settle(job, A);
        api.stores.later(Duration.ofMinutes(1));
        api.retries.retry(job);
        assertThat(api.stores.tasks.find(List.of(article)).get(article))
                .extracting(Task::needAfter)
                .isEqualTo(api.stores.now());
    }

    @Test
    void aDayIsOverAtMidnightOfItsZone() {
        scraped(A);
        Instant midnight = api.stores
                .now()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        MaxAge today = MaxAge.Day.of(midnight.minusMillis(1), ZoneOffset.UTC);
        MaxAge tomorrow = MaxAge.Day.of(midnight, ZoneOffset.UTC);

        assertThat(submitted(today).newArticles()).isZero();
        assertThat(submitted(tomorrow).newArticles()).isEqualTo(1);
    }

    private Receipt submitted(MaxAge age) {
        return api.submissions.submit(
                api.drafts.draft().maxAge(age).article(A, null, null, null).submission(null));
    }

    private List<FetchOptions> fetches(String job) {
        return api.stores.tasks.find(api.stores.jobs.pending(job)).values().stream()
                .map(Task::options)
                .toList();
    }

    @Test
    void aRepeatWithTheSameKeyGetsTheFirstAnswerWhateverBecameOfTheJob() {
        Receipt first = submit("key", A);
        api.settle(first.jobId());

        Receipt second = submit("key", A);

        assertThat(second).isEqualTo(new Receipt(first.jobId(), JobStatus.IN_PROGRESS, 1, 1, 0, true));
        assertThat(api.stores.jobs.open(10)).isEmpty();
    }

    @Test
    void aRepeatOfWhatWasAllCachedIsAnsweredAsCompleted() {
        scraped(A);
        Receipt first = submit("key", A);

        assertThat(submit("key", A)).isEqualTo(new Receipt(first.jobId(), JobStatus.COMPLETED, 1, 0, 1, true));
    }

    @Test
    void theSameKeyForAnotherBodyIsRefused() {
        submit("key", A);

        assertThatExceptionOfType(SubmissionFailure.KeyReused.class).isThrownBy(() -> submit("key", B));
    }

    @Test
    void aKeyWhoseFirstRequestHasNoJobYetIsUnderWayAndThenFree() {
        api.stores.idempotency.keep("key", hash(A), "job_other", api.stores.now());

        assertThatExceptionOfType(SubmissionFailure.UnderWay.class).isThrownBy(() -> submit("key", A));

        api.stores.later(Duration.ofSeconds(121));
        assertThat(submit("key", A).replayed()).isFalse();
    }

    @Test
    void twoThatReplaceTheSameOldKeyAreNotBothAccepted() {
        api.stores.idempotency.keep("key", hash(A), "job_other", api.stores.now());
        api.stores.later(Duration.ofSeconds(121));
        Idempotency.Kept earlier = api.stores.idempotency.keep("key", hash(A), "job_x", api.stores.now());
        api.before(
                Idempotency.class,
                "replace",
                arguments -> api.stores.idempotency.replace("key", earlier, hash(A), "job_faster", api.stores.now()));

        assertThatExceptionOfType(SubmissionFailure.UnderWay.class).isThrownBy(() -> submit("key", A));
    }

    @Test
    void aKeyStandsForItsRequestForADay() {
        Receipt first = submit("key", A);
        api.stores.later(Duration.ofHours(25));

        Receipt second = submit("key", B);

        assertThat(second.replayed()).isFalse();
        assertThat(second.jobId()).isNotEqualTo(first.jobId());
    }

    @Test
    void aSubmissionThatIsTooSlowGivesUpBeforeItsCommitAndLeavesNothing() {
        api.before(Items.class, "write", arguments -> api.stores.later(Duration.ofSeconds(61)));

        assertThatExceptionOfType(SubmissionFailure.TooSlow.class).isThrownBy(() -> submit("key", A));

        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.stores.jobs.open(10)).isEmpty();
        assertThat(api.stores.events).isEmpty();
        api.mend();
        assertThat(submit("key", B).replayed()).as("the key is free again").isFalse();
    }

    @Test
    void moreThanTheQueueHoldsIsRefusedAndTheKeyIsFree() {
        String[] many = IntStream.range(0, 11).mapToObj(i -> A + i).toArray(String[]::new);

        assertThatExceptionOfType(SubmissionFailure.QueueFull.class)
                .isThrownBy(() -> submit("key", many))
                .satisfies(full -> {
                    assertThat(full.open()).isZero();
                    assertThat(full.most()).isEqualTo(Services.QUEUE_MOST);
                });
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(submit("key", A).replayed()).isFalse();
    }

    @Test
    void whatIsStoredAlreadyNeedsNoRoomInTheQueue() {
        String[] many = IntStream.range(0, 11).mapToObj(i -> A + i).toArray(String[]::new);
        for (String one : many) {
            scraped(one);
        }

        assertThat(submit(null, many).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void anIdThatAnotherSubmissionHasIsReplacedByANewOne() {
        List<String> tried = new ArrayList<>();
        api.before(Intents.class, "insert", arguments -> {
            Intent intent = (Intent) arguments[0];
            tried.add(intent.jobId());
            if (tried.size() == 1) {
                api.stores.intents.insert(intent);
            }
        });

        Receipt receipt = submit("key", A);

        assertThat(tried).hasSize(2).last().isEqualTo(receipt.jobId());
        assertThat(submit("key", A).jobId()).isEqualTo(receipt.jobId());
    }

    @Test
    void anIdThatAnotherJobHasIsReplacedByANewOneAndThatJobStaysAsItIs() {
        List<String> tried = new ArrayList<>();
        api.before(Jobs.class, "insert", arguments -> {
            NewJob job = (NewJob) arguments[0];
            tried.add(job.id());
            if (tried.size() == 1) {
                api.stores.jobs.insert(new NewJob(
                        job.id(),
                        "another",
                        List.of(),
                        List.of(),
                        job.createdAt(),
                        job.needAfter(),
                        null,
                        FetchOptions.NONE,
                        JobLabel.NONE,
                        null));
            }
        });

        Receipt receipt = submit(null, A);

        assertThat(tried).hasSize(2).last().isEqualTo(receipt.jobId());
        assertThat(api.job(tried.getFirst()).total()).isZero();
        assertThat(api.stores.events).containsExactly(new Event.Submitted(receipt.jobId(), 1, 0));
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void anOutageAfterTheCommitIsAnsweredAsAcceptedAndTheSweeperQueuesIt() {
        api.breaks(WorkQueue.class, "push", away(Store.REDIS));

        Receipt receipt = submit(null, A, B);

        assertThat(receipt.status()).isEqualTo(JobStatus.PENDING);
        assertThat(api.stores.intents.all()).hasSize(1);
        sweepLater();
        assertThat(api.queued()).as("still away").isZero();
        assertThat(api.stores.intents.all()).hasSize(1);

        api.mend();
        api.sweeper.turn();

        assertThat(api.queued()).isEqualTo(2);
        assertThat(api.job(receipt.jobId()).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aBugAfterTheCommitIsNotAnsweredAsAcceptedButTheJobIsNotLost() {
        api.breaks(WorkQueue.class, "push", new IllegalStateException("a bug"));

        assertThatIllegalStateException().isThrownBy(() -> submit("key", A)).withMessage("a bug");

        assertThat(api.stores.intents.all()).hasSize(1);
        sweepLater();
        assertThat(api.stores.intents.all()).as("it is tried again").hasSize(1);

        api.mend();
        api.sweeper.turn();

        assertThat(api.queued()).isEqualTo(1);
        assertThat(api.stores.intents.all()).isEmpty();
        Receipt repeat = submit("key", A);
        assertThat(repeat.replayed()).isTrue();
        api.settle(repeat.jobId());
        assertThat(api.endsTold()).extracting(Job::status).containsExactly(JobStatus.COMPLETED);
    }

    @Test
    void anIntentThatMeetsABugKeepsNoOtherFromItsEnd() {
        api.breaks(WorkQueue.class, "push", away(Store.REDIS));
        submit(null, A);
        submit(null, B);
        boolean[] first = {true};
        api.before(WorkQueue.class, "push", arguments -> {
            if (first[0]) {
                first[0] = false;
                throw new IllegalStateException("a bug");
            }
        });

        sweepLater();

        assertThat(api.queued()).isEqualTo(1);
        assertThat(api.stores.intents.all()).hasSize(1);
    }

    @Test
    void anOutageAfterACommitThatCompletedIsAnsweredAsCompleted() {
        scraped(A);
        api.breaks(Intents.class, "remove", away(Store.MONGODB));

        assertThat(submit(null, A).status()).isEqualTo(JobStatus.COMPLETED);

        api.mend();
        sweepLater();
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.endsTold()).extracting(Job::status).containsExactly(JobStatus.COMPLETED);
    }

    @Test
    void anOutageBeforeTheCommitIsToldAndLeavesWhatTheSweeperRemoves() {
        api.breaks(Jobs.class, "insert", away(Store.MONGODB));

        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(() -> submit("key", A));

        api.mend();
        sweepLater();
        assertThat(api.stores.intents.all()).as("its process may still commit").hasSize(1);
        api.stores.later(Duration.ofSeconds(121));
        api.sweeper.turn();
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(submit("key", B).replayed()).as("the key is free again").isFalse();
    }

    @Test
    void aYoungIntentIsLeftToTheProcessThatIsAtWorkOnIt() {
        api.breaks(Tasks.class, "join", away(Store.MONGODB));
        Receipt receipt = submit(null, A);
        api.mend();

        api.sweeper.turn();

        assertThat(api.job(receipt.jobId()).status()).isEqualTo(JobStatus.PENDING);
        assertThat(api.queued()).isZero();
    }

    @Test
    void aJobThatWasCancelledWhileItsArticlesJoinedLetsThemGo() {
        api.before(WorkQueue.class, "push", arguments -> {
            String job = api.stores.jobs.open(1).getFirst().id();
            api.stores.jobs.cancel(job, "token");
        });

        Receipt receipt = submit(null, A);

        assertThat(api.job(receipt.jobId()).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.stores.intents.all()).isEmpty();
    }

    private void sweepLater() {
        api.stores.later(Duration.ofSeconds(30));
        api.sweeper.turn();
    }

    private Receipt submit(String key, String... urls) {
        return api.submissions.submit(api.of(key, urls));
    }

    private String hash(String... urls) {
        return api.of("key", urls).idempotency().bodyHash();
    }

    /** Lets an address have been scraped before. */
    private void scraped(String url) {
        Articles.Wanted wanted = api.of(null, url).articles().getFirst();
        String id = api.stores
                .articles
                .register(List.of(wanted), api.stores.now())
                .get(wanted.key())
                .articleId();
        api.stores.scraped(id);
    }
}
