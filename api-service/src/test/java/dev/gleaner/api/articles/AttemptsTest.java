package dev.gleaner.api.articles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.articles.AttemptsAnswer.Entry;
import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Item;
import dev.gleaner.job.Try;
import dev.gleaner.queue.HostStates;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attempts at an article, while its job waits for it and after its end. */
class AttemptsTest {
    private final Stores stores = new Stores();
    private final Attempts attempts = new Attempts(stores.items, stores.tasks, stores.efforts);
    private final String job = stores.aJobWaitingFor(List.of("a", "b"));

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void theyAreToldWhileTheArticleIsOpenAndAfterItsEnd() {
        stores.items.write(job, List.of(item("a"), item("b")));
        stores.open(job, "a", "b");
        assertThat(told("a")).isEmpty();
        assertThat(counted("a")).isZero();

        Instant began = stores.now();
        start("a", "first");
        assertThat(told("a")).containsExactly(Entry.running(1, began));
        assertThat(counted("a")).isEqualTo(1);

        Instant due = began.plusSeconds(9);
        Try failed = new Try(1, began, began.plusSeconds(1), 503, ErrorCode.HTTP_RETRYABLE, "503 Busy", due);
        assertThat(stores.tasks.retryLater("a", "first", 1, due, List.of(failed)))
                .isTrue();
        assertThat(told("a"))
                .containsExactly(new Entry(
                        1,
                        began,
                        began.plusSeconds(1),
                        "retrying",
                        503,
                        ErrorCode.HTTP_RETRYABLE.code(),
                        "503 Busy",
                        due));
        assertThat(counted("a")).isEqualTo(1);

        stores.later(Duration.ofMinutes(1));
        start("a", "second");
        assertThat(told("a")).extracting(Entry::outcome).containsExactly("retrying", "running");
        assertThat(counted("a")).isEqualTo(2);

        Try last = new Try(2, stores.now(), stores.now(), 404, ErrorCode.HTTP_ERROR, "404 Not Found", null);
        end("a", "second", new Effort(Brought.NOTHING, 0L, 0L, null, 2, Try.with(List.of(failed), last)));
        assertThat(told("a")).extracting(Entry::outcome).containsExactly("retrying", "failed");
        assertThat(told("a").getLast().httpStatus()).isEqualTo(404);
        assertThat(counted("a")).isEqualTo(2);
        assertThat(counted("b")).isZero();
    }

    @Test
    void ofAnEndThatAnEarlierVersionWroteTheLastOneIsTold() {
        stores.items.write(job, List.of(item("a"), item("b")));
        stores.open(job, "a", "b");
        start("a", "first");
        end("a", "first", new Effort(Brought.NOTHING, 0L, 0L, null, 3));

        assertThat(told("a"))
                .singleElement()
                .satisfies(one -> assertThat(one.attempt()).isEqualTo(3))
                .satisfies(one -> assertThat(one.error()).isEqualTo("404 Not Found"));
    }

    @Test
    void anArticleOfAnotherJobHasNone() {
        stores.items.write(job, List.of(item("a"), item("b")));

        assertThat(attempts.of(stores.jobs.detail(job).orElseThrow(), "c")).isEmpty();
    }

    @Test
    void theJobsOfAnArticleAreFoundByTheirPages() {
        stores.items.write(job, List.of(item("a"), item("b")));
        stores.items.write("job_2", List.of(new Item("a", "https://site.example/a", "", null, null, 5, true)));

        assertThat(stores.items.jobsOf("a")).isEqualTo(Map.of(job, false, "job_2", true));
        assertThat(stores.items.jobsOf("b")).isEqualTo(Map.of(job, false));
        assertThat(stores.items.jobsOf("c")).isEmpty();
    }

    private List<Entry> told(String article) {
        return attempts.of(stores.jobs.detail(job).orElseThrow(), article)
                .orElseThrow()
                .attempts();
    }

    /** As the list of the job's articles has it. */
    private int counted(String article) {
        HostStates hosts = stores.hosts;
        return new JobArticles(stores.items, stores.efforts, stores.tasks, hosts, stores::now)
                        .page(
                                stores.jobs.detail(job).orElseThrow(),
                                Slice.of(null, 10, 10),
                                0,
                                new JobArticleFilter(null, null, null, null))
                        .articles()
                        .stream()
                        .filter(one -> one.articleId().equals(article))
                        .findFirst()
                        .orElseThrow()
                        .attempts();
    }

    private void start(String article, String claim) {
        Task task = Objects.requireNonNull(stores.tasks.find(List.of(article)).get(article));
        stores.tasks.start(List.of(task.entry(stores.now())), claim, stores.now());
    }

    private void end(String article, String claim, Effort effort) {
        Outcome outcome = new Outcome.Failed(ErrorCode.HTTP_ERROR, "404 Not Found", stores.now(), effort);
        stores.tasks.done(Map.of(article, outcome), Map.of(article, claim));
        stores.finisher.finish(stores.tasks.find(List.of(article)).values());
    }

    private static Item item(String article) {
        return new Item(article, "https://site.example/" + article, "site.example", null, null, 5, false);
    }
}
