package dev.gleaner.api.live;

import dev.gleaner.progress.ProgressUpdate;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams of events, each on a virtual thread of its own that alone waits for its reader. A message of the bus
 * only wakes it; what it tells is read from the job, so a lost message delays and loses nothing.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    /** After so long without a wake-up a stream looks for itself, and says that it lives. */
    private static final long LOOK_SECONDS = 5;

    private final LiveSettings settings;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final Set<Stream> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /** @param fatal is told when the thread of a stream dies */
    EventStreams(LiveSettings settings, Thread.UncaughtExceptionHandler fatal) {
        this.settings = settings;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("events-", 0)
                .uncaughtExceptionHandler(fatal)
                .factory());
    }

    int size() {
        return streams.size();
    }

    SseEmitter open(String job, EventReader reader) {
        SseEmitter emitter = new SseEmitter(0L);
        Stream stream = new Stream(job, reader, new SseWire(emitter));
        emitter.onCompletion(stream::close);
        emitter.onError(gone -> stream.close());
        streams.add(stream);
        threads.execute(stream);
        return emitter;
    }

    /**
     * Tells the same over another way; it does not count as a reader of Server-Sent Events.
     *
     * @return ends it
     */
    Runnable tell(String job, EventReader reader, EventWire wire) {
        Stream stream = new Stream(job, reader, wire);
        sockets.add(stream);
        threads.execute(stream);
        return stream::close;
    }

    int sockets() {
        return sockets.size();
    }

    /** A message of the bus; never waits. */
    void heard(List<ProgressUpdate> steps) {
        if (!steps.isEmpty()) {
            String job = steps.getFirst().jobId();
            for (Set<Stream> some : List.of(streams, sockets)) {
                some.stream().filter(stream -> stream.job.equals(job)).forEach(Stream::wake);
            }
        }
    }

    @Override
    public void close() {
        streams.forEach(Stream::close);
        sockets.forEach(Stream::close);
        threads.shutdownNow();
    }

    private final class Stream implements Runnable {
        private final String job;
        private final EventReader reader;
        private final EventWire wire;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean closed;
        private boolean removed;

        Stream(String job, EventReader reader, EventWire wire) {
            this.job = job;
            this.reader = reader;
            this.wire = wire;
        }

        @Override
        public void run() {
            try {
                boolean more = true;
                while (more && !closed) {
                    more = tell();
                }
            } catch (IOException | IllegalStateException gone) {
                log.debug("A reader of events is gone: {}", gone.toString());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException fault) {
                // A store that is away, too: the reader comes again with its last id.
                log.warn("A stream of events ends early", fault);
            } finally {
                forget();
                wire.end(removed);
            }
        }

        private boolean tell() throws IOException, InterruptedException {
            Optional<EventReader.Event> next = reader.next();
            if (next.isEmpty()) {
                if (!news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    wire.beat();
                }
                news.drainPermits();
                return true;
            }
            EventReader.Event event = next.get();
            wire.send(event);
            TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(1) / settings.framesPerSecond());
            removed = event.type().equals(EventReader.Event.REMOVED);
            return !removed;
        }

        private void forget() {
            streams.remove(this);
            sockets.remove(this);
        }

        void wake() {
            if (news.availablePermits() == 0) {
                news.release();
            }
        }

        void close() {
            closed = true;
            forget();
            wake();
        }
    }
}
