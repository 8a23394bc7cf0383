package dev.gleaner.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.exec.process.Channel;
import dev.gleaner.exec.process.StopReason;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.tree.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs over Java, each with a watcher of its own. */
class CommandsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void argumentsAndEnvironmentReachTheCommandAsTheyAreAndStayOutOfTheFiles() throws Exception {
        List<String> hard = List.of(
                "two words",
                "it's \"quoted\"",
                "a\nb",
                "; touch x",
                "$(touch x)",
                "`touch x`",
                "--help",
                "-",
                "",
                "*",
                "Grüße, 世界 🌍",
                "back\\slash",
                "{date}",
                "%s");
        List<String> command = new ArrayList<>(List.of("printf", "%s\\0"));
        command.addAll(hard);
        Commands commands = Commands.in(folder.resolve("jobs of Zoë"));
        RunRequest request = RunRequest.of(command.toArray(String[]::new)).withId("hard");
        JobRecord job = ended(commands, commands.run(request));
        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(Files.readString(commands.logs("hard", Channel.STDOUT)).split("\0", -1))
                .containsExactly(Stream.concat(hard.stream(), Stream.of("")).toArray(String[]::new));
        assertThat(job.command()).isEqualTo(command);

        job = ended(
                commands,
                commands.run(RunRequest.shell("echo \"$SECRET in $PWD as $GLEANER_EXEC_ID\"; exit 7")
                        .withId("env")
                        .withWorkingDirectory(folder)
                        .withEnvironment(Map.of("SECRET", "hidden ü; $(x)"))));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.end().exitCode()).isEqualTo(7);
        assertThat(Files.readString(job.stdout())).isEqualTo("hidden ü; $(x) in " + folder + " as env\n");
        assertThat(Files.readString(job.folder().resolve("record.json"))).doesNotContain("hidden");
        assertThat(files(job.folder())).containsExactlyInAnyOrder("record.json", "stdout.log", "stderr.log");

        assertThatThrownBy(() -> RunRequest.of("printf", "a\0b")).isInstanceOf(CommandsException.Invalid.class);
        assertThatThrownBy(() -> commands.run(RunRequest.of("true").withId("../up")))
                .isInstanceOf(CommandsException.Invalid.class);
        assertThatThrownBy(() -> commands.run(RunRequest.of("true").withId("{day}")))
                .hasMessageContaining("{date}");
    }

    @Test
    void aStopEndsTheWholeTreeAndAnEndedJobIsLeftAsItIs() throws Exception {
        Commands commands = Commands.in(folder);
        String line = "sleep 300 & (setsid sleep 300 & ) ; trap '' TERM; echo up; while :; do sleep 1; done";
        JobRecord running = commands.run(RunRequest.shell(line).withId("tree").withStopGrace(Duration.ofMillis(300)))
                .job();
        assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
        assertThatThrownBy(() -> commands.run(RunRequest.of("true").withId("tree")))
                .isInstanceOfSatisfying(
                        CommandsException.Taken.class,
                        taken -> assertThat(taken.by().run()).isEqualTo(1));
        JobRecord stopped = commands.stop("tree");
        assertThat(stopped.status()).isEqualTo(JobStatus.STOPPED);
        assertThat(stopped.end().stopped()).isEqualTo(StopReason.STOPPED);
        assertThat(ProcessTree.of(running.mark()).alive()).isEmpty();
        assertThat(commands.stop("tree")).isEqualTo(stopped);
        assertThat(running.watcher().isAlive()).isFalse();
    }

    @Test
    void runsOfAnIdAreCountedKeptAndFresh() throws Exception {
        Commands commands = Commands.in(folder);
        RunRequest good = RunRequest.of("true").withId("feed").withKeep(2);
        JobRecord first = ended(commands, commands.run(good.withFreshFor(LONG)));
        assertThat(first.freshUntil()).isEqualTo(first.end().at().plus(LONG));
        assertThat(commands.run(good.withFreshFor(LONG))).isEqualTo(new Launch.Fresh(first));

        // Nothing is fresh for no time; a failure after it does not make the last success older.
        JobRecord second = ended(
                commands, commands.run(RunRequest.of("false").withId("feed").withFreshFor(Duration.ZERO)));
        assertThat(second.run()).isEqualTo(2);
        assertThat(second.freshUntil()).isNull();
        assertThat(commands.run(good.withFreshFor(LONG)).job().run()).isEqualTo(1);

        JobRecord third = ended(commands, commands.run(good));
        assertThat(commands.history("feed").jobs()).containsExactly(third, second);
        assertThat(commands.status("feed", 1)).isEmpty();
    }

    @Test
    void whatCannotBeStartedOrTakesTooLongFails() throws Exception {
        Commands commands = Commands.in(folder);
        JobRecord none =
                commands.run(RunRequest.of("no-such-program").withId("none")).job();
        assertThat(none.status()).isEqualTo(JobStatus.FAILED);
        assertThat(none.startedAt()).isNull();
        assertThat(none.reason()).contains("cannot be started", "not found");

        JobRecord slow = ended(
                commands,
                commands.run(RunRequest.of("sleep", "300").withId("slow").withTimeout(Duration.ofMillis(50))));
        assertThat(slow.status()).isEqualTo(JobStatus.FAILED);
        assertThat(slow.end().stopped()).isEqualTo(StopReason.TIMEOUT);
        assertThat(commands.await(List.of("*"), LONG).jobs())
                .extracting(JobRecord::id)
                .contains("none", "slow");
        assertThat(commands.prune(PruneRequest.olderThan(Duration.ZERO)).jobs()).hasSize(2);
        assertThat(files(folder.resolve("jobs"))).isEmpty();
    }

    private static JobRecord ended(Commands commands, Launch launch) throws InterruptedException {
        assertThat(launch).isInstanceOf(Launch.Started.class);
        return commands.await(launch.job(), LONG);
    }

    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
