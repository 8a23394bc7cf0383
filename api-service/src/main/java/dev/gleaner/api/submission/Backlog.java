package dev.gleaner.api.submission;

import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How much work is open, so that more than can be kept in Redis is not accepted. Counted in MongoDB, without which nothing is
 * accepted anyway: open tasks, one per article however many jobs wait for it, and the articles of submissions and retries
 * that are not queued yet. Those of them whose tasks are there already count twice for that while, so under an outage of
 * Redis the queue is full early rather than late. Submissions that several APIs let in at the same moment, or that one has let in and
 * not yet written down when it counts again, are not seen; the queue may exceed its limit by them.
 */
public final class Backlog {
    /** For so long a count serves further submissions. */
    private static final Duration YOUNG = Duration.ofMillis(500);

    private final Tasks tasks;
    private final Intents intents;
    private final long most;
    private final InstantSource clock;
    private @Nullable Instant countedAt;
    private long open;

    /** @param most articles that may be open */
    public Backlog(Tasks tasks, Intents intents, long most, InstantSource clock) {
        this.tasks = tasks;
        this.intents = intents;
        this.most = most;
        this.clock = clock;
    }

    /** Lets so many more in, if they fit; nobody is turned away but by a count made just now. */
    synchronized boolean admits(int articles) {
        Instant now = clock.instant();
        boolean old =
                countedAt == null || Duration.between(countedAt, now).abs().compareTo(YOUNG) > 0;
        if (old) {
            recount(now);
        }
        if (open + articles > most && !old) {
            recount(now);
        }
        if (open + articles > most) {
            return false;
        }
        open += articles;
        return true;
    }

    long most() {
        return most;
    }

    /** Articles that were open at the last count, and those that were let in since. */
    synchronized long open() {
        return open;
    }

    private void recount(Instant now) {
        open = count();
        countedAt = now;
    }

    private long count() {
        long open = tasks.count();
        for (Intent intent : intents.all()) {
            if (intent.kind() == Intent.Kind.SUBMIT || intent.kind() == Intent.Kind.RETRY) {
                open += intent.total();
            }
        }
        return open;
    }
}
