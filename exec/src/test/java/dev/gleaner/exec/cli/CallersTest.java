package dev.gleaner.exec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.JobFilter;
import dev.gleaner.exec.Listing;
import dev.gleaner.exec.PruneRequest;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.tree.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers and watchers that are processes of their own, at once and killed. */
class CallersTest {
    private static final long SEED = 20261130;
    private static final int KILLS = 20;
    private static final int AT_ONCE = 4;

    /** Less than a call takes to write its record. */
    private static final int EARLY_MILLIS = 300;

    private static final int LATER_MILLIS = 50;

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void ofCallersThatWantOneIdOneWinsAndTheOthersExitWithFive() throws Exception {
        Path jobs = folder.resolve("jobs");
        List<Process> callers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            callers.add(
                    ExecProcess.start(jobs, folder.resolve("out" + i), "run", "--id", "same", "--", "sleep", "300"));
        }
        for (int i = 6; i < 8; i++) {
            callers.add(ExecProcess.start(
                    jobs,
                    folder.resolve("out" + i),
                    "run",
                    "--id",
                    "other-" + i,
                    "--wait",
                    "--",
                    "printf",
                    "%s",
                    "ü $(x)"));
        }
        List<Integer> codes = new ArrayList<>();
        for (Process caller : callers) {
            codes.add(caller.waitFor());
        }
        assertThat(codes.subList(0, 6)).containsExactlyInAnyOrder(0, 5, 5, 5, 5, 5);
        assertThat(codes.subList(6, 8)).containsOnly(0);
        int loser = codes.indexOf(5);
        assertThat(Files.readString(folder.resolve("out" + loser)))
                .startsWith("gleaner exec run: same is taken: its run 1 is ");
        Commands commands = Commands.in(jobs);
        assertThat(commands.history("same").jobs()).hasSize(1);
        assertThat(Files.readString(commands.status("other-7").orElseThrow().stdout()))
                .isEqualTo("ü $(x)");
        assertThat(commands.stop("same").status()).isEqualTo(JobStatus.STOPPED);
    }

    @Test
    void statesAreTrueWhateverIsKilledAndWhen() throws Exception {
        Random random = new Random(SEED);
        Commands commands = Commands.in(folder.resolve("jobs"));
        for (int round = 0; round < KILLS / AT_ONCE; round++) {
            int first = round * AT_ONCE;
            List<Process> callers = new ArrayList<>();
            for (int i = first; i < first + AT_ONCE; i++) {
                callers.add(ExecProcess.start(
                        commands.folder(),
                        folder.resolve("out"),
                        "run",
                        "--id",
                        "kill-" + i,
                        "--stop-grace",
                        "1s",
                        "--shell",
                        "sleep 300 & sleep 300"));
            }
            for (int i = 0; i < AT_ONCE; i++) {
                Process caller = callers.get(i);
                awaitMoment(commands, "kill-" + (first + i), caller, random);
                kill(commands, "kill-" + (first + i), caller, random.nextInt(4));
            }
            for (Process caller : callers) {
                caller.waitFor();
            }
        }
        Listing listing = commands.list(JobFilter.all());
        assertThat(listing.damages()).isEmpty();
        for (JobRecord job : listing.jobs()) {
            await(job.id())
                    .atMost(LONG)
                    .untilAsserted(() -> assertTrue(commands.status(job.id()).orElseThrow()));
        }
        for (JobRecord job : listing.jobs()) {
            JobRecord ended = commands.stop(job.id());
            assertThat(ended.hasEnded()).as(ended.toString()).isTrue();
            assertThat(ProcessTree.of(job.mark()).alive()).as(job.id()).isEmpty();
            await().atMost(LONG).until(() -> !ended.watcher().isAlive());
        }
        commands.prune(new PruneRequest(List.of(), Set.of(), Duration.ZERO, null, false, false));
        try (Stream<Path> left = Files.list(commands.folder().resolve("jobs"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Early, or soon after the job is in a state that is drawn; within that, the moment is up to the machine. */
    private static void awaitMoment(Commands commands, String id, Process caller, Random random)
            throws InterruptedException {
        int state = random.nextInt(4) - 1;
        if (state < 0) {
            caller.waitFor(random.nextInt(EARLY_MILLIS), TimeUnit.MILLISECONDS);
            return;
        }
        while (commands.status(id)
                        .map(JobRecord::status)
                        .filter(now -> now.ordinal() >= state)
                        .isEmpty()
                && !caller.waitFor(2, TimeUnit.MILLISECONDS)) {
            // Until it is so, or the caller has ended.
        }
        caller.waitFor(random.nextInt(LATER_MILLIS), TimeUnit.MILLISECONDS);
    }

    /** Kills the caller, the watcher, the command, or all that can be found. */
    private static void kill(Commands commands, String id, Process caller, int whom) {
        Optional<JobRecord> job = commands.status(id);
        if (whom == 0 || whom == 3) {
            caller.destroyForcibly();
        }
        job.filter(found -> found.status() != JobStatus.QUEUED).ifPresent(found -> {
            if (whom == 1 || whom == 3) {
                kill(found.watcher());
            }
            if (whom >= 2 && found.process() != null) {
                kill(found.process());
            }
        });
    }

    private static void kill(ProcessId process) {
        ProcessHandle.of(process.pid()).filter(made -> process.isAlive()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** A job that is told to run does, and one that has ended at the hands of its watcher has left nothing. */
    private static void assertTrue(JobRecord job) throws IOException {
        boolean processes = !ProcessTree.of(job.mark()).alive().isEmpty();
        switch (job.status()) {
            case RUNNING -> assertThat(processes).as(job.toString()).isTrue();
            case FAILED -> {
                boolean first = job.process() != null && job.process().isAlive();
                assertThat(first).as(job.toString()).isFalse();
                // A watcher that was killed could not end what the command left behind; exec stop does.
                boolean seen = job.end() != null && job.end().cpu() != null;
                assertThat(seen && processes).as(job.toString()).isFalse();
                assertThat(job.process() == null && processes)
                        .as(job.toString())
                        .isFalse();
            }
            default -> throw new AssertionError("still on its way: " + job);
        }
    }
}
