package dev.gleaner.platform;

import dev.gleaner.store.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Where the stores are.
 *
 * @param mongoUrl MONGO_URL, a MongoDB connection string; {@code up} brings its own stores
 * @param mongoDbName MONGO_DB_NAME, database in it
 * @param redisUrl REDIS_URL, {@code redis://[user:password@]host:port[/db]} or {@code rediss://}
 * @param patience STORE_WAIT, how long a start waits for stores that are not there yet; zero waits for ever
 * @param secretKey SECRET_KEY, at least 32 random characters that the headers of submissions are encrypted with in MongoDB;
 *     of several the first is for new ones. Without one a key is made and kept in MongoDB itself
 * @param secretKeyFile SECRET_KEY_FILE, a file that holds it, a key a line
 * @param commandLog COMMAND_LOG_BYTES, how much of what the command of a scraper writes to stdout, and how much of stderr, is
 *     kept for people to read, from the beginning on, at most 16MB
 */
@ConfigurationProperties("gleaner.store")
public record StoreSettings(
        String mongoUrl,
        String mongoDbName,
        String redisUrl,
        @DurationUnit(ChronoUnit.SECONDS) Duration patience,
        List<String> secretKey,
        String secretKeyFile,
        DataSize commandLog)
        implements Judged {
    private static final DataSize LARGEST_LOG = DataSize.ofMegabytes(16);

    public StoreSettings {
        if (commandLog.isNegative() || commandLog.compareTo(LARGEST_LOG) > 0) {
            throw new IllegalArgumentException("COMMAND_LOG_BYTES must be at most 16MB, but is " + commandLog);
        }
        secretKey = List.copyOf(secretKey);
    }

    /** Without the addresses in the message, which may hold passwords. */
    @Override
    public void judge() {
        require("MONGO_URL", mongoUrl, "mongodb://", "mongodb+srv://");
        require("REDIS_URL", redisUrl, "redis://", "rediss://");
        try {
            sealKeys();
        } catch (IllegalArgumentException unfit) {
            String message = String.valueOf(unfit.getMessage());
            throw new IllegalArgumentException(
                    message.startsWith("SECRET_KEY") ? message : "SECRET_KEY is too short: " + message, unfit);
        }
    }

    private static void require(String name, String url, String... schemes) {
        if (Stream.of(schemes).noneMatch(url.strip()::startsWith)) {
            throw new IllegalArgumentException(name + " must begin with " + String.join(" or ", schemes));
        }
    }

    /**
     * The keys of the file, then those of the variable.
     *
     * @throws IllegalArgumentException if one is too short, or the file cannot be read or holds none
     */
    List<SealKey> sealKeys() {
        return Stream.concat(ofFile().stream(), secretKey.stream())
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(SealKey::of)
                .toList();
    }

    private List<String> ofFile() {
        if (secretKeyFile.isBlank()) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(secretKeyFile.strip()));
            if (lines.stream().allMatch(String::isBlank)) {
                throw new IllegalArgumentException("SECRET_KEY_FILE is empty: " + secretKeyFile);
            }
            return lines;
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("SECRET_KEY_FILE cannot be read: " + unreadable, unreadable);
        }
    }

    /** Without what nobody should read in a log. */
    @Override
    public String toString() {
        return "StoreSettings of the database " + mongoDbName;
    }
}
