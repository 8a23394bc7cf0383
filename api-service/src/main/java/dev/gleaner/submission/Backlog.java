package dev.gleaner.submission;

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
 * Redis the queue is full early rather than late. Submissions that are let in at the same moment do not see each other; the
 * queue may exceed its limit by them.
 */
public final class Backlog {
    /** For so long a count serves further submissions. */
    private static final Duration YOUNG = Duration.ofMillis(500);

    private final Tasks tasks;
    private final Intents intents;
    private final long most;
    private final InstantSource clock;
    private volatile @Nullable Count last;

    /** @param most articles that may be open */
    public Backlog(Tasks tasks, Intents intents, long most, InstantSource clock) {
        this.tasks = tasks;
        this.intents = intents;
        this.most = most;
        this.clock = clock;
    }

    /** Whether so many more fit. */
    boolean hasRoomFor(int articles) {
        return open() + articles <= most;
    }

    long most() {
        return most;
    }

    /** Articles that are open now, or were a moment ago. */
    long open() {
        Instant now = clock.instant();
        Count known = last;
        if (known == null || Duration.between(known.at, now).abs().compareTo(YOUNG) > 0) {
            known = new Count(now, count());
            last = known;
        }
        return known.open;
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

    private record Count(Instant at, long open) {}
}
