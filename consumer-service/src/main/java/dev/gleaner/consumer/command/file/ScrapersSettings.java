package dev.gleaner.consumer.command.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which scrapers there are besides the built-in one.
 *
 * @param file SCRAPERS_FILE, a file (YAML) that defines scrapers whose commands this consumer runs as its own user; it is read
 *     again when it changes. Empty: none
 */
@ConfigurationProperties("gleaner.scrapers")
public record ScrapersSettings(String file) {
    public ScrapersSettings {
        path(file);
    }

    /** Empty if there is none. */
    Optional<Path> path() {
        return path(file);
    }

    private static Optional<Path> path(String file) {
        try {
            return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file.strip()));
        } catch (InvalidPathException unreadable) {
            throw new IllegalArgumentException("SCRAPERS_FILE is no path: " + unreadable.getMessage(), unreadable);
        }
    }
}
