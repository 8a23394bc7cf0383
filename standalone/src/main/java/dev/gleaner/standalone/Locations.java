package dev.gleaner.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Files and folders as people name them; relative ones count from the current directory. */
final class Locations {

    private Locations() {}

    /** DATA_DIR, or {@code data}. */
    static Path data(Map<String, String> environment) {
        String value = environment.getOrDefault("DATA_DIR", "");
        return of(value.isBlank() ? "data" : value);
    }

    /** @throws CannotStartException if no file can have this name */
    static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException none) {
            throw new CannotStartException("No name of a file: " + text, none);
        }
    }
}
