package dev.gleaner.consumer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.command.file.ScrapersYaml;
import dev.gleaner.consumer.fault.Pause;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.queue.Lane;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Task;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose command is code of the test, on real stores. */
final class RunScraperTest {
    private static final int MOST = 5;

    @TempDir
    Path folder;

    private final Stores stores = new Stores();
    private final String job = Ids.job();
    private final String run = RunIds.fresh();
    private final Execution execution = anExecution("spider");

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void linesBecomeArticlesWhileTheyCome() {
        ScrapeOutcome outcome = scrape((results, file) -> {
            write(results, item(1));
            untilCompleted(1);
            write(results, item(2) + item(2) + item(3));
            return ended(results, file);
        });
        assertThat(outcome).isInstanceOf(ScrapeOutcome.Ran.class);
        assertThat(job().completed()).isEqualTo(3);
        assertThat(job().pending()).isEqualTo(1);
    }

    @Test
    void whatIsNoItemIsSkipped() {
        ScrapeOutcome outcome = scrape((results, file) -> {
            write(
                    results,
                    "Hello\n{\"title\":\"no url\"}\n{\"url\":\"ftp://a\",\"title\":\"t\"}\n" + item(1)
                            + "{\"url\":\"http://127.0.0.1/x\",\"title\":\"t\"}\n");
            return ended(results, file);
        });
        assertThat(outcome).isInstanceOf(ScrapeOutcome.Ran.class);
        assertThat(job().completed()).isEqualTo(1);
    }

    @Test
    void aRunOfWhichNothingIsAnItemHasFailed() {
        assertThat(failure(scrape((results, file) -> {
                    write(results, "Hello\n{\"url\":\"http://127.0.0.1/x\",\"title\":\"t\"}\n");
                    return ended(results, file);
                })))
                .satisfies(failed -> {
                    assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
                    assertThat(failed.error()).contains("item 1 ", "item 2 has a url that is not taken");
                });
        assertThat(failure(scrape((results, file) -> ended(results, file))).code())
                .isEqualTo(ErrorCode.NO_OUTPUT);
    }

    @Test
    void moreThanMayBeStopsTheRunAndWhatCameStays() {
        ScrapeOutcome.FailedForGood failed = failure(scrape((results, file) -> {
            for (int i = 0; i <= MOST; i++) {
                write(results, item(i));
            }
            throw new AssertionError("it was not stopped");
        }));
        assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
        assertThat(failed.error()).contains("RUN_MAX_ITEMS");
        assertThat(job().completed()).isEqualTo(MOST);
    }

    @Test
    void whatAFailingRunFoundIsThereWhenItHasFailed() {
        ScrapeOutcome.FailedForNow failed =
                new ScrapeOutcome.FailedForNow(ErrorCode.COMMAND_FAILED, "exit 1", null, null);
        assertThat(scrape((results, file) -> {
                    write(results, item(1) + item(2));
                    return failed;
                }))
                .isEqualTo(failed);
        assertThat(job().completed()).isEqualTo(2);
    }

    @Test
    void aFileIsReadWhileItGrows() {
        ScrapeOutcome outcome = scrape("filing", (results, file) -> {
            append(file, item(1) + item(2).substring(0, 10));
            untilCompleted(1);
            append(file, item(2).substring(10));
            return ended(results, file);
        });
        assertThat(outcome).isInstanceOf(ScrapeOutcome.Ran.class);
        assertThat(job().completed()).isEqualTo(2);
    }

    @Test
    void aFileWithAListIsReadHoweverItIsLaidOut() {
        assertThat(scrape("filing", (results, file) -> {
                    append(file, "[\n  " + item(1).replace(",", ",\n    ").strip() + ",\n  {\"title\": \"no url\"\n}]");
                    return ended(results, file);
                }))
                .isInstanceOf(ScrapeOutcome.Ran.class);
        assertThat(job().completed()).isEqualTo(1);
    }

    @Test
    void aFileWithMoreThanMayBeStopsTheRun() {
        ScrapeOutcome.FailedForGood failed = failure(scrape("filing", (results, file) -> {
            for (int i = 0; i <= MOST; i++) {
                append(file, item(i));
            }
            return untilInterrupted();
        }));
        assertThat(failed.error()).contains("RUN_MAX_ITEMS");
        assertThat(job().completed()).isEqualTo(MOST);
    }

    @Test
    void oneThatWasOvertakenIsStoppedAndLeftToWhoeverHasIt() {
        scrape((results, file) -> {
            write(results, item(1));
            untilCompleted(1);
            // Its consumer was taken for dead: another one has started it.
            String entry = stores.tasks.find(List.of(run)).get(run).version();
            stores.tasks.start(
                    List.of(new dev.gleaner.queue.QueueEntry(run, entry, Lane.HIGH, 1, "", true)),
                    "other",
                    stores.now());
            assertThat(stores.jobs.startRun(job, 1, run)).isPresent();
            write(results, item(2));
            return untilInterrupted();
        });
        assertThat(execution.abortReason()).isEqualTo(AbortReason.FENCED);
        assertThat(job().completed()).isEqualTo(1);
    }

    @Test
    void oneWhoseJobWasCancelledIsStoppedAndKeepsWhatCame() {
        scrape((results, file) -> {
            write(results, item(1));
            untilCompleted(1);
            stores.ends.cancel(job);
            write(results, item(2));
            return untilInterrupted();
        });
        assertThat(execution.abortReason()).isEqualTo(AbortReason.UNWANTED);
        assertThat(job().completed()).isEqualTo(1);
    }

    @Test
    void aScraperThatIsNotThereAnyMoreFailsForGood() {
        Execution other = anExecution("gone");
        assertThat(failure(scraper((results, file) -> ended(results, file)).scrape(other, null))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_SCRAPER);
    }

    private static ScrapeOutcome.FailedForGood failure(ScrapeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ScrapeOutcome.FailedForGood.class);
        return (ScrapeOutcome.FailedForGood) outcome;
    }

    private ScrapeOutcome scrape(BiFunction<RunCommand.Results, Path, ScrapeOutcome> command) {
        return scrape("spider", command);
    }

    private ScrapeOutcome scrape(String name, BiFunction<RunCommand.Results, Path, ScrapeOutcome> command) {
        Execution one = name.equals("spider") ? execution : anExecution(name);
        one.begin(Thread.currentThread());
        try {
            return scraper(command).scrape(one, null);
        } finally {
            one.conclude();
            Thread.interrupted();
        }
    }

    private RunScraper scraper(BiFunction<RunCommand.Results, Path, ScrapeOutcome> command) {
        Path file = folder.resolve("items");
        return new RunScraper(
                definitions(),
                (execution, definition, choice, jobId, results) -> {
                    results.began(file);
                    return command.apply(results, file);
                },
                new RunStores(stores.articles, stores.items, stores.efforts, stores.jobs, stores.ends),
                stores.tasks,
                new ItemReader(AddressPolicy.publicInternet(), stores.clock),
                new StoreOutage(Pause.growing()),
                MOST);
    }

    private Definitions definitions() {
        List<Definition> all = ScrapersYaml.read("""
                scrapers:
                  spider: {mode: run, output: stdout-ndjson, command: [spider]}
                  filing: {mode: run, output: file-json, command: [spider, "{output}"]}
                  paging: {mode: article, output: stdout-json, command: [spider, "{url}"]}
                """, folder);
        return new Definitions() {
            @Override
            public Optional<Definition> find(String name) {
                return all.stream().filter(one -> one.name().equals(name)).findFirst();
            }

            @Override
            public List<Definition> all() {
                return all;
            }
        };
    }

    private Execution anExecution(String scraper) {
        FetchOptions options = FetchOptions.NONE.withScraper(ScraperChoice.of(scraper));
        stores.items.writeRun(job, new Item(run, "scraper:" + scraper, "", null, null, 5, false));
        stores.jobs.insert(new NewJob(
                job,
                Ids.token(),
                List.of(run),
                List.of(run),
                stores.now(),
                Instant.EPOCH,
                null,
                options,
                JobLabel.NONE,
                null));
        stores.tasks.removeUnwanted(List.of(run));
        stores.collections.tasks().deleteMany(new org.bson.Document());
        stores.tasks.join(
                List.of(new Wish(run, "scraper:" + scraper, "", Lane.HIGH, options, null)),
                new Waiter(job, 1),
                Instant.EPOCH,
                "v",
                stores.now());
        Task queued = stores.tasks.find(List.of(run)).get(run);
        String claim = Ids.token();
        stores.tasks.start(List.of(queued.entry(stores.now())), claim, stores.now());
        Task task = stores.tasks.find(List.of(run)).get(run);
        return new Execution(task.entry(stores.now()), task, "me", claim);
    }

    private Job job() {
        return stores.jobs.find(job).orElseThrow();
    }

    private void untilCompleted(int completed) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> job().completed() == completed);
    }

    private static ScrapeOutcome untilInterrupted() {
        try {
            if (new CountDownLatch(1).await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody counts");
            }
            throw new AssertionError("it was not stopped");
        } catch (InterruptedException stopped) {
            return new ScrapeOutcome.Aborted();
        }
    }

    private static String item(int number) {
        return "{\"url\":\"https://site.example/%d\",\"title\":\"t%d\",\"price\":1.50}\n".formatted(number, number);
    }

    private static void write(RunCommand.Results results, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        results.stdout(bytes, bytes.length);
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ScrapeOutcome ended(RunCommand.Results results, Path file) {
        try {
            return results.ended(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
