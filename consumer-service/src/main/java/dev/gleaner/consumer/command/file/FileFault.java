package dev.gleaner.consumer.command.file;

/**
 * Something in a file of scrapers that is not as it must be.
 *
 * @param line from 1; 0 if it is about the file as a whole
 * @param path {@code scrapers.news.timeout}; empty if it is about the file as a whole
 * @param message what is wrong, as the rest of a sentence that begins with the path
 */
public record FileFault(int line, String path, String message) {
    /** In one line. */
    public String text() {
        return (line == 0 ? "" : "line " + line + ": ") + (path.isEmpty() ? "the file" : path) + " " + message;
    }
}
