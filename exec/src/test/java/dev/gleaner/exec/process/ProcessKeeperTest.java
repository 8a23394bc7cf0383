package dev.gleaner.exec.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.watch.Watcher;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessKeeperTest {
    @TempDir
    Path folder;

    @Test
    void theKilledParentTakesAllItsCommandsAlong() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartingParent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessId watcher = ProcessId.of(Long.parseLong(lines.readLine())).orElseThrow();
            List<ProcessId> all = Family.in(folder).all();
            assertThat(all).allMatch(ProcessId::isAlive);
            parent.destroyForcibly().waitFor();
            Eventually.within10s(() -> assertThat(all).noneMatch(ProcessId::isAlive));
            Eventually.within10s(() -> assertThat(watcher.isAlive()).isFalse());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aGoodbyeEndsTheWatcherAndNoCommand() throws Exception {
        ProcessKeeper keeper = ProcessKeeper.start();
        CommandProcess command = Specs.command(folder, "sleep", "300").start();
        assertThat(keeper.process()).isEmpty();
        keeper.watch("a-mark", command.pid(), Duration.ZERO);
        ProcessHandle watcher = keeper.process().orElseThrow();
        keeper.close();
        Eventually.within10s(() -> assertThat(watcher.isAlive()).isFalse());
        assertThat(ProcessHandle.of(command.pid())).isPresent();
        command.stop(StopReason.STOPPED);
    }

    @Test
    void theWatcherHasAllItsClasses() throws Exception {
        TreeSet<String> written = new TreeSet<>();
        for (String room : List.of("tree", "watch")) {
            Path classes = Path.of(Objects.requireNonNull(
                                    Watcher.class.getResource("/dev/gleaner/exec/" + room + "/package-info.class"))
                            .toURI())
                    .getParent();
            try (Stream<Path> files = java.nio.file.Files.list(classes)) {
                files.map(Path::toFile)
                        .map(File::getName)
                        .filter(name -> !name.equals("package-info.class"))
                        .forEach(name -> written.add(room + "/" + name.replace(".class", "")));
            }
        }
        assertThat(new TreeSet<>(WatcherJar.CLASSES)).isEqualTo(written);
    }
}
