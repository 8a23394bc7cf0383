package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.testkit.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command has started is gone when its time is over, whoever ends it and however. */
class CommandTreesIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    /** A child, one in a session of its own, and one whose parent has ended; none listens to a request to end. */
    private static final String SCRIPT = """
            trap '' TERM
            if [ -e "$1/gate" ]; then echo "the text of it"; exit 0; fi
            echo begun >>"$1/starts"
            stay=${0%/*}/stay.sh
            sh "$stay" "$1/child" &
            setsid sh "$stay" "$1/session" &
            (setsid sh -c 'sh "$0" "$1" & exit' "$stay" "$1/orphan" &)
            for one in child session orphan; do
                while [ ! -s "$1/$one" ]; do sleep 0.05; done
            done
            exec sh "$stay" "$1/all"
            """;

    private static final String STAY = """
            trap '' TERM
            echo $$ >"$1"
            while :; do sleep 0.2; done
            """;

    private final Fleet fleet = new Fleet().with("MAX_RETRY_ATTEMPTS", "0");
    private Client api = new Client("none");
    private JavaProcess consumer;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        Path script = Files.writeString(folder.resolve("tree.sh"), SCRIPT);
        Files.writeString(folder.resolve("stay.sh"), STAY);
        Path file = Files.writeString(folder.resolve("scrapers.yaml"), """
                scrapers:
                  tree:
                    command: [sh, "%1$s", "{params.folder}"]
                    output: stdout-text
                    stop_grace: 200ms
                    concurrency: 1
                    params: {folder: {required: true}}
                  hasty:
                    command: [sh, "%1$s", "{params.folder}"]
                    output: stdout-text
                    timeout: 3s
                    stop_grace: 200ms
                    params: {folder: {required: true}}
                """.formatted(script));
        Fleet.Api starting = fleet.with("SCRAPERS_FILE", file.toString()).startApi();
        consumer = fleet.startConsumer();
        fleet.awaitReady(consumer);
        api = starting.awaitReady();
        await().atMost(LONG).until(() -> api.get("/scrapers").text().contains("\"hasty\""));
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aCancelledJobLeavesNothingAndPagesGoOnBesideAFloodOfCommands() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("one"));
        String job = submit("tree", tree, fleet.urls("flood", 0, 40));
        List<ProcessId> processes = awaitTree(tree);

        String pages = api.submit(fleet.urls("pages", 0, 20), 5);
        await().atMost(LONG).until(() -> api.status(pages).ended());
        assertThat(api.status(pages)).isEqualTo(new Client.Status("COMPLETED", 20, 20, 0, 0));
        assertThat(api.status(job)).isEqualTo(new Client.Status("IN_PROGRESS", 40, 0, 0, 40));
        assertThat(processes).allMatch(ProcessId::isAlive);

        assertThat(api.delete("/jobs/" + job).status()).isEqualTo(200);
        await().atMost(LONG).until(() -> processes.stream().noneMatch(ProcessId::isAlive));
    }

    @Test
    void whatTakesTooLongIsEndedWithAllThatItStarted() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("two"));
        String job = submit("hasty", tree, fleet.urls("hasty", 0, 1));
        List<ProcessId> processes = awaitTree(tree);

        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("FAILED", 1, 0, 1, 0));
        assertThat(api.get("/jobs/" + job + "/report").text()).contains("command_timeout");
        assertThat(processes).noneMatch(ProcessId::isAlive);
    }

    @Test
    void aConsumerThatIsKilledTakesItsCommandsAlongAndAnotherRunsThemOnce() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("three"));
        String job = submit("tree", tree, fleet.urls("killed", 0, 1));
        List<ProcessId> processes = awaitTree(tree);

        consumer.killHard();
        await().atMost(LONG).until(() -> processes.stream().noneMatch(ProcessId::isAlive));
        Files.createFile(tree.resolve("gate"));
        fleet.awaitReady(fleet.startConsumer(Map.of()));
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 1, 1, 0, 0));
        assertThat(Files.readAllLines(tree.resolve("starts"))).hasSize(1);
    }

    private String submit(String scraper, Path tree, List<String> urls) {
        String body = Client.body(urls, 5);
        Client.Answer answer = api.post(
                "/jobs/submit",
                body.substring(0, body.lastIndexOf('}'))
                        + ", \"scraper\": \"%s\", \"params\": {\"folder\": \"%s\"}}".formatted(scraper, tree),
                Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("job_id").asString();
    }

    /** All four processes, when they are there. */
    private static List<ProcessId> awaitTree(Path tree) {
        await().atMost(LONG).until(() -> Files.exists(tree.resolve("all")) && Files.size(tree.resolve("all")) > 0);
        return Stream.of("child", "session", "orphan", "all")
                .map(name -> read(tree.resolve(name)))
                .map(ProcessId::of)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
