package dev.gleaner.embedded.process;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Which server works on a folder, kept in that folder so that the next start finds one that outlived its parent. The pid
 * is 0 from just before the server is started until it is known.
 *
 * @param port where it listens
 * @param pid of its process
 */
public record ServerNote(int port, long pid) {

    private static final String FILE = "server.properties";

    /** The note in a folder, if there is a whole one. */
    public static Optional<ServerNote> read(Path folder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(FILE))) {
            properties.load(reader);
            return Optional.of(new ServerNote(
                    Integer.parseInt(properties.getProperty("port", "")),
                    Long.parseLong(properties.getProperty("pid", ""))));
        } catch (IOException | IllegalArgumentException missingOrHalfWritten) {
            return Optional.empty();
        }
    }

    /** Leaves the note in a folder. */
    public void write(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("pid", Long.toString(pid));
        try (Writer writer = Files.newBufferedWriter(folder.resolve(FILE))) {
            properties.store(writer, null);
        }
    }

    /** Removes the note of a folder, if there is one. */
    public static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
