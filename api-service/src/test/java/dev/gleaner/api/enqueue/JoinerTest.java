package dev.gleaner.api.enqueue;

import static dev.gleaner.api.Services.away;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.gleaner.api.Services;
import dev.gleaner.article.Articles;
import dev.gleaner.job.JobStatus;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the protocol's test leaves out: many at once, what arrives meanwhile, and what goes wrong. */
class JoinerTest {
    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void moreThanOneChunkIsJoinedAndPushedWhole() {
        List<String> articles =
                IntStream.range(0, 1_001).mapToObj(i -> "a%04d".formatted(i)).toList();

        join(api.stores.aJobWaitingFor(articles), articles.toArray(String[]::new));

        assertThat(api.stores.tasks.count()).isEqualTo(1_001);
        assertThat(api.queued()).isEqualTo(1_001);
    }

    @Test
    void anArticleThatCannotBeJoinedKeepsNoOtherFromIt() {
        List<String> articles =
                IntStream.range(0, 1_001).mapToObj(i -> "a%04d".formatted(i)).toList();
        String first = api.stores.aJobWaitingFor(List.of("a0007"));
        join(first, "a0007");
        api.stores.collections.tasks().updateOne(Filters.eq("_id", "a0007"), Updates.unset("version"));

        assertThatIllegalStateException()
                .isThrownBy(() -> join(api.stores.aJobWaitingFor(articles), articles.toArray(String[]::new)))
                .withMessageContaining("a0007");

        assertThat(api.queued()).isEqualTo(1_001);
    }

    @Test
    void anArticleThatArrivedWhileItsTaskEndedIsSettledWithoutAFetch() {
        String article = api
                .stores
                .articles
                .register(List.of(api.of(null, "https://a.example/").articles().getFirst()), api.stores.now())
                .values()
                .stream()
                .map(Articles.Known::articleId)
                .findFirst()
                .orElseThrow();
        String job = api.stores.aJobWaitingFor(List.of(article));
        // Another job's task for it ends between the join and the look at what was joined.
        api.before(Tasks.class, "find", arguments -> {
            api.stores.scraped(article);
            api.stores.tasks.leave(List.of(article), new Waiter(job, 1));
            api.stores.tasks.removeUnwanted(List.of(article));
        });

        join(job, article);

        assertThat(api.job(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(api.endsTold()).containsExactly(api.job(job));
        assertThat(api.queued()).isZero();
    }

    @Test
    void anArticleThatTheJobWaitsForNoLongerIsLeftAlone() {
        String job = api.stores.aJobWaitingFor(List.of("a"));
        api.before(Tasks.class, "find", arguments -> {
            api.stores.tasks.leave(List.of("a"), new Waiter(job, 1));
            api.stores.tasks.removeUnwanted(List.of("a"));
            api.stores.jobs.settle(job, 1, List.of("a"), List.of());
        });

        join(job, "a");

        assertThat(api.stores.tasks.count()).isZero();
    }

    @Test
    void aStoreThatNeverLetsAJobJoinIsAFaultAndNoEndlessLoop() {
        String job = api.stores.aJobWaitingFor(List.of("a"));
        api.before(Tasks.class, "find", arguments -> {
            api.stores.tasks.leave(List.of("a"), new Waiter(job, 1));
            api.stores.tasks.removeUnwanted(List.of("a"));
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> join(job, "a"))
                .withMessageContaining("1 articles of " + job + " could not be joined");
    }

    @Test
    void anOutageAndABugOfTheQueueGoThroughAsTheyAre() {
        String job = api.stores.aJobWaitingFor(List.of("a"));
        api.breaks(WorkQueue.class, "push", away(Store.REDIS));
        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(() -> join(job, "a"));
        api.breaks(WorkQueue.class, "push", new IllegalStateException("a bug"));
        assertThatIllegalStateException()
                .isThrownBy(() -> api.joiner.joinAgain(List.of(wish("a")), new Waiter(job, 1), Instant.EPOCH))
                .withMessage("a bug");

        api.mend();
        api.joiner.joinAgain(List.of(wish("a")), new Waiter(job, 1), Instant.EPOCH);

        assertThat(api.queued()).isEqualTo(1);
    }

    private void join(String job, String... articles) {
        api.joiner.join(List.of(articles).stream().map(JoinerTest::wish).toList(), new Waiter(job, 1), Instant.EPOCH);
    }

    private static Wish wish(String article) {
        return new Wish(article, "https://site.example/" + article, "", Lane.MEDIUM);
    }
}
