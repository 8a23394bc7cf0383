package dev.gleaner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.exec.oversight.JobWatcher;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.tree.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many at once on one folder. The commands are real; their watchers are threads of this process here, since two hundred JVMs would
 * take the test's machine for half a minute. Callers that are processes, with watchers that are, too: {@code CallersTest}.
 */
class ManyCallersTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void twoHundredIdsAtOnceGetARunEach() throws Exception {
        Commands commands = new Commands(new JobFolder(folder), ManyCallersTest::watch);
        List<Callable<Launch>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = "job-" + i;
            calls.add(() -> commands.run(RunRequest.of("echo", id).withId(id)));
        }
        for (Future<Launch> launch : atOnce(calls)) {
            assertThat(launch.get()).isInstanceOf(Launch.Started.class);
        }
        Awaited ended = commands.await(List.of("job-*"), LONG);
        assertThat(ended.timedOut()).isFalse();
        assertThat(ended.jobs()).hasSize(200).allSatisfy(job -> {
            assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
            assertThat(job.run()).isEqualTo(1);
            assertThat(Files.readString(job.stdout())).isEqualTo(job.id() + "\n");
        });
        assertThat(ended.jobs().stream().map(JobRecord::mark).distinct()).hasSize(200);
        assertThat(commands.list(JobFilter.all()).damages()).isEmpty();
    }

    @Test
    void oneOfTwentyGetsAnIdAndTheOthersSayWhoHasIt() throws Exception {
        Commands commands = new Commands(new JobFolder(folder), ManyCallersTest::watch);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> {
                try {
                    return commands.run(RunRequest.of("sleep", "300").withId("same"));
                } catch (CommandsException.Taken taken) {
                    return taken;
                }
            });
        }
        List<Object> outcomes = new ArrayList<>();
        for (Future<Object> outcome : atOnce(calls)) {
            outcomes.add(outcome.get());
        }
        assertThat(outcomes).filteredOn(Launch.Started.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CommandsException.Taken.class::isInstance)
                .hasSize(19)
                .allSatisfy(taken ->
                        assertThat(((CommandsException.Taken) taken).by().run()).isEqualTo(1));
        assertThat(commands.history("same").jobs()).hasSize(1);
        // Its watcher is this very process, which must not be asked to end.
        JobRecord winner = commands.status("same").orElseThrow();
        ProcessHandle.of(winner.process().pid()).orElseThrow().destroyForcibly();
        assertThat(commands.await(List.of("same"), LONG).jobs().getFirst().end().signal())
                .isEqualTo("KILL");
    }

    private static <T> List<Future<T>> atOnce(List<Callable<T>> calls) throws InterruptedException {
        try (ExecutorService callers = Executors.newFixedThreadPool(calls.size())) {
            return callers.invokeAll(calls);
        }
    }

    private static void watch(JobRecord queued, Map<String, String> environment) throws IOException {
        ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
        JobFolder.write(queued.starting(self));
        CountDownLatch started = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                JobWatcher.watch(queued.folder(), environment, started::countDown);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try {
            started.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
