package dev.gleaner.consumer.command.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * How commands of scrapers run.
 *
 * @param dir COMMAND_DIR, folder of their working folders and logs, which consumers of one machine may share;
 *     empty for {@code gleaner-commands-USER} in the folder of the system for temporary files
 * @param concurrency COMMAND_CONCURRENCY, commands of all scrapers that run at a time; 0 for a quarter of CONSUMER_CONCURRENCY,
 *     at least one
 * @param logSize COMMAND_LOG_SIZE, of what a command prints to stdout, and as much of stderr, that is kept in its logs
 * @param logsKept COMMAND_LOGS_KEPT, commands whose log files are kept; older ones are removed
 * @param logRetention COMMAND_LOG_RETENTION, age at which log files of commands are removed
 */
@ConfigurationProperties("gleaner.commands")
public record CommandSettings(
        String dir,
        int concurrency,
        DataSize logSize,
        int logsKept,
        @DurationUnit(ChronoUnit.DAYS) Duration logRetention) {
    public CommandSettings {
        folder(dir);
        if (concurrency < 0) {
            throw new IllegalArgumentException("COMMAND_CONCURRENCY must not be negative: " + concurrency);
        }
        if (logSize.toBytes() < 0) {
            throw new IllegalArgumentException("COMMAND_LOG_SIZE must not be negative: " + logSize);
        }
        if (logsKept < 0) {
            throw new IllegalArgumentException("COMMAND_LOGS_KEPT must not be negative: " + logsKept);
        }
        if (!logRetention.isPositive()) {
            throw new IllegalArgumentException(
                    "COMMAND_LOG_RETENTION must be longer than nothing, not " + logRetention);
        }
    }

    Path folder() {
        return folder(dir);
    }

    private static Path folder(String dir) {
        try {
            return dir.isBlank()
                    ? Path.of(
                            System.getProperty("java.io.tmpdir"), "gleaner-commands-" + System.getProperty("user.name"))
                    : Path.of(dir.strip()).toAbsolutePath();
        } catch (InvalidPathException unreadable) {
            throw new IllegalArgumentException("COMMAND_DIR is no path: " + unreadable.getMessage(), unreadable);
        }
    }

    int atATime(int articles) {
        return concurrency > 0 ? concurrency : Math.max(1, articles / 4);
    }
}
