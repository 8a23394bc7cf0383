package dev.gleaner.embedded.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
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
 * @param secret of whoever looks after it; none for a server of a version that had none
 */
public record ServerNote(int port, long pid, Secret secret) {

    private static final String FILE = "server.properties";

    /** The note in a folder, if there is a whole one. */
    public static Optional<ServerNote> read(Path folder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(FILE))) {
            properties.load(reader);
            return Optional.of(new ServerNote(
                    Integer.parseInt(properties.getProperty("port", "")),
                    Long.parseLong(properties.getProperty("pid", "")),
                    new Secret(properties.getProperty("secret", ""))));
        } catch (IOException | IllegalArgumentException missingOrHalfWritten) {
            return Optional.empty();
        }
    }

    /** The same server, known by its process. */
    ServerNote withPid(long known) {
        return new ServerNote(port, known, secret);
    }

    /** Leaves the note in a folder, where nobody else can read it. */
    public void write(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("pid", Long.toString(pid));
        if (!secret.isNone()) {
            properties.setProperty("secret", secret.text());
        }
        StringWriter text = new StringWriter();
        properties.store(text, null);
        PrivateFiles.write(folder.resolve(FILE), text.toString());
    }

    /** Removes the note of a folder, if there is one. */
    public static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
