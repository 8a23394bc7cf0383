package dev.gleaner.exec.process;

import static dev.gleaner.exec.process.Specs.command;
import static dev.gleaner.exec.process.Specs.python;
import static dev.gleaner.exec.process.Specs.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.exec.tree.ProcessTree;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandProcessTest {
    @TempDir
    Path folder;

    @Test
    void aCommandEndsWithItsExitCodeAndBothLogs() throws Exception {
        Specs specs = shell(folder, "echo out; echo err >&2; exit 3");
        CommandEnd end = specs.run();
        assertThat(end.exitCode()).isEqualTo(3);
        assertThat(end.signal()).isNull();
        assertThat(end.stopped()).isNull();
        assertThat(end.stdoutBytes()).isEqualTo(4);
        assertThat(end.stderrBytes()).isEqualTo(4);
        assertThat(end.endedAt()).isAfterOrEqualTo(end.startedAt());
        assertThat(specs.stdout()).hasContent("out");
        assertThat(specs.stderr()).hasContent("err");
    }

    @Test
    void aSignalIsToldApartFromAnExitCodeWhereJavaCan() throws Exception {
        CommandEnd killed = shell(folder, "kill -KILL $$").run();
        assertThat(killed.signal()).isEqualTo("KILL");
        assertThat(killed.exitCode()).isNull();
        // Signal 17, CHLD, ends nobody.
        assertThat(shell(folder, "exit 145").run().exitCode()).isEqualTo(145);
        assertThat(shell(folder, "exit 255").run().exitCode()).isEqualTo(255);
    }

    @Test
    void whatIsWrittenIsAppendedAsItComes() throws Exception {
        Specs specs = shell(folder, "echo first; read nothing; echo \"input ended\"; kill -STOP $$");
        Files.writeString(specs.stdout(), "before\n");
        CommandProcess command = specs.grace(Duration.ZERO).start();
        Eventually.within10s(() -> assertThat(specs.stdout()).hasContent("before\nfirst\ninput ended"));
        assertThat(command.stop(StopReason.STOPPED).signal()).isEqualTo("KILL");
    }

    @Test
    void theListenerSeesAllAndMayFail() throws Exception {
        Map<Channel, ByteArrayOutputStream> seen = new EnumMap<>(Channel.class);
        seen.put(Channel.STDOUT, new ByteArrayOutputStream());
        seen.put(Channel.STDERR, new ByteArrayOutputStream());
        Specs specs = shell(folder, "printf abcdef; printf ghi >&2").mostOutput(3);
        CommandEnd end = CommandProcess.start(specs.spec(), (channel, bytes, length) -> {
                    seen.get(channel).write(bytes, 0, length);
                    throw new IllegalStateException("of the listener");
                })
                .await();
        assertThat(end.exitCode()).isZero();
        assertThat(seen.get(Channel.STDOUT).toString(UTF_8)).isEqualTo("abcdef");
        assertThat(seen.get(Channel.STDERR).toString(UTF_8)).isEqualTo("ghi");
        assertThat(specs.stdout()).hasContent("abc\n[The rest is left out: only 3 bytes are kept]");
    }

    @Test
    void theEnvironmentIsThatOfTheSpecWithTheMark() throws Exception {
        Specs specs = command(folder, "env").variable("A", "x y\n$(id) " + Specs.LETTERS);
        specs.run();
        String mark = ProcessTree.MARK_VARIABLE + "=" + specs.spec().mark();
        assertThat(Files.readString(specs.stdout()))
                .contains("A=x y\n$(id) " + Specs.LETTERS + "\n", mark, "PATH=")
                .doesNotContain("HOME=");
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        String[] arguments = {
            "",
            " ",
            "two words",
            "a'b\"c",
            "line\nbreak",
            ";",
            "$(id)",
            "`id`",
            "$HOME",
            "-n",
            "--",
            "*",
            "\\",
            Specs.LETTERS,
            "\t"
        };
        Specs specs = python(folder, "import sys, json; print(json.dumps(sys.argv[1:], ensure_ascii=False))", arguments)
                .variable("PYTHONIOENCODING", "utf-8");
        specs.run();
        List<String> quoted = new ArrayList<>();
        for (String argument : arguments) {
            quoted.add("\""
                    + argument.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\t", "\\t") + "\"");
        }
        assertThat(specs.stdout()).hasContent("[" + String.join(", ", quoted) + "]");
    }

    @Test
    void aGigabyteIsReadAndCut() throws Exception {
        Specs specs = command(folder, "head", "-c", "1G", "/dev/zero").mostOutput(100_000);
        CommandEnd end = specs.run();
        assertThat(end.exitCode()).isZero();
        assertThat(end.stdoutBytes()).isEqualTo(1L << 30);
        assertThat(Files.size(specs.stdout())).isBetween(100_000L, 100_100L);
    }

    @Test
    void noCharacterIsCutInTwo() throws Exception {
        Specs specs = shell(folder, "printf 'a\\303\\274\\342\\234\\223'").mostOutput(5);
        specs.run();
        assertThat(Files.readString(specs.stdout())).startsWith("aü\n[");
    }

    @Test
    void oneThatClosesItsOutputAndSleepsIsTimedOut() throws Exception {
        CommandEnd end = shell(folder, "exec >&- 2>&-; sleep 300")
                .timeout(Duration.ofMillis(100))
                .run();
        assertThat(end.stopped()).isEqualTo(StopReason.TIMEOUT);
        assertThat(end.signal()).isEqualTo("TERM");
    }

    @Test
    void oneThatIgnoresTermIsKilled() throws Exception {
        Specs specs = shell(folder, "trap '' TERM; echo ready; while :; do sleep 300; done")
                .grace(Duration.ofMillis(100));
        CommandProcess command = specs.start();
        Eventually.within10s(() -> assertThat(specs.stdout()).hasContent("ready"));
        assertThat(command.stop(StopReason.STOPPED).signal()).isEqualTo("KILL");
    }

    @Test
    void oneThatHandlesTermHasItsGrace() throws Exception {
        Specs specs = shell(folder, "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        CommandProcess command = specs.start();
        Eventually.within10s(() -> assertThat(specs.stdout()).hasContent("ready"));
        CommandEnd end = command.stop(StopReason.STOPPED);
        assertThat(end.exitCode()).isEqualTo(7);
        assertThat(end.stopped()).isEqualTo(StopReason.STOPPED);
        assertThat(specs.stdout()).hasContent("ready\nbye");
    }

    @Test
    void theFirstReasonStaysAndAnEndedCommandHasNone() throws Exception {
        CommandProcess command = command(folder, "sleep", "300").start();
        assertThat(command.stop(StopReason.ABANDONED).stopped()).isEqualTo(StopReason.ABANDONED);
        assertThat(command.stop(StopReason.STOPPED)).isSameAs(command.await());
        CommandProcess ended = command(folder, "true").start();
        ended.await();
        assertThat(ended.stop(StopReason.STOPPED).stopped()).isNull();
    }

    @Test
    void anInterruptedWaiterLeavesTheCommandAndAnInterruptedStopperEndsIt() throws Exception {
        CommandProcess command = command(folder, "sleep", "300").start();
        Thread.currentThread().interrupt();
        assertThatThrownBy(command::await).isInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.of(command.pid())).isPresent();
        Thread.currentThread().interrupt();
        CommandEnd end = command.stop(StopReason.STOPPED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(end.signal()).isEqualTo("TERM");
    }

    @Test
    void whoeverHoldsTheOutputOpenAfterTheEndIsEnded() throws Exception {
        CommandEnd end = shell(folder, "sleep 300 & echo done").run();
        assertThat(end.exitCode()).isZero();
        assertThat(end.stopped()).isNull();
        assertThat(end.stdoutBytes()).isEqualTo(5);
    }

    @Test
    void aFloodOfOneThatIsLeftBehindFillsNoMemory() throws Exception {
        Specs specs = shell(folder, "yes & exit 0").mostOutput(1_000);
        CommandEnd end = specs.run();
        assertThat(end.exitCode()).isZero();
        assertThat(Files.size(specs.stdout())).isLessThan(1_100);
    }

    @Test
    void moreMemoryThanAllowedEndsIt() throws Exception {
        CommandEnd end = python(folder, "import time; kept = b'x' * 150_000_000; time.sleep(300)")
                .mostMemory(100_000_000)
                .grace(Duration.ZERO)
                .run();
        assertThat(end.stopped()).isEqualTo(StopReason.MEMORY);
        assertThat(end.usage().peakMemoryBytes()).isGreaterThan(100_000_000);
    }

    @Test
    void whatItTakesIsPlausible() throws Exception {
        CommandEnd end = python(folder, """
                        import time
                        kept = b'x' * 60_000_000
                        while time.process_time() < 0.4: pass
                        time.sleep(0.3)
                        """).run();
        assertThat(end.usage().peakMemoryBytes()).isBetween(60_000_000L, 200_000_000L);
        assertThat(end.usage().cpu()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void manyRunAtATime() throws Exception {
        CountDownLatch wrote = new CountDownLatch(60);
        List<CommandProcess> all = new ArrayList<>();
        for (int at = 0; at < 60; at++) {
            Specs specs = shell(folder, "echo x; exec sleep 300");
            all.add(CommandProcess.start(specs.spec(), (channel, bytes, length) -> wrote.countDown()));
        }
        wrote.await();
        List<Thread> stopping = all.stream()
                .map(command -> Thread.ofVirtual().start(() -> command.stop(StopReason.STOPPED)))
                .toList();
        for (Thread thread : stopping) {
            thread.join();
        }
        for (CommandProcess command : all) {
            assertThat(command.await().signal()).isEqualTo("TERM");
        }
    }
}
