package dev.gleaner.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is owed: the log of all of it, and the few that are still to be done. The log is the truth; a place among the due leads
 * to it, and may lead there once too often, never too seldom.
 */
public interface Deliveries {
    /**
     * Writes down something owed.
     *
     * @return false if it is on record already
     */
    boolean owe(Delivery delivery);

    /** Batches of articles that were told for a job already; none of any other delivery. */
    List<Batch> batches(String jobId);

    /** Writes down a batch of articles; false if there is another with that id. */
    boolean owe(Delivery delivery, List<String> articles);

    /** Those to be looked at, the longest due first, without those of some lanes. */
    List<Due> due(Instant now, Collection<String> butLanes, int limit);

    /** Takes one until a time; empty if somebody else was first. */
    Optional<Due> take(Due due, Instant until);

    /** Lets one that was taken wait; nothing if it was taken from us. */
    void putOff(Due taken, Instant until);

    /** Removes one that was taken from those to be done; nothing if it was taken from us. */
    void drop(Due taken);

    /** Lets all of a lane be looked at. */
    void wake(String lane, Instant now);

    Optional<Logged> find(String id);

    /** Of a job, in the order in which they were owed. */
    List<Logged> ofJob(String jobId, int from, int limit);

    /** How many a job has. */
    int count(String jobId);

    /** Ids of those of a job, in the order in which they were owed. */
    List<String> ids(String jobId);

    /**
     * Notes how an attempt ended.
     *
     * @param before attempts made before it
     * @return false if somebody else has noted that attempt, or the delivery is not open any more
     */
    boolean note(
            String id, int before, Try attempt, DeliveryState state, @Nullable String reason, @Nullable Instant nextAt);

    /** Gives up one that is open, without an attempt. */
    void giveUp(String id, String reason);

    /** Opens one again, whatever its state, with all attempts before it; false if there is none. */
    boolean redeliver(String id, Instant now);

    /** Removes all that is owed for a job. */
    void removeOf(String jobId);

    /**
     * Articles that a message tells of.
     *
     * @param about for example {@code article.failed}
     */
    record Batch(int run, String about, Set<String> articles) {
        public Batch {
            articles = Set.copyOf(articles);
        }
    }
}
