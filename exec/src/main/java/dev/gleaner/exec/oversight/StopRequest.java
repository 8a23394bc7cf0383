package dev.gleaner.exec.oversight;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The note that somebody wants a job to end: a file beside its record, so that nobody has to be there to hear it. */
public final class StopRequest {
    private static final String NAME = "stop";

    private StopRequest() {}

    /** @param folder of the run */
    public static void note(Path folder) throws IOException {
        try {
            Files.createFile(folder.resolve(NAME));
        } catch (FileAlreadyExistsException again) {
            // Asked for before.
        }
    }

    public static boolean isNoted(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }
}
