package dev.gleaner.api.deliveries.command;

import dev.gleaner.api.deliveries.Deliverer.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program to its end or for so long, in an empty folder of its own that goes with it, with nothing of this process's
 * environment. It gets a report as its input and as a file; of what it writes the last part is kept.
 */
final class CommandRun {
    private static final Logger log = LoggerFactory.getLogger(CommandRun.class);

    /** Where scripts find the usual programs. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Duration timeout;

    CommandRun(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Runs it.
     *
     * @param variables of its environment
     * @throws IOException if it cannot be started
     */
    Ran run(List<String> command, Map<String, String> variables, String report)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gleaner-command-");
        try {
            Path file = Files.writeString(folder.resolve("report.json"), report);
            Path work = Files.createDirectory(folder.resolve("work"));
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("PATH", PATH);
            environment.put("HOME", work.toString());
            environment.put("LANG", "C.UTF-8");
            environment.putAll(variables);
            environment.put("GLEANER_REPORT", file.toString());
            return ended(builder.start(), report);
        } finally {
            remove(folder);
        }
    }

    private Ran ended(Process process, String report) throws InterruptedException {
        LastPart output = new LastPart();
        Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
        Thread.ofVirtual().start(() -> write(process.getOutputStream(), report));
        try {
            boolean inTime = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                kill(process);
            }
            // Something that it left behind may hold its output open for ever.
            reader.join(LAST_WORDS);
            return inTime ? ran(process.exitValue(), output) : new Ran(null, tooLong(), output.text());
        } finally {
            kill(process);
            close(process.getInputStream());
        }
    }

    private static Ran ran(int exitCode, LastPart output) {
        @Nullable String error = exitCode == 0 ? null : "The command ended with exit code " + exitCode;
        return new Ran(exitCode, error, output.text());
    }

    private String tooLong() {
        return "The command was killed after %d seconds".formatted(Math.max(1, timeout.toSeconds()));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void read(InputStream from, LastPart output) {
        byte[] part = new byte[8_192];
        try {
            for (int read = from.read(part); read >= 0; read = from.read(part)) {
                output.add(part, read);
            }
        } catch (IOException closed) {
            log.debug("A command's output was cut off", closed);
        }
    }

    private static void write(OutputStream to, String report) {
        try (to) {
            to.write(report.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
            log.debug("A command did not read its report", notRead);
        }
    }

    private static void close(InputStream output) {
        try {
            output.close();
        } catch (IOException closing) {
            log.debug("A command's output could not be closed", closing);
        }
    }

    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            log.warn("The folder of a command could not be removed: {}", left.getMessage());
        }
    }
}
