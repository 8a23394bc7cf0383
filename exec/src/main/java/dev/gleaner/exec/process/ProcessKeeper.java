package dev.gleaner.exec.process;

import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.watch.Watched;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that commands do not outlive this process. A small JVM of its own, started with the first command, holds a pipe to this
 * process; when that breaks without {@link #close}, it ends the processes of all commands that are being watched. It is in a
 * session of its own and ignores what ends this one; if it dies itself, another takes its place. Safe for several threads.
 */
public final class ProcessKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProcessKeeper.class);

    /** A JVM that does next to nothing, in the least memory. */
    private static final List<String> FLAGS = List.of(
            "-Xmx16m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=8m",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-Xshare:auto",
            "-XX:+IgnoreUnrecognizedVMOptions");

    /** One that ended sooner cannot run here, and the next would not either: then it is tried again with the next command only. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(5);

    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private @Nullable Process watcher;
    private boolean closed;

    private ProcessKeeper() {}

    /** A keeper, whose process is started with the first command. */
    public static ProcessKeeper start() {
        return new ProcessKeeper();
    }

    /**
     * Has a command watched. Told twice, the second counts: so a command can be announced before it is started, which leaves no
     * moment in which this process could die and the command stay.
     *
     * @param mark of the command's spec
     * @param pid its first process; 0 if it is not known yet
     * @param grace for its processes between the request to end and the end
     */
    public synchronized void watch(String mark, long pid, Duration grace) {
        if (closed) {
            throw new IllegalStateException("The keeper is closed");
        }
        Watched command = new Watched(mark, pid == 0 ? Optional.empty() : ProcessId.of(pid), grace);
        watched.put(mark, command);
        tell(command.line());
    }

    /** Has a command watched no more: it has ended. One that is not watched is no error. */
    public synchronized void forget(String mark) {
        if (watched.remove(mark) != null && watcher != null) {
            tell(Watched.forgotten(mark));
        }
    }

    /** Ends the keeper; commands that are still watched run on. */
    @Override
    public synchronized void close() {
        closed = true;
        watched.clear();
        Process running = watcher;
        if (running != null) {
            try {
                send(running, Watched.goodbye());
            } catch (IOException e) {
                log.debug("The watcher of commands was gone already", e);
            }
        }
    }

    /** Its process; empty before the first command. */
    synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(watcher).map(Process::toHandle);
    }

    private void tell(String line) {
        Process running = watcher;
        try {
            if (running == null) {
                begin();
            } else {
                send(running, line);
            }
        } catch (IOException e) {
            // Its end is being noticed: another will be told all.
            log.warn("The watcher of commands cannot be started or told: {}", e.getMessage());
        }
    }

    /** Tells a new one all there is. */
    private void begin() throws IOException {
        Path jar = WatcherJar.write();
        try {
            Process started = launch(jar);
            watcher = started;
            long since = System.nanoTime();
            started.onExit().thenRun(() -> ended(started, since));
            StringBuilder all = new StringBuilder();
            watched.values().forEach(command -> all.append(command.line()));
            send(started, all.toString());
        } catch (IOException e) {
            Files.deleteIfExists(jar);
            throw e;
        }
    }

    private static Process launch(Path jar) throws IOException {
        List<String> command = new ArrayList<>(CommandStart.sessionPrefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", jar.toString(), WatcherJar.MAIN, jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Nothing that would give it more of a JVM, and no secrets of this process.
        builder.environment().keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TMPDIR"));
        return builder.start();
    }

    private static void send(Process to, String lines) throws IOException {
        to.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        to.getOutputStream().flush();
    }

    private synchronized void ended(Process ended, long since) {
        if (closed || ended != watcher) {
            return;
        }
        watcher = null;
        log.warn("The watcher of commands ended with {}; there will be another", ended.exitValue());
        if (!watched.isEmpty() && System.nanoTime() - since > SHORT_LIFE.toNanos()) {
            try {
                begin();
            } catch (IOException e) {
                log.warn("The watcher of commands cannot be started: {}", e.getMessage());
            }
        }
    }
}
