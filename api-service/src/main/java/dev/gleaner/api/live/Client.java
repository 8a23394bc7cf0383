package dev.gleaner.api.live;

import dev.gleaner.progress.ProgressUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. Whoever has news puts it into the mailbox and goes on; a thread of the client's own sends, not more often
 * than allowed, and is the only one to wait for a slow reader.
 */
final class Client {
    private static final Logger log = LoggerFactory.getLogger(Client.class);

    /** Answers to pings that wait; a client that asks for more without reading is no client. */
    private static final int MOST_REPLIES = 20;

    /** After so long whatever was lost or late has been read from the store. */
    private static final Duration HEALED = Duration.ofSeconds(15);

    private final Supplier<Instant> now;
    private final @Nullable String jobId;
    private final Wire wire;
    private final long frameNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Mailbox mailbox = new Mailbox();
    private final Deque<String> replies = new ArrayDeque<>();
    private Instant told = Instant.MIN;
    private boolean begun;
    private volatile boolean cut;
    private boolean closed;
    private volatile long sendingSince;

    /**
     * @param jobId of the job watched; null for all
     * @param framesPerSecond at most
     * @param now tells the time
     */
    Client(@Nullable String jobId, Wire wire, int framesPerSecond, Supplier<Instant> now) {
        this.now = now;
        this.jobId = jobId;
        this.wire = wire;
        this.frameNanos = TimeUnit.SECONDS.toNanos(1) / framesPerSecond;
    }

    boolean watches(String job) {
        return jobId == null || jobId.equals(job);
    }

    boolean isSocket() {
        return wire.isSocket();
    }

    @Nullable
    String jobId() {
        return jobId;
    }

    /** Takes the state that the client starts from, and what it is told first; from now on it is sent messages. */
    void begin(List<ProgressUpdate> states, String snapshot) {
        locked(() -> {
            told = now.get();
            states.forEach(mailbox::startFrom);
            replies.addFirst(snapshot);
            begun = true;
        });
    }

    /** Whether it was closed because it read too slowly. */
    boolean wasCut() {
        return cut;
    }

    void put(List<ProgressUpdate> steps) {
        locked(() -> {
            if (begun && mailbox.isEmpty()) {
                told = now.get();
            }
            steps.forEach(mailbox::put);
            if (mailbox.isOverfull() && !closed) {
                log.info("A live client is too far behind and is cut off");
                cut = true;
                close();
            }
        });
    }

    void refresh(ProgressUpdate state) {
        locked(() -> mailbox.refresh(state));
    }

    /** Something that goes out as soon as possible. */
    void reply(String text) {
        lock.lock();
        try {
            if (replies.size() >= MOST_REPLIES) {
                log.debug("A client asks faster than it reads");
                close();
                return;
            }
            replies.addLast(text);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    List<String> openJobs() {
        lock.lock();
        try {
            return mailbox.openJobs();
        } finally {
            lock.unlock();
        }
    }

    /** How long the message under way has been under way, in nanoseconds; 0 when there is none. */
    long sendingFor(long now) {
        long since = sendingSince;
        return since == 0 ? 0 : now - since;
    }

    /** Sends until the client is closed or gone. */
    void run() {
        long nextFrame = System.nanoTime();
        try {
            while (true) {
                String text = nextText(nextFrame);
                if (text == null) {
                    return;
                }
                boolean update = text.startsWith("{\"type\":\"job_update\"");
                if (update) {
                    nextFrame = System.nanoTime() + frameNanos;
                }
                sendingSince = System.nanoTime();
                if (update || text.startsWith("{\"type\":\"snapshot\"")) {
                    wire.send(update ? "job_update" : "snapshot", told(), text);
                } else {
                    wire.send(text);
                }
                sendingSince = 0;
            }
        } catch (IOException | IllegalStateException gone) {
            log.debug("A client is gone: {}", gone.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Up to when every end was told with what is sent now; what the bus lost is found a little later. */
    private Instant told() {
        lock.lock();
        try {
            return told.minus(HEALED);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to send; a frame only when its time has come. Null when closed. */
    private @Nullable String nextText(long nextFrame) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (begun && !replies.isEmpty()) {
                    return replies.removeFirst();
                }
                if (!begun || mailbox.isEmpty()) {
                    news.await();
                    continue;
                }
                long left = nextFrame - System.nanoTime();
                if (left > 0) {
                    news.awaitNanos(left);
                    continue;
                }
                Optional<Mailbox.Frame> frame = mailbox.next();
                if (mailbox.isEmpty()) {
                    told = now.get();
                }
                if (frame.isPresent()) {
                    return Frames.update(frame.get());
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        wire.close();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signal();
        } finally {
            lock.unlock();
        }
    }
}
