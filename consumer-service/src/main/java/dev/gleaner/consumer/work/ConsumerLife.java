package dev.gleaner.consumer.work;

import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.consumer.settle.EndingWriter;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops a consumer. It stops before everything else: first no more work, then the running articles end or are
 * given back, their endings are written, and only then the lease ends and the connections close.
 */
final class ConsumerLife implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLife.class);

    /** Of the 25 s in which a stopping process must be gone, what the running articles get. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final WorkLoop loop;
    private final ArticleThreads threads;
    private final Aborts aborts;
    private final EndingWriter endings;
    private final Presence presence;
    private final ProgressBus progress;
    private final CoreFailure fatal;
    private final Duration heartbeatEvery;
    private @Nullable Duty heartbeats;

    ConsumerLife(
            WorkLoop loop,
            ArticleThreads threads,
            Aborts aborts,
            EndingWriter endings,
            Presence presence,
            ProgressBus progress,
            CoreFailure fatal,
            Duration heartbeatEvery) {
        this.loop = loop;
        this.threads = threads;
        this.aborts = aborts;
        this.endings = endings;
        this.presence = presence;
        this.progress = progress;
        this.fatal = fatal;
        this.heartbeatEvery = heartbeatEvery;
    }

    @Override
    public void start() {
        presence.onFenced(aborts::fenced);
        endings.start(fatal);
        loop.start(fatal);
        progress.subscribe(aborts::heard);
        heartbeats = Duty.start(
                "presence",
                heartbeatEvery,
                () -> {
                    presence.heartbeat();
                    aborts.unwanted();
                },
                fatal);
    }

    @Override
    public void stop() {
        log.info("Stopping: no more work is taken");
        loop.stop();
        aborts.stopping(GRACE);
        threads.stop();
        endings.close();
        if (heartbeats != null) {
            heartbeats.close();
            heartbeats = null;
        }
        try {
            presence.leave();
        } catch (StoreAwayException away) {
            log.warn("The lease could not be ended and runs out by itself: {}", away.toString());
        }
        log.info("Stopped");
    }

    @Override
    public boolean isRunning() {
        return heartbeats != null;
    }

    /** After everything else has started, before anything else stops. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
