package dev.gleaner.delivery;

import java.time.Instant;
import java.util.List;

/** Runs of jobs whose end owes something. A debt is written before the run is there, and goes when all is on record. */
public interface Debts {
    /** Notes one; a repeat makes it younger. */
    void add(Debt debt);

    /** Removes one, unless it was noted again since it was read. */
    void forget(Debt debt);

    void remove(String jobId, int run);

    List<Debt> all();

    /**
     * A run of a job.
     *
     * @param articles whether its articles are told, too
     * @param since when it was noted
     */
    record Debt(String jobId, int run, boolean articles, Instant since) {
        /** {@code job_id#run}. */
        public String id() {
            return jobId + "#" + run;
        }
    }
}
