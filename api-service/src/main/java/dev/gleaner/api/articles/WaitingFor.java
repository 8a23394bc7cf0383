package dev.gleaner.api.articles;

import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.task.Task;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words why an article waits. */
final class WaitingFor {
    private WaitingFor() {}

    /**
     * The reason.
     *
     * @param task of the article; null if it is not queued yet
     * @param host how its host stands; null if that is not known
     */
    static String text(@Nullable Task task, @Nullable HostState host, Instant now) {
        if (task == null) {
            return "its place in the queue";
        }
        if (task.held()) {
            return "its job, which is paused, as are all others that wait for it";
        }
        Instant due = task.dueAt();
        Instant paused = host == null ? null : host.pausedUntil();
        if (due != null && due.isAfter(now) && (paused == null || paused.isBefore(due))) {
            return "its next try at " + due;
        }
        if (host != null && host.pausedForGood()) {
            return "its host, which an operator has paused";
        }
        if (host != null && paused != null) {
            return "its host, paused until %s because %s".formatted(paused.truncatedTo(ChronoUnit.SECONDS), host.why());
        }
        if (host != null && host.running() > 0) {
            return "its turn in the %s list; %d of its host %s running"
                    .formatted(lane(task), host.running(), host.running() == 1 ? "is" : "are");
        }
        return "its turn in the %s list".formatted(lane(task));
    }

    private static String lane(Task task) {
        return task.pushedLane().name().toLowerCase(Locale.ROOT);
    }
}
