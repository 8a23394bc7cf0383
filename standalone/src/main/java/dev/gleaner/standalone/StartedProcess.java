package dev.gleaner.standalone;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Running parts; closed in reverse order, once, by whoever comes first: the caller or a signal. */
final class StartedProcess implements Services.WithApi {
    private static final Logger log = LoggerFactory.getLogger(StartedProcess.class);

    private final URI address;
    private final List<AutoCloseable> parts;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean closed;

    StartedProcess(URI address, List<? extends AutoCloseable> parts) {
        this.address = address;
        this.parts = List.copyOf(parts);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::close));
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closeAll(parts);
            ended.countDown();
        }
    }

    /** A part that does not stop cleanly keeps no other from it. */
    static void closeAll(List<? extends AutoCloseable> parts) {
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception fault) {
                log.warn("A part did not stop cleanly", fault);
            }
        }
    }
}
