package dev.gleaner.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the API of the process that works on a data folder answers: it leaves a note there. */
final class RunningApi implements AutoCloseable {
    private final Path note;

    private RunningApi(Path note) {
        this.note = note;
    }

    /** Leaves the note until this is closed; the one of a process that was killed is replaced. */
    static RunningApi tell(Path data, URI address) {
        Path note = note(data);
        try {
            Files.writeString(note, address + "\n");
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot use the data folder " + data, impossible);
        }
        return new RunningApi(note);
    }

    /** Of the process that works on a folder, if it has come so far. */
    static Optional<String> on(Path data) {
        try {
            return Optional.of(Files.readString(note(data)).strip()).filter(text -> !text.isEmpty());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Path note(Path data) {
        return data.resolve("api.address");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(note);
    }
}
