package dev.gleaner.model;

import static dev.gleaner.model.World.*;

import org.jspecify.annotations.Nullable;

/** What must hold: the invariants of the checker, in the form of the model. */
final class Promises {
    private Promises() {}

    /** In every state. */
    static @Nullable String in(World world) {
        if (world.get(WRONG) != 0) {
            return switch (world.get(WRONG)) {
                case 1 -> "a result counted in a run that is not its own";
                case 2 -> "the audit took work from a living consumer";
                case 4 -> "a death counted against an article that was not liable for it";
                default -> "a task was ended by a consumer that had lost it";
            };
        }
        for (int job = 0; job < JOBS; job++) {
            String broken = job(world, job);
            if (broken != null) {
                return broken;
            }
        }
        for (int article = 0; article < ARTICLES; article++) {
            String broken = task(world, article);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    private static @Nullable String job(World world, int job) {
        int status = world.get(World.job(job, STATUS));
        if (status == NO_JOB) {
            return null;
        }
        int pending = world.get(World.job(job, PENDING));
        int failures = world.get(World.job(job, FAILURES));
        int completed = world.get(World.job(job, COMPLETED));
        int failed = world.get(World.job(job, FAILED));
        int total = world.get(World.job(job, TOTAL));
        if (completed + failed + Integer.bitCount(pending) != total) {
            return "numbers-add-up: job " + job;
        }
        if ((pending & failures) != 0 || Integer.bitCount(failures) != failed) {
            return "one-end-per-address: job " + job;
        }
        boolean fits = switch (status) {
            case JOB_COMPLETED -> pending == 0 && completed > 0;
            case JOB_FAILED -> pending == 0 && completed == 0;
            case CANCELLED -> pending != 0;
            default -> true;
        };
        if (!fits) {
            return "status-fits-numbers: job " + job;
        }
        for (int article = 0; article < ARTICLES; article++) {
            boolean mine = (world.get(World.job(job, ADDRESSES)) >>> article & 1) == 1;
            boolean ended = ((pending | failures) >>> article & 1) == 0;
            if (mine && ended && world.get(World.task(article, SCRAPED)) == 0) {
                return "completed-has-a-text: job " + job + ", article " + article;
            }
            int waiter = waiter(job, world.get(World.job(job, RUN)));
            if (world.open(job)
                    && (pending >>> article & 1) == 1
                    && world.get(World.job(job, INTENTS)) == 0
                    && (world.get(World.task(article, STATE)) == NO_TASK
                            || (world.get(World.task(article, WAITERS)) >>> waiter & 1) == 0)) {
                return "open-address-has-a-task: job " + job + ", article " + article;
            }
        }
        return null;
    }

    private static @Nullable String task(World world, int article) {
        int state = world.get(World.task(article, STATE));
        if (state == NO_TASK) {
            return null;
        }
        int explained = world.get(World.task(article, ATTEMPT))
                + world.get(World.task(article, CRASHES))
                + world.get(World.task(article, RETURNS))
                + (state == RUNNING || state == DONE ? 1 : 0);
        if (world.get(World.task(article, STARTS)) != explained) {
            return "executions-are-explained: article " + article;
        }
        if (world.get(LOOSE) == 0
                && world.get(World.task(article, OUT)) == 0
                && !world.present(article, world.get(World.task(article, VERSION)))) {
            return "open-task-is-queued: article " + article;
        }
        return null;
    }

    /** Between a state and the next. */
    static @Nullable String between(World before, World after) {
        for (int job = 0; job < JOBS; job++) {
            if (before.get(World.job(job, STATUS)) == NO_JOB) {
                continue;
            }
            boolean sameRun = before.get(World.job(job, RUN)) == after.get(World.job(job, RUN));
            int completed = after.get(World.job(job, COMPLETED)) - before.get(World.job(job, COMPLETED));
            int failed = after.get(World.job(job, FAILED)) - before.get(World.job(job, FAILED));
            if (completed < 0 || (sameRun && failed < 0)) {
                return "done-never-falls: job " + job;
            }
            boolean same = true;
            for (int field = STATUS; field <= FAILED; field++) {
                same &= before.get(World.job(job, field)) == after.get(World.job(job, field));
            }
            if (!before.open(job) && !same && (sameRun || before.get(World.job(job, STATUS)) == CANCELLED)) {
                return "ended-stays: job " + job;
            }
        }
        for (int article = 0; article < ARTICLES; article++) {
            if (after.get(World.task(article, SCRAPED)) < before.get(World.task(article, SCRAPED))) {
                return "once scraped, always scraped: article " + article;
            }
        }
        return null;
    }

    /** Where nothing moves any more. */
    static @Nullable String atRest(World world) {
        for (int job = 0; job < JOBS; job++) {
            if (world.open(job)) {
                return "nothing-left-at-rest: job " + job + " is open";
            }
            if (world.get(World.job(job, INTENTS)) != 0) {
                return "nothing-left-at-rest: an intent of job " + job;
            }
        }
        for (int article = 0; article < ARTICLES; article++) {
            if (world.get(World.task(article, STATE)) != NO_TASK) {
                return "nothing-left-at-rest: the task of article " + article;
            }
        }
        return world.everywhere() == 0 ? null : "nothing-left-at-rest: entries in Redis";
    }
}
