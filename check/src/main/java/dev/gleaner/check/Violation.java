package dev.gleaner.check;

import java.util.List;

/** A promise that is not kept, with its facts. Two that are equal tell of the same thing, found again. */
public sealed interface Violation {
    /** The promise, by a name that stays. */
    String invariant();

    /** One line for a person. */
    String text();

    /** An address has several ends in its job, or none of its own: a list names it twice, or was never told of it. */
    record NotOneEnd(String jobId, String articleId, String found) implements Violation {
        @Override
        public String invariant() {
            return "one-end-per-address";
        }

        @Override
        public String text() {
            return "%s: %s %s".formatted(jobId, articleId, found);
        }
    }

    /** What was submitted is not what the job holds. */
    record NotAsSubmitted(String jobId, int expected, int found, String what) implements Violation {
        @Override
        public String invariant() {
            return "job-is-as-submitted";
        }

        @Override
        public String text() {
            return "%s: %s: expected %d, found %d".formatted(jobId, what, expected, found);
        }
    }

    /** An article counts as completed, but there is no text. */
    record CompletedWithoutText(String jobId, String articleId, boolean articleExists) implements Violation {
        @Override
        public String invariant() {
            return "completed-has-a-text";
        }

        @Override
        public String text() {
            return "%s: %s is completed, but its %s"
                    .formatted(jobId, articleId, articleExists ? "article has no text" : "article is gone");
        }
    }

    /** total = completed + failed + pending does not hold. */
    record NumbersDoNotAddUp(String jobId, long revision, int total, int completed, int failed, int pending)
            implements Violation {
        @Override
        public String invariant() {
            return "numbers-add-up";
        }

        @Override
        public String text() {
            return "%s at revision %d: completed %d + failed %d + pending %d are not %d"
                    .formatted(jobId, revision, completed, failed, pending, total);
        }
    }

    /** A status that the job's own numbers contradict. */
    record StatusContradicts(String jobId, String status, String found) implements Violation {
        @Override
        public String invariant() {
            return "status-fits-numbers";
        }

        @Override
        public String text() {
            return "%s is %s, but %s".formatted(jobId, status, found);
        }
    }

    /** A job that has ended is not what it was when it ended, although its run is the same. */
    record EndedJobChanged(String jobId, int run, String found) implements Violation {
        @Override
        public String invariant() {
            return "ended-stays";
        }

        @Override
        public String text() {
            return "%s ended in run %d and %s".formatted(jobId, run, found);
        }
    }

    /** Something that only rises fell, between two looks at the job. */
    record JobFellBack(String jobId, String what, long before, long after) implements Violation {
        @Override
        public String invariant() {
            return "done-never-falls";
        }

        @Override
        public String text() {
            return "%s: %s fell from %d to %d".formatted(jobId, what, before, after);
        }
    }

    /** Something that only rises fell, between two published steps in the order of their revisions. */
    record PublishedFellBack(String jobId, String what, long revision, long before, long after) implements Violation {
        @Override
        public String invariant() {
            return "published-never-falls";
        }

        @Override
        public String text() {
            return "%s: published %s fell from %d to %d at revision %d".formatted(jobId, what, before, after, revision);
        }
    }

    /** A published step that cannot be true: more ends than articles, two truths for a revision, or ahead of what is stored. */
    record PublishedNotTrue(String jobId, long revision, String found) implements Violation {
        @Override
        public String invariant() {
            return "published-is-true";
        }

        @Override
        public String text() {
            return "%s: published at revision %d: %s".formatted(jobId, revision, found);
        }
    }

    /** An address of an open job that no task and no intent will bring to an end. */
    record NothingWorksOnIt(String jobId, int run, String articleId) implements Violation {
        @Override
        public String invariant() {
            return "open-address-has-a-task";
        }

        @Override
        public String text() {
            return "%s: nothing works on its open %s (run %d)".formatted(jobId, articleId, run);
        }
    }

    /** An open job that has nothing left to wait for, or one that never began and that no intent leads to. */
    record StuckJob(String jobId, int run, String found) implements Violation {
        @Override
        public String invariant() {
            return "open-job-moves";
        }

        @Override
        public String text() {
            return "%s (run %d): %s".formatted(jobId, run, found);
        }
    }

    /** An open task that is nowhere in Redis with its current version, and that is not flagged for the relay. */
    record TaskLost(String articleId, String state, String version) implements Violation {
        @Override
        public String invariant() {
            return "open-task-is-queued";
        }

        @Override
        public String text() {
            return "task %s is %s, but its version %s is nowhere in Redis".formatted(articleId, state, version);
        }
    }

    /** A done task that nobody settles. */
    record DoneTaskLeft(String articleId, String claim, List<String> jobs) implements Violation {
        @Override
        public String invariant() {
            return "done-task-is-settled";
        }

        @Override
        public String text() {
            return "task %s is DONE and is not settled to %s".formatted(articleId, jobs);
        }
    }

    /** A task was executed more or less often than its retries and take-overs explain. */
    record UnexplainedStarts(String articleId, String state, int starts, int explained) implements Violation {
        @Override
        public String invariant() {
            return "executions-are-explained";
        }

        @Override
        public String text() {
            return "task %s (%s) was started %d times, but its retries and take-overs explain %d"
                    .formatted(articleId, state, starts, explained);
        }
    }

    /** Elements are held under a name that has no lease: no reaper would bring them back. */
    record HeldWithoutLease(String incarnation) implements Violation {
        @Override
        public String invariant() {
            return "held-has-a-lease";
        }

        @Override
        public String text() {
            return "elements are held by %s, which has no lease".formatted(incarnation);
        }
    }

    /** A lease is over, and nobody reaps what was held under it. */
    record LeaseNotReaped(String incarnation) implements Violation {
        @Override
        public String invariant() {
            return "dead-consumers-are-reaped";
        }

        @Override
        public String text() {
            return "the lease of %s is over, and it is still on record".formatted(incarnation);
        }
    }

    /** Elements wait for a host that is not listed: nobody would look at them again. */
    record WaitingUnlisted(String host) implements Violation {
        @Override
        public String invariant() {
            return "waiting-host-is-listed";
        }

        @Override
        public String text() {
            return "elements wait for %s, which is not among the hosts that are looked at".formatted(host);
        }
    }

    /** The running count of a host is off. */
    record RunningCountWrong(String host, long surplus) implements Violation {
        @Override
        public String invariant() {
            return "running-counts-are-held";
        }

        @Override
        public String text() {
            return "the running count of %s is off by %+d".formatted(host, surplus);
        }
    }

    /** Something is left although all work should be over. */
    record NotAtRest(String where, String what) implements Violation {
        @Override
        public String invariant() {
            return "nothing-left-at-rest";
        }

        @Override
        public String text() {
            return "left in %s: %s".formatted(where, what);
        }
    }

    /** Pages of a submission whose job does not exist and never will. */
    record PagesWithoutJob(String jobId) implements Violation {
        @Override
        public String invariant() {
            return "nothing-half-kept";
        }

        @Override
        public String text() {
            return "there are pages of %s, but no such job and nothing that leads to it".formatted(jobId);
        }
    }

    /** A document or an entry that cannot be read. */
    record Unreadable(String where, String id, String reason) implements Violation {
        @Override
        public String invariant() {
            return "all-can-be-read";
        }

        @Override
        public String text() {
            return "%s of %s cannot be read: %s".formatted(id, where, reason);
        }
    }
}
