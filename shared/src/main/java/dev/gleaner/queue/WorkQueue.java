package dev.gleaner.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The lists of open work. Everything in it can be rebuilt from the tasks, so a lost entry costs time, never work; an
 * entry may be handed out more than once, and the conditional update that starts its task decides who works.
 */
public interface WorkQueue extends HostPace {
    /** Puts entries at the back of the lists of their lanes. */
    void push(List<QueueEntry> entries);

    /**
     * Hands out up to {@code want} entries: high before medium before low, first in first out inside a list; an aged
     * medium or low list gets one of eight. An entry whose host is full or paused moves into that host's waiting set.
     */
    ClaimResult claim(String incarnation, int want);

    /** What was handed out to an incarnation and not let go since. */
    List<QueueEntry> held(String incarnation);

    /** Lets go of entries whose work is over or void; frees their hosts. Entries that are not held are skipped. */
    void ack(String incarnation, Collection<QueueEntry> entries);

    /**
     * Lets go of entries for which nothing was started, because they are void. They do not count as fetches of their hosts: the
     * time that has to be between two is not begun anew by them.
     */
    void discard(String incarnation, Collection<QueueEntry> entries);

    /** Moves held entries to the delayed set until their due times; then they come back on the high list. */
    void defer(String incarnation, Map<QueueEntry, Instant> due);

    /** Puts held entries back to the front of the lists, unstarted; used by a process that stops. */
    void giveBack(String incarnation, Collection<QueueEntry> entries);

    /** Returns when there may be work, or after the limit. The hint may be lost or false. */
    void awaitWork(Duration limit);
}
