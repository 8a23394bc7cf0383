package dev.gleaner.embedded.mongo;

import dev.gleaner.embedded.process.GroupCommit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the file of a backend when somebody asks, a few times a second while it changes. */
final class FileCommits implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FileCommits.class);

    private static final long COMMIT_MILLIS = 200;

    private final FileMongoBackend backend;
    private final GroupCommit group;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mongo-file-commit").daemon().factory());
    private boolean failing;

    FileCommits(FileMongoBackend backend) {
        this.backend = backend;
        this.group = new GroupCommit(backend::commit);
        timer.scheduleWithFixedDelay(this::turn, COMMIT_MILLIS, COMMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    void flush() {
        group.await();
    }

    private void turn() {
        try {
            if (backend.hasChanges()) {
                group.await();
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            // An error too: a timer that hears of it makes no further turn, and nothing would be written any more.
            if (!failing) {
                log.error("The MongoDB file cannot be written; what was accepted since the last commit is at risk", e);
            }
            failing = true;
        }
    }

    /** Ends the regular commits; the store itself commits once more when it is closed. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("The last commit of the MongoDB file takes unusually long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
