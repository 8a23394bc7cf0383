package dev.gleaner.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A promise that the stores are held to. Each says in one sentence how it is broken, and by what names the facts of that are
 * told; a sentence takes the facts by their position, and need not tell all of them. Constants are printed, as {@link #id()}:
 * they keep their names.
 */
public enum Invariant {
    /** Broken by an address with several ends in its job, or with one that was never submitted. */
    ONE_END_PER_ADDRESS("%1$s: %2$s %3$s", "job_id", "article_id", "found"),

    /** Broken by a job that does not hold what was submitted. */
    JOB_IS_AS_SUBMITTED("%1$s: %4$s: expected %2$d, found %3$d", "job_id", "expected", "found", "what"),

    /** Broken by an article that counts as completed, but has no text. */
    COMPLETED_HAS_A_TEXT(
            "%1$s: %2$s is completed, but its article has no text", "job_id", "article_id", "article_exists") {
        @Override
        String sentence(List<Object> values) {
            return values.getLast().equals(true)
                    ? super.sentence(values)
                    : "%s: %s is completed, but its article is gone".formatted(values.toArray());
        }
    },

    /** Broken where total = completed + failed + pending does not hold. */
    NUMBERS_ADD_UP(
            "%1$s at revision %2$d: completed %4$d + failed %5$d + pending %6$d are not %3$d",
            "job_id", "revision", "total", "completed", "failed", "pending"),

    /** Broken by a status that the job's own numbers contradict. */
    STATUS_FITS_NUMBERS("%1$s is %2$s, but %3$s", "job_id", "status", "found"),

    /** Broken by a job that is not what it was when it ended, although its run is the same. */
    ENDED_STAYS("%1$s ended in run %2$d and %3$s", "job_id", "run", "found"),

    /** Broken by what only rises and fell, between two looks at the job. */
    DONE_NEVER_FALLS("%1$s: %2$s fell from %3$d to %4$d", "job_id", "what", "before", "after"),

    /** Broken by what only rises and fell, between two published steps in the order of their revisions. */
    PUBLISHED_NEVER_FALLS(
            "%1$s: published %2$s fell from %4$d to %5$d at revision %3$d",
            "job_id", "what", "revision", "before", "after"),

    /** Broken by a step that cannot be: more ends than articles, two truths for a revision, or ahead of what is stored. */
    PUBLISHED_IS_TRUE("%1$s: published at revision %2$d: %3$s", "job_id", "revision", "found"),

    /** Broken by an address of an open job that no task and no intent will bring to an end. */
    OPEN_ADDRESS_HAS_A_TASK("%1$s: nothing works on its open %3$s (run %2$d)", "job_id", "run", "article_id"),

    /** Broken by an open job that has nothing left to wait for, or that never began and that no intent leads to. */
    OPEN_JOB_MOVES("%1$s (run %2$d): %3$s", "job_id", "run", "found"),

    /** Broken by an open task that is nowhere in Redis with its current version, and that is not flagged to be pushed. */
    OPEN_TASK_IS_QUEUED(
            "task %1$s is %2$s, but its version %3$s is nowhere in Redis", "article_id", "state", "version"),

    /** Broken by a task that is held back although a job that is not paused waits for it. */
    HELD_BACK_IS_PAUSED(
            "task %1$s is %2$s and held back, although %3$s waits for it and is not paused",
            "article_id", "state", "job_id"),

    /** Broken by a done task that nobody settles. */
    DONE_TASK_IS_SETTLED("task %1$s is DONE and is not settled to %3$s", "article_id", "claim", "jobs"),

    /** Broken by a task that was executed more or less often than its retries and take-overs explain. */
    EXECUTIONS_ARE_EXPLAINED(
            "task %1$s (%2$s) was started %3$d times, but its retries and take-overs explain %4$d",
            "article_id", "state", "starts", "explained"),

    /** Broken by what is held under a name without a lease: no reaper would bring it back. */
    HELD_HAS_A_LEASE("entries are held by %1$s, which has no lease", "incarnation"),

    /** Broken by a lease that is over, while nobody reaps what was held under it. */
    DEAD_CONSUMERS_ARE_REAPED("the lease of %1$s is over, and it is still on record", "incarnation"),

    /** Broken by what waits for a host that is not listed: nobody would look at it again. */
    WAITING_HOST_IS_LISTED("entries wait for %1$s, which is not among the hosts that are looked at", "host"),

    /** Broken by a running count that is not the number of what is held. */
    RUNNING_COUNTS_ARE_HELD("the running count of %1$s is off by %2$+d", "host", "surplus"),

    /** Broken by pages of a submission whose job does not exist and never will. */
    NOTHING_HALF_KEPT("there are pages of %1$s, but no such job and nothing that leads to it", "job_id"),

    /** Broken by a schedule whose time has come long ago, while nobody decides what becomes of it. */
    DUE_IS_DECIDED("%1$s was due at %2$s, and nobody has decided it", "schedule", "due_at"),

    /** Broken by an occurrence with two jobs. */
    ONE_JOB_PER_OCCURRENCE("%1$s has two jobs, %2$s and %3$s", "occurrence", "job_id", "other_job_id"),

    /** Broken by an occurrence that fired, and whose job nobody makes. */
    FIRED_HAS_A_JOB("%1$s has fired, but its job %2$s does not exist", "occurrence", "job_id"),

    /** Broken by a job of a schedule whose occurrence did not fire, or fired another. */
    JOB_HAS_FIRED("%1$s was made for %2$s, which is %3$s", "job_id", "occurrence", "found"),

    /** Broken by whatever is left although all work should be over. */
    NOTHING_LEFT_AT_REST("left in %1$s: %2$s", "where", "what"),

    /** Broken by a document or an entry that cannot be read. */
    ALL_CAN_BE_READ("%2$s of %1$s cannot be read: %3$s", "where", "id", "reason");

    private final String sentence;
    private final List<String> facts;

    Invariant(String sentence, String... facts) {
        this.sentence = sentence;
        this.facts = List.of(facts);
    }

    /** The name that is printed, such as {@code numbers-add-up}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Says that it is broken.
     *
     * @param values the facts, in the order in which the constant names them
     */
    public Violation violation(Object... values) {
        if (values.length != facts.size()) {
            throw new IllegalArgumentException(
                    "%s is told by %s, not by %d facts".formatted(id(), facts, values.length));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(facts.get(i), values[i] instanceof Integer number ? number.longValue() : values[i]);
        }
        return new Violation(this, named);
    }

    /** One line for a person. */
    String sentence(List<Object> values) {
        return String.format(Locale.ROOT, sentence, values.toArray());
    }
}
