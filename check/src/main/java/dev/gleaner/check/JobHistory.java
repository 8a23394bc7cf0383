package dev.gleaner.check;

import java.util.HashMap;
import java.util.Map;

/** What was seen of jobs before, so that what must not change or fall is noticed. Bounded; further jobs are not remembered. */
final class JobHistory {
    private static final int REMEMBERED = 200_000;

    private final Map<String, Seen> seen = new HashMap<>();

    /** Compares with what was seen before, and remembers. */
    void compare(StoredJob job, Findings certain) {
        Seen now = Seen.of(job);
        Seen before = seen.get(job.id());
        if (before != null) {
            compare(job, before, now, certain);
        }
        if (before != null || seen.size() < REMEMBERED) {
            seen.put(job.id(), now);
        }
    }

    private static void compare(StoredJob job, Seen before, Seen now, Findings certain) {
        fell(job, "run", before.run, now.run, certain);
        fell(job, "revision", before.revision, now.revision, certain);
        fell(job, "completed", before.completed, now.completed, certain);
        // That of a job with a run rises with what it finds, and all its numbers add up besides.
        if (now.total != before.total && job.runId() == null) {
            certain.add(Invariant.JOB_IS_AS_SUBMITTED.violation(
                    job.id(), before.total, now.total, "its total has changed"));
        }
        if (now.run == before.run) {
            fell(job, "done", before.done, now.done, certain);
            if (before.ended && now.hash != before.hash) {
                certain.add(Invariant.ENDED_STAYS.violation(
                        job.id(),
                        job.run(),
                        "is another than it was at an earlier look, now at revision " + job.revision()));
            }
        }
    }

    private static void fell(StoredJob job, String what, long before, long now, Findings certain) {
        if (now < before) {
            certain.add(Invariant.DONE_NEVER_FALLS.violation(job.id(), what, before, now));
        }
    }

    private record Seen(int run, long revision, int total, int completed, int done, boolean ended, long hash) {
        static Seen of(StoredJob job) {
            return new Seen(
                    job.run(),
                    job.revision(),
                    job.total(),
                    job.completed(),
                    job.done(),
                    !job.open(),
                    LongHashSet.of(job.toString()));
        }
    }
}
