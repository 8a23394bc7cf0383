package dev.gleaner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A second JVM on the class path of this one, which a test may kill or pause. What it prints goes to a file, and it has a
 * folder for temporary files that is removed with it: one that is killed clears nothing away.
 */
public final class JavaProcess implements AutoCloseable {

    private static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED");
    private static final Duration END = Duration.ofSeconds(20);
    private static final int SHOWN_LINES = 30;

    private final Process process;
    private final Path output;
    private final Path temporary;
    private final Watchdog watchdog;

    private JavaProcess(Process process, Path output, Path temporary, Watchdog watchdog) {
        this.process = process;
        this.output = output;
        this.temporary = temporary;
        this.watchdog = watchdog;
    }

    /** Starts {@code mainClass} with the given environment added to that of this process. */
    public static JavaProcess start(Class<?> mainClass, Map<String, String> environment, String... arguments) {
        return start(mainClass.getName(), environment, arguments);
    }

    /** As {@link #start(Class, Map, String...)}, for a class that is on the class path at run time only. */
    public static JavaProcess start(String mainClass, Map<String, String> environment, String... arguments) {
        Path temporary = newFolder();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("java-process-", ".log");
            output.toFile().deleteOnExit();
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new JavaProcess(process, output, temporary, Watchdog.over(process.toHandle(), temporary));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("java-process-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything printed so far, without a last line that is still being written. */
    public List<String> lines() {
        try {
            String text = Files.readString(output, StandardCharsets.UTF_8);
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
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
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
    public void close() {
        watchdog.close();
        if (process.isAlive()) {
            killHard();
        }
        removeTemporary();
    }

    private void removeTemporary() {
        try (Stream<Path> files = Files.walk(temporary)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException alreadyGone) {
            // Nothing is lost: it is a folder in the temporary directory.
            return;
        }
    }
}
