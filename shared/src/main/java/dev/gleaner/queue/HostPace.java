package dev.gleaner.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a fetch learns of its host, told to the queue, which keeps it for the fleet. */
public interface HostPace {
    /**
     * An address was answered that its host is asked too much. It delays itself alone, unless the answer says how long to wait,
     * or several addresses of the host are answered so: then nothing of the host is handed out for a while, and less at a
     * time afterwards.
     *
     * @return the pause of the host; empty if it has none for this
     */
    Optional<Pause> complained(Complaint complaint);

    /** An address of the entry's host was answered as it should; lets a slowed host speed up again. */
    void answered(QueueEntry entry);

    /**
     * The answers to these were read to their last bytes: their hosts may be asked for more, although the entries stay held
     * until all is written. Each frees its slot once, however it leaves what is held; those that are not held are skipped.
     */
    void fetched(String incarnation, Collection<QueueEntry> entries);

    /**
     * Lets a day of claims keep this time between two starts on the entry's host.
     *
     * @param entry held by the incarnation
     * @return whether it may be fetched now; if not, it was claimed before the delay was known and has to be given back
     */
    boolean crawlDelay(String incarnation, QueueEntry entry, Duration delay);

    /**
     * Tells the fleet how carefully the job of an article wants its host to be asked. It holds for the whole host as long as
     * articles of such a job are fetched there, and ends by itself soon after the last of them. What robots.txt asks for, and a
     * host that is slowed or paused, stay as they are.
     *
     * @param entry held by the incarnation
     * @param delay least time between two starts; null for the fleet's
     * @param mostAtOnce fetches at a time; null for the fleet's
     * @param attempt time that the fetch may take
     * @return whether it may be fetched now; if not, it was claimed before that was known and has to be given back
     */
    boolean ownPace(
            String incarnation,
            QueueEntry entry,
            @Nullable Duration delay,
            @Nullable Integer mostAtOnce,
            Duration attempt);

    /**
     * A 429 or 503.
     *
     * @param entry that was fetched
     * @param status of the answer
     * @param asked how long the host asked to be left alone; null if it did not say, or asked for no time
     * @param robots whether it was the answer to robots.txt, which speaks for the host
     */
    record Complaint(QueueEntry entry, int status, @Nullable Duration asked, boolean robots) {}

    /**
     * A pause of a host.
     *
     * @param left of it
     * @param spread how much later the article should come back that complained: else the same one would try every time
     *     whether the host answers, and would be out of attempts long before the host is out of trouble. Zero if the host
     *     said itself when it will answer
     */
    record Pause(Duration left, Duration spread) {}
}
