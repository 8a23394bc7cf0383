package dev.gleaner.consumer.runs;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a file while somebody else writes it, on a thread of its own. */
final class FileFollower {
    private static final long LOOK_MILLIS = 300;

    private final Path file;
    private final Sink sink;
    private final Consumer<RuntimeException> failed;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable RuntimeException fault;
    private volatile boolean abandoned;

    /** Takes what was read. */
    @FunctionalInterface
    interface Sink {
        void add(byte[] bytes, int length);
    }

    /**
     * Begins to read. The file need not be there yet.
     *
     * @param failed is told why, once, if the sink takes no more or the file cannot be read; {@link #finish} throws it, too
     */
    FileFollower(Path file, Sink sink, Consumer<RuntimeException> failed) {
        this.file = file;
        this.sink = sink;
        this.failed = failed;
        this.thread = Thread.ofVirtual().name("follow-output").start(this::run);
    }

    /** The file is complete: returns when all of it was read. */
    void finish() throws InterruptedException {
        complete.countDown();
        thread.join();
        RuntimeException why = fault;
        if (why != null) {
            throw why;
        }
    }

    private void run() {
        try (InputStream in = whenThere()) {
            byte[] bytes = new byte[64 * 1024];
            boolean last = false;
            while (in != null && !last) {
                // Asked before the read: what was written before the end is read after it.
                last = complete.getCount() == 0;
                int length = in.read(bytes);
                if (length > 0) {
                    sink.add(bytes, length);
                    last = false;
                } else if (!last) {
                    complete.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException | InterruptedException gone) {
            fail(new IllegalStateException("The file that the run writes cannot be read", gone));
        } catch (RuntimeException full) {
            fail(full);
        }
    }

    private void fail(RuntimeException why) {
        fault = why;
        if (!abandoned) {
            failed.accept(why);
        }
    }

    /** Nothing more is read; returns when that is so. */
    void abandon() {
        abandoned = true;
        thread.interrupt();
        Threads.joined(thread);
    }

    private @Nullable InputStream whenThere() throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            if (complete.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !Files.exists(file)) {
                return null;
            }
        }
        return new FileInputStream(file.toFile());
    }
}
