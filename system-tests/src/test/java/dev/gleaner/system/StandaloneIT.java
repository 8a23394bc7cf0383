package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.LocalSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, as {@code ./gleaner up} starts it. */
class StandaloneIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path data;

    private final int port = FreePorts.next();
    private final LocalSite site = LocalSite.start();
    private final List<JavaProcess> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        // Asked, not killed: a killed one would leave its redis-server behind, and no next start comes to stop it.
        processes.stream().filter(JavaProcess::isAlive).forEach(JavaProcess::terminate);
        processes.forEach(JavaProcess::close);
        site.close();
    }

    @Test
    void theDemoScrapesItsPagesPrintsThemAndEndsWell() {
        JavaProcess demo = start("up", "--demo", "--once");

        assertThat(demo.awaitExit(LONG)).as(String.join("\n", demo.lines())).isZero();
        assertThat(demo.lines()).anyMatch(line -> line.contains("404 Not Found"));

        // Again on the same data: what was scraped comes from the cache.
        JavaProcess again = start("up", "--demo", "--once");
        assertThat(again.awaitExit(LONG)).as(String.join("\n", again.lines())).isZero();
        assertThat(redisServers()).isEmpty();
    }

    @Test
    void nothingThatWasAnsweredIsLostByAKillAndTheNextStartEndsIt() {
        JavaProcess running = start("up");
        Client client = ready();
        List<String> jobs = new ArrayList<>();
        site.hold();
        for (int job = 0; job < 5; job++) {
            jobs.add(client.submit(urls(job), 5));
        }
        String cancelled = jobs.getLast();
        assertThat(client.delete("/jobs/" + cancelled).status()).isEqualTo(200);
        running.killHard();
        site.open();
        // Its redis-server is left behind, as after any kill.
        assertThat(redisServers()).hasSizeLessThanOrEqualTo(1);

        start("up");
        Client after = ready();
        assertThat(redisServers()).hasSizeLessThanOrEqualTo(1);
        for (int job = 0; job < 4; job++) {
            String id = jobs.get(job);
            await().atMost(LONG).until(() -> after.status(id).ended());
            assertThat(after.status(id)).isEqualTo(new Client.Status("COMPLETED", 20, 20, 0, 0));
            assertThat(after.endedUrls(id)).isEqualTo(urls(job));
        }
        assertThat(after.status(cancelled).status()).isEqualTo("CANCELLED");
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefusedWithTheFirstOnesIdAndDoesItNoHarm() {
        JavaProcess first = start("up");
        Client client = ready();

        JavaProcess second = start(Map.of("API_PORT", Integer.toString(FreePorts.next())), "up");

        assertThat(second.awaitExit(LONG)).isEqualTo(1);
        assertThat(second.lines())
                .singleElement()
                .asString()
                .contains(data.toString(), "in use by another process (pid " + first.pid() + ")");
        String job = client.submit(urls(0), 5);
        await().atMost(LONG).until(() -> client.status(job).ended());
        assertThat(client.status(job)).isEqualTo(new Client.Status("COMPLETED", 20, 20, 0, 0));
    }

    @Test
    void aBackupTakenAfterAKillIsRefusedWhileRunningAndRestoresResultsElsewhere(@TempDir Path elsewhere) {
        JavaProcess running = start("up");
        Client client = ready();
        String job = client.submit(urls(0), 5);
        await().atMost(LONG).until(() -> client.status(job).ended());
        String results = client.results(job).toString();
        String archive = elsewhere.resolve("gleaner.zip").toString();

        JavaProcess early = start("backup", archive);
        assertThat(early.awaitExit(LONG)).isEqualTo(1);
        assertThat(early.lines()).last().asString().contains("(pid " + running.pid() + ")", "Stop it first");

        running.killHard();
        JavaProcess backup = start("backup", archive);
        assertThat(backup.awaitExit(LONG)).as(String.join("\n", backup.lines())).isZero();
        assertThat(redisServers()).isEmpty();

        Map<String, String> other = Map.of("DATA_DIR", elsewhere.resolve("data").toString());
        JavaProcess restore = start(other, "restore", archive);
        assertThat(restore.awaitExit(LONG))
                .as(String.join("\n", restore.lines()))
                .isZero();
        start(other, "up");
        assertThat(ready().results(job).toString()).isEqualTo(results);
    }

    @Test
    void aCheckLooksAtTheStoresOfWhatRunsOnTheFolder() {
        JavaProcess running = start("up");
        Client client = ready();
        String job = client.submit(urls(0), 5);
        await().atMost(LONG).until(() -> client.status(job).ended());

        JavaProcess check = start("check", "--at-rest");
        assertThat(check.awaitExit(LONG)).as(String.join("\n", check.lines())).isZero();
        assertThat(check.lines()).first().asString().startsWith("Looked at: 1 jobs, 20 addresses,");

        running.terminate();
        JavaProcess after = start("check");
        assertThat(after.awaitExit(LONG)).isEqualTo(2);
        assertThat(after.lines()).singleElement().asString().startsWith("Nothing runs on " + data);
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            JavaProcess second = start("up");

            assertThat(second.awaitExit(LONG)).isEqualTo(1);
            assertThat(second.lines()).singleElement().asString().contains("Port " + taken.getLocalPort(), "API_PORT");
        }
    }

    @Test
    void aStopOnASignalIsCleanAndLeavesNoServerBehind() {
        JavaProcess running = start("up");
        ready();

        running.terminate();

        running.awaitExit(LONG);
        assertThat(redisServers()).isEmpty();
    }

    private JavaProcess start(String... arguments) {
        return start(Map.of(), arguments);
    }

    private JavaProcess start(Map<String, String> further, String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("API_PORT", Integer.toString(port));
        environment.put("DATA_DIR", data.toString());
        environment.put("SCRAPE_ALLOWED_HOSTS", "127.0.0.1:" + site.port());
        environment.putAll(further);
        JavaProcess process = JavaProcess.start("dev.gleaner.standalone.Gleaner", environment, arguments);
        processes.add(process);
        return process;
    }

    private Client ready() {
        Client client = new Client("http://127.0.0.1:" + port);
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> client.get("/health").status() == 200);
        return client;
    }

    private List<String> urls(int job) {
        return IntStream.range(0, 20)
                .mapToObj(i -> site.url("/job%d/%02d".formatted(job, i)))
                .toList();
    }

    /** Redis servers that work on this test's folder. */
    private List<ProcessHandle> redisServers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").contains("redis-server"))
                .filter(process -> workingDirectory(process).startsWith(data))
                .toList();
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
        } catch (IOException unknown) {
            return Path.of("/");
        }
    }
}
