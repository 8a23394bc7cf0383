package dev.gleaner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A second JVM on the class path of this one, which a test may kill or pause. What it prints and its temporary files lie
 * in a folder that is removed with it: one that is killed clears nothing away.
 */
public final class JavaProcess implements AutoCloseable {

    /** Longer than any process takes to stop that stops at all: it lets its work end, and its stores write to the disk. */
    private static final Duration END = Duration.ofSeconds(60);

    private static final int SHOWN_LINES = 30;

    private final Process process;
    private final Path folder;
    private final Watchdog watchdog;
    private @Nullable List<String> linesAtTheEnd;

    private JavaProcess(Process process, Path folder, Watchdog watchdog) {
        this.process = process;
        this.folder = folder;
        this.watchdog = watchdog;
    }

    /** Starts {@code mainClass} with the given environment added to that of this process. */
    public static JavaProcess start(Class<?> mainClass, Map<String, String> environment, String... arguments) {
        return start(mainClass.getName(), environment, arguments);
    }

    /** As {@link #start(Class, Map, String...)}, for a class that is on the class path at run time only. */
    public static JavaProcess start(String mainClass, Map<String, String> environment, String... arguments) {
        Path folder = TemporaryFolders.create("process");
        List<String> command = new ArrayList<>();
        command.add(FastStart.java());
        command.addAll(FastStart.options());
        command.add("-Djava.io.tmpdir=" + temporary(folder));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        try {
            Files.createDirectory(temporary(folder));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output(folder).toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new JavaProcess(process, folder, Watchdog.over(process.toHandle(), folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    private static Path output(Path folder) {
        return folder.resolve("output.log");
    }

    /** Everything printed so far, without a last line that is still being written; after closing, all that there was. */
    public synchronized List<String> lines() {
        if (linesAtTheEnd != null) {
            return linesAtTheEnd;
        }
        try {
            String text = Files.readString(output(folder), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line in which the pattern is found, as soon as it is there. */
    public String awaitLine(Pattern pattern, Duration atMost) {
        return awaitLine(pattern.asPredicate(), atMost);
    }

    /**
     * The first line that the predicate accepts, as soon as it is there.
     *
     * @throws AssertionError when the process ends or the time is over before; it shows what was printed last
     */
    public String awaitLine(Predicate<String> wanted, Duration atMost) {
        try {
            return Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> firstLine(wanted), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No such line within " + atMost + "; the last ones are:\n" + tail(), e);
        }
    }

    private Optional<String> firstLine(Predicate<String> wanted) {
        boolean ended = !process.isAlive();
        Optional<String> line = lines().stream().filter(wanted).findFirst();
        if (ended && line.isEmpty()) {
            throw new AssertionError("The process ended with code " + process.exitValue()
                    + " before that line; the last ones are:\n" + tail());
        }
        return line;
    }

    private String tail() {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    /**
     * Its exit code, when it has ended by itself.
     *
     * @throws AssertionError when the time is over before; it shows what was printed last
     */
    public int awaitExit(Duration atMost) {
        try {
            Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive());
            return process.exitValue();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("It did not end within " + atMost + "; the last lines are:\n" + tail(), e);
        }
    }

    /** The id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Pauses it (SIGSTOP): it stays, with all its connections, and does nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after a pause (SIGCONT). */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            // The shell's own: as a program it is missing in small images.
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it as hard as the system can (SIGKILL) and returns when it is gone. */
    public void killHard() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop (SIGTERM) and does not wait. */
    public void askToStop() {
        process.destroy();
    }

    /** Asks it to stop (SIGTERM), waits, and returns its exit code. */
    public int terminate() {
        process.destroy();
        if (!awaitEnd()) {
            killHard();
            throw new AssertionError("The process did not stop within " + END + "; the last lines are:\n" + tail());
        }
        return process.exitValue();
    }

    private boolean awaitEnd() {
        return awaitEnd(END);
    }

    /** Whether it has ended within this time. */
    public boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it when it still runs. */
    @Override
    public synchronized void close() {
        watchdog.close();
        if (process.isAlive()) {
            killHard();
        }
        linesAtTheEnd = lines();
        TemporaryFolders.remove(folder);
    }
}
