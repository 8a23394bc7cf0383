package dev.gleaner.consumer.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.article.Contents;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.Stores;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Waiter;
import dev.gleaner.url.ArticleUrl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run finds, on real stores: with processes that die between any two steps, and two that do not know of each other. */
final class FoundArticlesTest {
    private static final FetchOptions SPIDER = FetchOptions.NONE.withScraper(ScraperChoice.of("spider"));

    private final Stores stores = new Stores();
    private final RunStores all =
            new RunStores(stores.articles, stores.items, stores.efforts, stores.jobs, stores.ends);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void whatIsFoundBecomesArticlesOfTheJobWhichEndsWithTheRun() {
        RunOf run = aRun();
        FoundArticles found = start(all, run);
        assertThat(found.add(items(0, 3))).isTrue();
        assertNumbers(run, 4, 3, 0, 1);
        assertThat(found.add(items(2, 5))).isTrue();
        assertNumbers(run, 6, 5, 0, 1);
        assertThat(shown(run)).hasSize(6).last().extracting(Item::url).isEqualTo("scraper:spider");

        stores.ends.settle(run.jobId(), 1, List.of(run.runId()), List.of());

        assertNumbers(run, 5, 5, 0, 0);
        assertThat(job(run).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(urls(run)).containsExactlyElementsOf(addresses(0, 5));
        assertThat(stores.told).extracting(ProgressUpdate::completed).containsExactly(1, 2, 3, 4, 5, 5);
        assertThat(stores.told).extracting(ProgressUpdate::total).containsExactly(2, 3, 4, 5, 6, 5);
        assertThat(stores.told).extracting(ProgressUpdate::revision).isSorted().doesNotHaveDuplicates();
        assertTextsAndNotes(run, Brought.FETCHED);
    }

    @Test
    void aRunThatFailsIsOneFailedElementBehindWhatItFound() {
        RunOf run = aRun();
        start(all, run).add(items(0, 2));
        stores.ends.settle(
                run.jobId(),
                1,
                List.of(),
                List.of(new Failure(run.runId(), ErrorCode.COMMAND_FAILED, "exit code 1", stores.now())));
        assertNumbers(run, 3, 2, 1, 0);
        assertThat(job(run).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(shown(run)).hasSize(3).last().extracting(Item::articleId).isEqualTo(run.runId());
        assertThat(FoundArticles.start(all, run)).isEmpty();

        // Its failure is retried as that of any article; what it finds again is counted once.
        assertThat(stores.jobs.reopen(run.jobId(), 1, NextRun.ofFailed(List.of(run.runId())), stores.now()))
                .isPresent();
        RunOf again = new RunOf(run.runId(), new Waiter(run.jobId(), 2), SPIDER, 0, stores.now());
        start(all, again).add(items(0, 3));
        stores.ends.settle(run.jobId(), 2, List.of(run.runId()), List.of());
        assertNumbers(run, 3, 3, 0, 0);
        assertThat(urls(run)).containsExactlyElementsOf(addresses(0, 3));
    }

    @Test
    void aCancelKeepsWhatCameAndNothingIsAddedAfterIt() {
        RunOf run = aRun();
        FoundArticles found = start(all, run);
        found.add(items(0, 2));
        assertThat(stores.ends.cancel(run.jobId())).isPresent();
        assertThat(found.add(items(2, 4))).isFalse();
        assertNumbers(run, 3, 2, 0, 1);
        assertThat(shown(run)).hasSize(3).last().extracting(Item::articleId).isEqualTo(run.runId());
    }

    @Test
    void pagesAreFilledOneAfterTheOther() {
        RunOf run = aRun();
        FoundArticles found = start(all, run);
        for (int from = 0; from < 2100; from += 300) {
            assertThat(found.add(items(from, from + 300))).isTrue();
        }
        assertNumbers(run, 2101, 2100, 0, 1);
        assertThat(urls(run).subList(0, 2100)).containsExactlyElementsOf(addresses(0, 2100));
        FoundArticles successor = start(all, run);
        assertThat(successor.count()).isEqualTo(2100);
        assertThat(successor.add(items(2050, 2150))).isTrue();
        stores.ends.settle(run.jobId(), 1, List.of(run.runId()), List.of());
        assertNumbers(run, 2150, 2150, 0, 0);
        assertThat(urls(run)).containsExactlyElementsOf(addresses(0, 2150));
    }

    @Test
    void theRunStandsAloneOnItsPageWhereThePagesBeforeAreFull() {
        RunOf run = aRun();
        start(all, run).add(items(0, Items.PAGE));
        assertThat(shown(run))
                .hasSize(Items.PAGE + 1)
                .last()
                .extracting(Item::articleId)
                .isEqualTo(run.runId());
    }

    @Test
    void whoeverWasOvertakenAddsNothingAndSpoilsNoPage() {
        RunOf run = aRun();
        FoundArticles overtaken = start(all, run);
        assertThat(overtaken.add(items(0, 2))).isTrue();
        FoundArticles successor = start(all, run);
        assertThat(overtaken.add(items(10, 12))).isFalse();
        assertThat(successor.add(items(0, 4))).isTrue();
        assertThat(overtaken.add(items(20, 22))).isFalse();
        assertThat(successor.add(items(4, 5))).isTrue();
        stores.ends.settle(run.jobId(), 1, List.of(run.runId()), List.of());
        assertThat(urls(run)).containsExactlyElementsOf(addresses(0, 5));
        assertTextsAndNotes(run, Brought.FETCHED);
        assertNoNotesBeyond(run);
    }

    @Test
    void aProcessThatDiesBetweenAnyTwoStepsLeavesWhatItsSuccessorMends() {
        int steps = 0;
        boolean died = true;
        while (died) {
            RunOf run = aRun();
            died = diesAfter(run, steps++);
            int counted = Math.max(3, job(run).completed());
            FoundArticles successor = start(all, run);
            assertThat(successor.add(items(0, 2))).isTrue();
            assertThat(successor.add(items(2, 3))).isTrue();
            assertNumbers(run, counted + 1, counted, 0, 1);
            stores.ends.settle(run.jobId(), 1, List.of(run.runId()), List.of());
            assertNumbers(run, counted, counted, 0, 0);
            assertThat(urls(run)).containsExactlyElementsOf(addresses(0, counted));
            assertTextsAndNotes(run, null);
            assertNoNotesBeyond(run);
            stores.told.clear();
        }
        assertThat(steps).isGreaterThan(15);
    }

    /** It also finds one that its successor does not find; dies before one of the calls of the stores, if it makes so many. */
    private boolean diesAfter(RunOf run, int calls) {
        int[] left = {calls};
        RunStores dying = new RunStores(
                dying(dev.gleaner.article.Articles.class, stores.articles, left),
                dying(Items.class, stores.items, left),
                dying(dev.gleaner.job.Efforts.class, stores.efforts, left),
                dying(Jobs.class, stores.jobs, left),
                new JobEnds(dying(Jobs.class, stores.jobs, left), stores.progress, stores.events::add, stores.owing));
        try {
            FoundArticles found = start(dying, run);
            found.add(items(0, 2));
            found.add(items(2, 4));
            return false;
        } catch (Died died) {
            return true;
        }
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T dying(Class<T> port, T real, int[] left) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            if (left[0]-- == 0) {
                throw new Died();
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }

    @Test
    void whatIsThereAlreadyIsTheSameArticleAndSaysWhetherItChanged() {
        RunOf first = aRun();
        start(all, first).add(items(0, 2));
        stores.later(Duration.ofMinutes(1));
        RunOf second = aRun();
        start(all, second)
                .add(List.of(item(0), new FoundItem(url(1), Contents.ofText("", "another"), null, stores.now())));
        Map<String, Note> notes = stores.efforts.find(second.jobId(), ids(second));
        assertThat(notes.get(ids(second).get(0)).effort().brought()).isEqualTo(Brought.UNCHANGED);
        assertThat(notes.get(ids(second).get(1)).effort().brought()).isEqualTo(Brought.FETCHED);
        assertThat(ids(second).subList(0, 2)).isEqualTo(ids(first).subList(0, 2));
    }

    @Test
    void nothingIsLeftOfAJobThatWasRemovedMeanwhile() {
        RunOf run = aRun();
        FoundArticles found = start(all, run);
        found.add(items(0, 1));
        stores.ends.cancel(run.jobId());
        assertThat(stores.jobs.remove(run.jobId(), 1)).isTrue();
        stores.efforts.remove(run.jobId(), 2, stores.items);
        stores.items.remove(run.jobId(), 2);
        assertThat(found.add(items(1, 3))).isFalse();
        assertThat(stores.items.pages(run.jobId(), 10)).isEmpty();
        assertThat(stores.collections.jobEfforts().countDocuments()).isZero();
    }

    @Test
    void aPageThatWasLostIsToldAndNotTakenForFewerArticles() {
        RunOf run = aRun();
        start(all, run).add(items(0, 1));
        stores.collections.jobItems().deleteMany(new org.bson.Document("page", 0));
        assertThatThrownBy(() -> FoundArticles.start(all, run)).hasMessageContaining("counts 1 articles");
    }

    private RunOf aRun() {
        String job = Ids.job();
        String run = RunIds.fresh();
        stores.items.writeRun(job, new Item(run, "scraper:spider", "", null, null, 5, false));
        stores.jobs.insert(new NewJob(
                job,
                Ids.token(),
                List.of(run),
                List.of(run),
                stores.now(),
                Instant.EPOCH,
                null,
                SPIDER,
                JobLabel.NONE,
                null));
        return new RunOf(run, new Waiter(job, 1), SPIDER, 0, stores.now());
    }

    private static FoundArticles start(RunStores on, RunOf run) {
        return FoundArticles.start(on, run).orElseThrow();
    }

    private List<FoundItem> items(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::item).toList();
    }

    private FoundItem item(int number) {
        stores.later(Duration.ofMillis(1));
        return new FoundItem(
                url(number), Contents.ofText("", "text " + number), "{\"n\":" + number + "}", stores.now());
    }

    private static ArticleUrl url(int number) {
        return ArticleUrl.parse("https://site.example/" + number);
    }

    private static List<String> addresses(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> url(number).given()).toList();
    }

    private Job job(RunOf run) {
        return stores.jobs.find(run.jobId()).orElseThrow();
    }

    private void assertNumbers(RunOf run, int total, int completed, int failed, int pending) {
        Job job = job(run);
        assertThat(List.of(job.total(), job.completed(), job.failed(), job.pending()))
                .containsExactly(total, completed, failed, pending);
        assertThat(job.newArticles()).isEqualTo(total);
    }

    private List<Item> shown(RunOf run) {
        Jobs.Detail detail = stores.jobs.detail(run.jobId()).orElseThrow();
        return new JobItems(stores.items, detail).pages().flatMap(List::stream).toList();
    }

    private List<String> urls(RunOf run) {
        return shown(run).stream().map(Item::url).toList();
    }

    private List<String> ids(RunOf run) {
        return shown(run).stream().map(Item::articleId).toList();
    }

    private void assertTextsAndNotes(RunOf run, @org.jspecify.annotations.Nullable Brought brought) {
        List<String> ids = ids(run);
        assertThat(stores.articles.stored(ids).values())
                .hasSize(ids.size())
                .allSatisfy(one -> assertThat(one.data()).startsWith("{\"n\":"));
        assertThat(stores.efforts.find(run.jobId(), ids).values())
                .hasSize(ids.size())
                .allSatisfy(note -> assertThat(Optional.ofNullable(brought)
                                .orElse(note.effort().brought()))
                        .isEqualTo(note.effort().brought()));
    }

    private void assertNoNotesBeyond(RunOf run) {
        List<String> noted = new ArrayList<>();
        stores.collections
                .jobEfforts()
                .find(new org.bson.Document("_id", new org.bson.Document("$regex", "^" + run.jobId())))
                .forEach(note ->
                        noted.add(note.getString("_id").substring(run.jobId().length() + 1)));
        assertThat(noted).containsExactlyInAnyOrderElementsOf(ids(run));
    }
}
