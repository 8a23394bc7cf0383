package dev.gleaner.consumer.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.command.Invocations;
import dev.gleaner.consumer.command.file.ScrapersYaml;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.politeness.HostBreakers;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.RobotsRules;
import dev.gleaner.consumer.politeness.Verdict;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.ScrapeOutcome.FailedForGood;
import dev.gleaner.consumer.scrape.ScrapeOutcome.FailedForNow;
import dev.gleaner.consumer.scrape.ScrapeOutcome.Scraped;
import dev.gleaner.event.Event;
import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.id.Ids;
import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandScraperTest {
    private static final String YAML = """
            scrapers:
              args:
                description: prints what it is given
                command: [python3, -c, "import json,sys; print(json.dumps({'data': sys.argv[1:]}))", "{url}", "{params.text}"]
                output: stdout-json
                params: {text: {type: text}}
              file:
                description: writes a file
                command: [sh, -c, 'printf %s "$2" > "$1"; pwd >&2', x, "{output}", '{"title": "T", "final_url": "https://a.example/x"}']
                output: file-json
              shell:
                description: does what it is told
                command: [sh, -c, 'eval "$1"', sh, "{params.line}"]
                output: stdout-json
                max_output: 100KB
                timeout: 50s
                stop_grace: 1s
                concurrency: 2
                params: {line: {type: text, required: true, leading_dash: true}, key: {type: secret}}
                environment: {KEY: "{params.key}"}
              brief:
                description: has hardly any time
                command: [sh, -c, 'eval "$1"', sh, "{params.line}"]
                output: stdout-json
                timeout: 3s
                stop_grace: 1s
                params: {line: {type: text, required: true, leading_dash: true}}
              missing:
                description: is not there
                command: [/no/such/program]
                output: stdout-json
            """;

    @TempDir
    private Path folder;

    private final KeptLogs logs = new KeptLogs();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final InstantSource clock = InstantSource.system();
    private final Fetcher fetcher =
            new Fetcher(AddressPolicy.of("127.0.0.0/8", "1-65535"), FetchLimits.defaults(), "Gleaner/0.1", clock);
    private volatile RobotsRules robots = RobotsRules.IGNORED;
    private @Nullable CommandRuns started;

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
        fetcher.close();
    }

    @Test
    void valuesReachItsArgumentsUnchanged() {
        String odd = "a b \"q\" 'r'\nnew; $(id) `id` ${HOME} \\ Zürich 漢";

        assertThat(scraped("args", Map.of("text", List.of(odd))).data())
                .isEqualTo(tools.jackson.databind.json.JsonMapper.shared()
                        .writeValueAsString(List.of("http://127.0.0.1/a", odd)));
    }

    @Test
    void theOutputFileLiesInAFolderThatIsGoneAfterwards() throws Exception {
        Scraped scraped = scraped("file", Map.of());

        assertThat(scraped.content().title()).isEqualTo("T");
        assertThat(scraped.finalUrl()).isEqualTo("https://a.example/x");
        assertThat(List.of(scraped.version() == null, scraped.httpStatus() == null))
                .containsOnly(true);
        await().until(() -> logs.ended() == 1);
        Path work = Path.of(logs.text().strip());
        assertThat(work).startsWithRaw(folder).doesNotExist();
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            assertThat(files.map(file -> file.toString().replaceAll(".*[.]", "")))
                    .containsExactlyInAnyOrder("stdout", "stderr");
        }
        assertThat(events).singleElement().isInstanceOfSatisfying(Event.CommandEnded.class, ended -> {
            assertThat(ended.error()).isNull();
            assertThat(ended.exitCode()).isZero();
        });
    }

    @Test
    void anExitCodeThatIsNoneOfSuccessIsToldWithTheLastLinesAndNoSecret() {
        ScrapeOutcome outcome = scrape(
                "shell",
                Map.of(
                        "line",
                        List.of("printf 'one\\n\\033[31mtwo %s\\007\\n' $KEY >&2; exit 3"),
                        "key",
                        List.of("s3cret")),
                Set.of("key"));

        assertThat(outcome)
                .isEqualTo(new FailedForNow(ErrorCode.COMMAND_FAILED, "exit code 3: one\ntwo ******", null, null));
        await().until(() -> logs.ended() == 1);
        assertThat(logs.text()).contains("two ******").doesNotContain("s3cret");
    }

    @Test
    void otherEndsHaveTheirCodes() {
        assertThat(shell("kill -9 $$"))
                .isEqualTo(new FailedForNow(ErrorCode.COMMAND_FAILED, "signal KILL", null, null));
        assertThat(shell("exit 0"))
                .isInstanceOfSatisfying(
                        FailedForGood.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NO_OUTPUT));
        assertThat(shell("echo '{\"title\": 1}'"))
                .isEqualTo(new FailedForGood(
                        ErrorCode.INVALID_OUTPUT, "Not valid, stdout: title must be a text", null, 13));
        assertThat(scrape("missing", Map.of(), Set.of())).isInstanceOfSatisfying(FailedForNow.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.COMMAND_FAILED);
            assertThat(failed.error()).startsWith("The command could not be started: ");
        });
        assertThat(scrape("unheard", Map.of(), Set.of()))
                .isEqualTo(new FailedForGood(
                        ErrorCode.UNKNOWN_SCRAPER,
                        "No consumer has the scraper unheard; known are article, args, file, shell, brief, missing",
                        null));
        assertThat(scrape("args", Map.of("other", List.of("x")), Set.of()))
                .isInstanceOfSatisfying(
                        FailedForGood.class,
                        failed -> assertThat(failed.error()).startsWith("params.other: "));
    }

    @Test
    void whatIsPrintedIsCapped() throws IOException {
        assertThat(shell("head -c 20000000 /dev/zero | tr '\\0' x"))
                .isEqualTo(new FailedForGood(
                        ErrorCode.INVALID_OUTPUT, "Not valid, stdout: has more than 102400 bytes", null, 0));
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            assertThat(files.mapToLong(file -> file.toFile().length())).allMatch(size -> size < 20_000);
        }
    }

    @Test
    void aTimeoutEndsAlsoWhatHasLeftItsSession() throws Exception {
        Path pid = folder.resolve("pid");

        String line = "(setsid sh -c 'echo $$ > " + pid + "; exec sleep 600' &) ; exec >&- 2>&-; sleep 600";
        ScrapeOutcome outcome = scrape("brief", Map.of("line", List.of(line)), Set.of());

        assertThat(outcome).isEqualTo(new FailedForNow(ErrorCode.COMMAND_TIMEOUT, "timeout after 3 s", null, null));
        assertGone(pid);
    }

    @Test
    void anInterruptEndsTheWholeTree() throws Exception {
        Path pid = folder.resolve("pid");
        CompletableFuture<ScrapeOutcome> outcome = new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(() -> outcome.complete(shell(
                "trap '' TERM; (setsid sh -c 'echo $$ > " + pid + "; exec sleep 600' &) ; sleep 600; sleep 600")));
        await().until(() -> Files.exists(pid) && Files.size(pid) > 1);

        thread.interrupt();

        assertThat(outcome.get()).isEqualTo(new ScrapeOutcome.Aborted());
        assertGone(pid);
    }

    @Test
    void whoFindsNoRoomIsDeferredAndKeepsNothing() throws Exception {
        Path go = folder.resolve("go");
        String line = "while [ ! -e " + go + " ]; do sleep 0.05; done; echo '{\"title\": \"T\"}'";
        List<CompletableFuture<ScrapeOutcome>> two = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> shell(line), Thread::startVirtualThread))
                .toList();
        await().until(() -> runs().running() == 2);

        for (int i = 0; i < 100; i++) {
            assertThat(shell(line)).isInstanceOf(ScrapeOutcome.Deferred.class);
        }
        assertThat(runs().running()).isEqualTo(2);

        Files.createFile(go);
        for (CompletableFuture<ScrapeOutcome> one : two) {
            assertThat(one.get()).isInstanceOf(Scraped.class);
        }
        assertThat(shell(line)).isInstanceOf(Scraped.class);
    }

    @Test
    void noCommandIsGivenAnAddressThatThePolicyOrRobotsRefuse() {
        assertThat(scrape("args", "http://10.0.0.1/a", Map.of(), Set.of()))
                .isInstanceOfSatisfying(
                        FailedForGood.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ADDRESS_REFUSED));
        robots = (url, timeout) -> new Verdict.Refused(
                new FetchOutcome.FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null));
        assertThat(scrape("args", Map.of(), Set.of()))
                .isEqualTo(new FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null));
        robots = (url, timeout) -> new Verdict.Allowed(Duration.ofSeconds(1));
        assertThat(scrape("args", Map.of(), Set.of())).isEqualTo(new ScrapeOutcome.Postponed());
        assertThat(events).isEmpty();
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void aStoreThatIsAwayFailsNoArticle() {
        logs.away = true;

        assertThat(shell("echo '{\"title\": \"T\"}'")).isInstanceOf(Scraped.class);
        logs.away = false;
        await().until(() -> logs.ended() == 1);
        assertThat(logs.text()).contains("\"T\"");
    }

    private static void assertGone(Path pid) throws IOException {
        long number = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessId.of(number).filter(ProcessId::isAlive)).isEmpty();
    }

    private ScrapeOutcome shell(String line) {
        return scrape("shell", Map.of("line", List.of(line)), Set.of());
    }

    private Scraped scraped(String scraper, Map<String, List<String>> params) {
        ScrapeOutcome outcome = scrape(scraper, params, Set.of());
        assertThat(outcome).isInstanceOf(Scraped.class);
        return (Scraped) outcome;
    }

    private ScrapeOutcome scrape(String scraper, Map<String, List<String>> params, Set<String> secrets) {
        return scrape(scraper, "http://127.0.0.1/a", params, secrets);
    }

    private ScrapeOutcome scrape(String scraper, String url, Map<String, List<String>> params, Set<String> secrets) {
        List<Definition> all = ScrapersYaml.read(YAML, folder);
        Definitions definitions = new Definitions() {
            @Override
            public Optional<Definition> find(String name) {
                return all.stream().filter(one -> one.name().equals(name)).findFirst();
            }

            @Override
            public List<Definition> all() {
                return all;
            }
        };
        FetchOptions options = FetchOptions.NONE.withScraper(new ScraperChoice(scraper, params, Map.of(), secrets));
        PoliteFetcher polite = new PoliteFetcher(fetcher, robots, new HostBreakers(), new NoTurn(), clock);
        return new CommandScraper(
                        definitions,
                        new Elsewhere(logs.registry(), clock, new Random(1)),
                        runs(),
                        polite,
                        new ArticleOutput(clock),
                        (execution, stored) -> new ScrapeOutcome.Aborted(),
                        Duration.ofSeconds(10))
                .scrape(execution(url, options), null);
    }

    private synchronized CommandRuns runs() {
        if (started == null) {
            started = new CommandRuns(
                    new Invocations(System.getenv()),
                    new Permits(8, System::nanoTime, new Random(1)),
                    new Folders(folder, 100, Duration.ofDays(1), clock),
                    logs,
                    10_000,
                    "test",
                    events::add,
                    clock);
        }
        return started;
    }

    private Execution execution(String url, FetchOptions options) {
        Task task = new Task(
                Ids.article(),
                url,
                "127.0.0.1",
                options,
                JobPace.USUAL,
                TaskState.RUNNING,
                List.of(new Waiter("job_1", 1)),
                Instant.EPOCH,
                Lane.HIGH,
                Ids.token(),
                false,
                0,
                0,
                0,
                false,
                "claim",
                null,
                null,
                clock.instant());
        return new Execution(task.entry(clock.instant()), task, "incarnation", "claim");
    }

    private static final class NoTurn implements HostPace {
        @Override
        public Optional<Pause> complained(Complaint complaint) {
            return Optional.empty();
        }

        @Override
        public void answered(QueueEntry entry) {}

        @Override
        public void fetched(String incarnation, Collection<QueueEntry> entries) {}

        @Override
        public boolean crawlDelay(String incarnation, QueueEntry entry, Duration delay) {
            return false;
        }

        @Override
        public boolean ownPace(
                String incarnation,
                QueueEntry entry,
                @Nullable Duration delay,
                @Nullable Integer mostAtOnce,
                Duration attempt) {
            return false;
        }
    }
}
