package dev.gleaner.exec.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one channel of a command to its end, on a thread of its own. */
final class OutputReader {
    private static final Logger log = LoggerFactory.getLogger(OutputReader.class);

    /** What a pipe holds on Linux (pipe(7)). */
    private static final int BUFFER_BYTES = 65_536;

    /** The listener runs on it, and may read what it is given as deep as that is. */
    private static final long STACK_BYTES = 1_048_576;

    private final Channel channel;
    private final CappedLog to;
    private final OutputListener listener;
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean deaf;
    private volatile long bytes;
    private volatile boolean holds;
    private volatile boolean silent;
    private volatile boolean left;

    OutputReader(Channel channel, CappedLog to, OutputListener listener) {
        this.channel = channel;
        this.to = to;
        this.listener = listener;
    }

    /**
     * Starts the command on the thread that reads it, so that the first thing after its start is to hold its output.
     *
     * @return what is to be read of, when it is held
     */
    Process startAndRead(Starter starter) throws CommandStartException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        start(() -> {
            Process process;
            try {
                process = starter.start();
            } catch (CommandStartException | RuntimeException e) {
                started.completeExceptionally(e);
                return;
            }
            read(process.getInputStream(), () -> started.complete(process));
        });
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandStartException notStarted) {
                throw notStarted;
            }
            throw e;
        }
    }

    void read(InputStream from) {
        start(() -> read(from, () -> {}));
    }

    /** Starts a command. */
    @FunctionalInterface
    interface Starter {
        Process start() throws CommandStartException;
    }

    /** Not virtual: each would block one of the few carriers that reads of pipes have. */
    private void start(Runnable work) {
        Thread thread = new Thread(null, work, "command-" + channel, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Holds the lock of the stream throughout: else Java, when the first process has ended, would read what is left in the pipe into
     * memory (ProcessImpl.ProcessPipeInputStream), which has no end while another process goes on to write.
     */
    private void read(InputStream from, Runnable held) {
        byte[] buffer = new byte[BUFFER_BYTES];
        synchronized (from) {
            holds = true;
            held.run();
            try (from;
                    to) {
                for (int length = next(from, buffer); length >= 0; length = next(from, buffer)) {
                    pass(buffer, length);
                }
            } catch (IOException closed) {
                log.debug("The {} of a command was cut off", channel, closed);
            } finally {
                done.countDown();
            }
        }
    }

    /** Whether it reads. If it does not soon after the start, Java was first to read what is left. */
    boolean holds() {
        return holds;
    }

    private int next(InputStream from, byte[] buffer) throws IOException {
        silent = true;
        int length = from.read(buffer, 0, buffer.length);
        silent = false;
        return length;
    }

    private void pass(byte[] buffer, int length) {
        if (left) {
            return;
        }
        bytes += length;
        to.append(buffer, length);
        if (deaf) {
            return;
        }
        try {
            listener.output(channel, buffer, length);
        } catch (RuntimeException e) {
            deaf = true;
            log.warn("What a command writes to {} could not be passed on, and will not be", channel, e);
        }
    }

    long bytes() {
        return bytes;
    }

    /**
     * Waits until all is read and passed on.
     *
     * @return false when nothing has come for so long, because somebody holds the pipe open
     */
    boolean await(Duration silence) throws InterruptedException {
        long before = bytes;
        while (!done.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
            if (silent && bytes == before) {
                return false;
            }
            before = bytes;
        }
        return true;
    }

    /** What comes from now on is thrown away. */
    void leave() {
        if (done.getCount() > 0) {
            left = true;
            log.warn("A process that cannot be found holds the {} of a command open", channel);
        }
    }
}
