package dev.gleaner.exec.oversight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A watcher that was started before its order is known: its Java begins while the caller still decides. One that gets no order ends by
 * itself when it is closed, or its caller is gone.
 */
public final class Standby implements AutoCloseable {
    private static final String PREFIX = ".watcher-";

    private final Process process;
    private final Path log;
    private boolean taken;

    private Standby(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param root of the jobs, where its log is until it has an order */
    public static Standby start(Path root) throws IOException {
        Files.createDirectories(root);
        Path log = Files.createTempFile(root, PREFIX, ".log");
        return new Standby(WatcherProcess.launch(log), log);
    }

    /** The process, whose log is that of a run from now on. */
    Process take(Path folder) throws IOException {
        Files.move(log, folder.resolve(WatcherProcess.LOG), StandardCopyOption.ATOMIC_MOVE);
        taken = true;
        return process;
    }

    @Override
    public void close() throws IOException {
        if (!taken) {
            process.getOutputStream().close();
            Files.deleteIfExists(log);
        }
    }
}
