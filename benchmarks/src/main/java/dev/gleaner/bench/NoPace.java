package dev.gleaner.bench;

import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.QueueEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page measured here asks for nothing of its host, so that nothing may be told. */
final class NoPace implements HostPace {
    @Override
    public Optional<Pause> complained(Complaint complaint) {
        throw new IllegalStateException("the page asked for a pause");
    }

    @Override
    public void answered(QueueEntry entry) {
        // As it should.
    }

    @Override
    public void fetched(String incarnation, Collection<QueueEntry> entries) {
        // Nobody waits for the host.
    }

    @Override
    public boolean crawlDelay(String incarnation, QueueEntry element, Duration delay) {
        throw new IllegalStateException("the page asked for a delay");
    }

    @Override
    public boolean ownPace(
            String incarnation,
            QueueEntry entry,
            @Nullable Duration delay,
            @Nullable Integer mostAtOnce,
            Duration attempt) {
        throw new IllegalStateException("the job asked for a pace of its own");
    }
}
