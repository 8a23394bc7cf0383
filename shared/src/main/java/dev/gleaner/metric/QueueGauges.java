package dev.gleaner.metric;

import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.operations.QueueNumbers.Depth;
import dev.gleaner.operations.QueueNumbers.Depths;
import dev.gleaner.queue.Lane;
import dev.gleaner.store.StoreAwayException;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the queue stands, read once for all of its numbers whenever somebody reads. */
public final class QueueGauges {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final QueueNumbers queue;
    private @Nullable Depths last;
    private long readAt;

    private QueueGauges(QueueNumbers queue) {
        this.queue = queue;
    }

    /** Adds them to what is measured. */
    public static void add(Metrics metrics, QueueNumbers queue) {
        QueueGauges gauges = new QueueGauges(queue);
        for (Lane lane : Lane.values()) {
            Tags tags = Tags.of("priority", lane.name().toLowerCase(Locale.ROOT));
            gauges.gauge(
                    metrics,
                    "gleaner.queue.depth",
                    tags,
                    depths -> gauges.of(depths, lane).entries());
            gauges.gauge(metrics, "gleaner.queue.oldest.age.seconds", tags, depths -> {
                Duration oldest = gauges.of(depths, lane).oldest();
                return oldest == null ? 0 : oldest.toMillis() / 1000.0;
            });
        }
        gauges.gauge(metrics, "gleaner.queue.delayed", Tags.empty(), Depths::delayed);
        gauges.gauge(metrics, "gleaner.queue.waiting", Tags.empty(), Depths::waiting);
        gauges.gauge(metrics, "gleaner.queue.held", Tags.empty(), Depths::held);
    }

    private void gauge(Metrics metrics, String name, Tags tags, Function<Depths, Number> of) {
        metrics.gauge(name, tags, () -> {
            Depths depths = read();
            return depths == null ? null : of.apply(depths);
        });
    }

    private Depth of(Depths depths, Lane lane) {
        return depths.lanes().getOrDefault(lane, new Depth(0, null));
    }

    private synchronized @Nullable Depths read() {
        long now = System.nanoTime();
        if (readAt == 0 || now - readAt > FRESH_NANOS) {
            try {
                last = queue.read();
            } catch (StoreAwayException away) {
                last = null;
            }
            readAt = now;
        }
        return last;
    }
}
