package dev.gleaner.job;

import java.time.Instant;

/** What a client's key stands for, so that a repeated submission gets the first answer. */
public interface Idempotency {
    /** Claims a key for a job; returns the record that holds now, ours or an earlier one. */
    Kept keep(String key, String bodyHash, String jobId, Instant now);

    /** Replaces a record that names an earlier job; false if somebody else did. */
    boolean replace(String key, Kept earlier, String bodyHash, String jobId, Instant now);

    /** Removes the record of a submission that came to nothing. */
    void remove(String key, String jobId);

    /** A stored key. */
    record Kept(String bodyHash, String jobId, Instant createdAt) {}
}
