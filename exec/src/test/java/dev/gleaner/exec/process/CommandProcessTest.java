package dev.gleaner.exec.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandProcessTest {
    @TempDir
    Path folder;

    CommandSpec spec(String... argv) {
        return new CommandSpec(
                List.of(argv),
                folder,
                Map.of("PATH", System.getenv("PATH")),
                "t-" + java.util.UUID.randomUUID(),
                folder.resolve("out"),
                folder.resolve("err"),
                1_000_000,
                Duration.ofSeconds(20),
                null,
                Duration.ofMillis(300));
    }

    @Test
    void aCommandRunsToItsEnd() throws Exception {
        CommandEnd end = CommandProcess.start(spec("sh", "-c", "echo hi; echo no >&2; exit 3"), OutputListener.NONE)
                .await();
        System.out.println(end);
        assertThat(end.exitCode()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("hi\n");
        assertThat(Files.readString(folder.resolve("err"))).isEqualTo("no\n");
    }

    @Test
    void leftOver() throws Exception {
        long t = System.nanoTime();
        CommandEnd end = CommandProcess.start(spec("sh", "-c", "yes & setsid sleep 100 & exit 0"), OutputListener.NONE)
                .await();
        System.out.println(end + " " + (System.nanoTime() - t) / 1e6 + " "
                + Runtime.getRuntime().totalMemory());
        CommandProcess p = CommandProcess.start(
                spec("sh", "-c", "trap '' TERM; setsid sleep 100 & while :; do sleep 1; done"), OutputListener.NONE);
        Thread.sleep(200);
        System.out.println(p.stop(StopReason.STOPPED));
        System.out.println(
                CommandProcess.start(spec("true"), OutputListener.NONE).await());
        ProcessKeeper k = ProcessKeeper.start();
        k.watch("a", 0, Duration.ZERO);
        Thread.sleep(600);
        System.out.println(k.process().get().isAlive() + " " + k.process().get().pid());
        System.out.println(new String(new ProcessBuilder(
                        "sh",
                        "-c",
                        "grep -E 'VmRSS|VmHWM' /proc/" + k.process().get().pid()
                                + "/status; ls /tmp | grep gleaner-watcher")
                .start()
                .getInputStream()
                .readAllBytes()));
        k.close();
        Thread.sleep(300);
        System.out.println(k.process().get().isAlive());
    }
}
