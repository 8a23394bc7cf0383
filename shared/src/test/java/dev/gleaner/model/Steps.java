package dev.gleaner.model;

import static dev.gleaner.model.World.*;

/**
 * The steps of the protocol, each as one call of a store, under the conditions of the updates in {@code MongoTasks} and {@code
 * MongoJobs} and of the scripts of the queue. Between any two of them everything else may happen.
 */
final class Steps {
    private static final int IDLE = 0;
    private static final int INTENT = 1;
    private static final int COMMIT = 2;
    private static final int JOIN = 3;
    private static final int READ = 4;
    private static final int PUSH = 5;
    private static final int PUSHED = 6;
    private static final int STILL_WANTED = 7;
    private static final int SETTLE_FRESH = 8;
    private static final int COMPLETE_FRESH = 9;
    private static final int BEGIN = 10;
    private static final int LEAVE = 11;
    private static final int REMOVE_UNWAITED = 12;
    private static final int REMOVE_INTENT = 13;
    private static final int RETRY_INTENT = 14;
    private static final int REOPEN = 15;
    private static final int CANCEL_INTENT = 16;
    private static final int CANCEL_JOB = 17;
    private static final int JOIN_REQUEUE = 18;
    private static final int JOIN_REQUEUED = 19;
    private static final int COMPLETE_SWEPT = 44;
    private static final int SETTLE = 20;
    private static final int COMPLETE = 21;
    private static final int REMOVE = 22;
    private static final int START = 30;
    private static final int FIND = 31;
    private static final int REMOVE_UNWANTED = 32;
    private static final int FETCH = 33;
    private static final int STORE = 34;
    private static final int DONE_STEP = 35;
    private static final int READ_DONE = 36;
    private static final int ACK = 37;
    private static final int RETRY_LATER = 38;
    private static final int READ_RETRY = 39;
    private static final int DEFER = 40;
    private static final int GIVE_BACK_TASK = 41;
    private static final int GIVE_BACK = 42;
    private static final int ABORT_UNWANTED = 43;
    private static final int READ_OWNER = 44;
    private static final int TURN = 45;
    private static final int COME_BACK = 46;
    private static final int LOOK_SCAN = 50;
    private static final int SECOND_PRESENT = 51;
    private static final int SECOND_FIND = 52;
    private static final int LOST = 53;
    private static final int AUDIT_PUSH = 55;
    private static final int AUDIT_PUSHED = 56;
    private static final int NEXT_LOST = 57;
    private static final int AT_ONCE = 58;
    private static final int DEAD = 99;

    /** Deaths until an article is worked on alone, and until it is given up; fewer than in truth, so that the search gets there. */
    private static final int ALONE_AFTER = 1;

    private static final int MOST_BLAMED = 1;

    /** How often an article that has to be alone finds the place taken. */
    private static final int MOST_COME_BACK = 1;

    private static final int MOST_RETRIES = 1;

    /** Where a consumer that is about to take over keeps whose it was, and whether that one was liable. */
    private static final int OWNER = P_KIND;

    private static final int OWNER_LIABLE = P_RUN;

    /** The auditor keeps here how it read each article's task. */
    private static final int READ_AS = P_JOB;

    private final Bounds bounds;

    Steps(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Is given each state that may follow, and the step that leads there. */
    interface Sink {
        void next(String step, World world);
    }

    World initial() {
        World world = new World();
        for (int job = 0; job < bounds.articles().length; job++) {
            world.set(process(job, PC), INTENT);
            world.set(process(job, P_JOB), job);
        }
        world.set(FAULTS, bounds.faults());
        world.set(WIPES, bounds.wipes());
        world.set(CANCELS, bounds.cancel() ? 1 : 0);
        world.set(RETRIES, bounds.retry() ? 1 : 0);
        world.set(AUDITS, bounds.audits());
        for (int article = 0; article < ARTICLES; article++) {
            world.set(task(article, NEXT_VERSION), 1);
            world.set(task(article, NEXT_CLAIM), 1);
        }
        return world;
    }

    /** What the processes do by themselves. */
    void work(World world, Sink sink) {
        for (int process = 0; process < PROCESS_COUNT; process++) {
            if (process >= CONSUMER && process < AUDITOR) {
                if (process - CONSUMER < bounds.consumers()) {
                    consumer(world, process - CONSUMER, sink);
                }
            } else {
                int pc = world.get(process(process, PC));
                if (pc == IDLE) {
                    begin(world, process, sink);
                } else if (pc != DEAD) {
                    step(world, process, pc, sink);
                }
            }
        }
        for (int entry : bits(world.entries(DELAYED))) {
            World next = world.copy();
            next.entries(DELAYED, next.entries(DELAYED) & ~(1 << entry));
            next.entries(LISTS, next.entries(LISTS) | 1 << entry);
            sink.next("promote", next);
        }
        for (int consumer = 0; consumer < bounds.consumers(); consumer++) {
            if (world.get(LEASE + consumer) == OVER) {
                World next = world.copy();
                reap(next, consumer);
                sink.next("reap " + consumer, next);
            }
            if (world.get(process(CONSUMER + consumer, PC)) == DEAD && world.get(LEASE + consumer) == LIVES) {
                World next = world.copy();
                next.set(LEASE + consumer, OVER);
                sink.next("lease of dead consumer ends " + consumer, next);
            }
        }
        if (world.get(AUDITS) > 0 && world.get(process(AUDITOR, PC)) == IDLE && anyTask(world)) {
            World next = world.copy();
            next.set(AUDITS, next.get(AUDITS) - 1);
            look(next);
            sink.next("audit looks", next);
        }
    }

    /** The audit that comes when nothing else moves any more. */
    void audit(World world, Sink sink) {
        if (world.get(process(AUDITOR, PC)) == IDLE && anyTask(world)) {
            World next = world.copy();
            look(next);
            sink.next("audit looks", next);
        }
    }

    /** What is done to them. */
    void faults(World world, Sink sink) {
        if (world.get(WIPES) > 0) {
            World next = world.copy();
            next.set(WIPES, next.get(WIPES) - 1);
            next.set(LOOSE, 1);
            next.entries(LISTS, 0);
            next.entries(DELAYED, 0);
            for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                next.entries(HELD + consumer, 0);
                next.set(LEASE + consumer, NO_LEASE);
                revive(next, consumer);
            }
            sink.next("FLUSHALL", next);
        }
        if (world.get(FAULTS) == 0) {
            return;
        }
        for (int process = 0; process < PROCESS_COUNT; process++) {
            int pc = world.get(process(process, PC));
            if (pc == IDLE || pc == DEAD) {
                continue;
            }
            World next = world.copy();
            next.set(FAULTS, next.get(FAULTS) - 1);
            boolean consumer = process >= CONSUMER && process < AUDITOR;
            forget(next, process);
            // Sweeper and audit run in every process: another goes on with them.
            next.set(process(process, PC), process == SWEEPER || process == AUDITOR ? IDLE : DEAD);
            if (consumer) {
                revive(next, process - CONSUMER);
            }
            next.set(WAIT_FOR, next.get(WAIT_FOR) & ~(1 << process));
            sink.next("kill " + name(process), next);
        }
        for (int consumer = 0; consumer < bounds.consumers(); consumer++) {
            int pc = world.get(process(CONSUMER + consumer, PC));
            if (world.get(LEASE + consumer) == LIVES && pc != IDLE && pc != DEAD) {
                World next = world.copy();
                next.set(FAULTS, next.get(FAULTS) - 1);
                next.set(LEASE + consumer, OVER);
                sink.next("lease ends under living consumer " + consumer, next);
            }
        }
    }

    // ---- Redis ------------------------------------------------------------------------------------------------------

    private void reap(World world, int consumer) {
        int held = world.entries(HELD + consumer);
        int revived = 0;
        for (int entry : bits(held)) {
            revived |= 1 << (bounds.has(Mutant.REAP_WITHOUT_MARK) ? entry & ~1 : entry | 1);
        }
        world.entries(HELD + consumer, 0);
        world.entries(LISTS, world.entries(LISTS) | revived);
        world.set(LEASE + consumer, NO_LEASE);
        revive(world, consumer);
    }

    /** A dead consumer is started again when nothing of its old incarnation is left. */
    private static void revive(World world, int consumer) {
        if (world.get(process(CONSUMER + consumer, PC)) == DEAD && world.get(LEASE + consumer) == NO_LEASE) {
            world.set(process(CONSUMER + consumer, PC), IDLE);
        }
    }

    private static boolean release(World world, int consumer, int entry) {
        int held = world.entries(HELD + consumer);
        world.entries(HELD + consumer, held & ~(1 << entry));
        return (held >>> entry & 1) == 1;
    }

    // ---- jobs -------------------------------------------------------------------------------------------------------

    private void settle(World world, int job, int run, int article, int outcome) {
        int bit = 1 << article;
        boolean pending = (world.get(job(job, PENDING)) & bit) != 0;
        boolean sameRun = world.get(job(job, RUN)) == run;
        if (!world.open(job)
                || !(sameRun || bounds.has(Mutant.SETTLE_WITHOUT_RUN))
                || !(pending || bounds.has(Mutant.SETTLE_WITHOUT_PENDING))) {
            return;
        }
        if (!sameRun) {
            world.set(WRONG, 1);
        }
        world.set(job(job, PENDING), world.get(job(job, PENDING)) & ~bit);
        world.set(job(job, STATUS), IN_PROGRESS);
        if (outcome == OK) {
            world.set(job(job, COMPLETED), world.get(job(job, COMPLETED)) + 1);
        } else {
            world.set(job(job, FAILED), world.get(job(job, FAILED)) + 1);
            world.set(job(job, FAILURES), world.get(job(job, FAILURES)) | bit);
        }
    }

    private void complete(World world, int job, int run) {
        boolean open = world.open(job) || (bounds.has(Mutant.COMPLETE_WITHOUT_STATUS) && world.get(job(job, RUN)) > 0);
        if (world.get(job(job, RUN)) == run
                && open
                && (world.get(job(job, PENDING)) == 0
                        || bounds.has(Mutant.COMPLETE_WITHOUT_STATUS) && !world.open(job))) {
            world.set(job(job, STATUS), world.get(job(job, COMPLETED)) > 0 ? JOB_COMPLETED : JOB_FAILED);
        }
    }

    // ---- API, sweeper -----------------------------------------------------------------------------------------------

    private void begin(World world, int process, Sink sink) {
        if (process == CANCELLER) {
            if (world.get(CANCELS) > 0 && world.open(0)) {
                World next = world.copy();
                next.set(CANCELS, 0);
                next.set(process(process, PC), CANCEL_INTENT);
                next.set(process(process, P_JOB), 0);
                next.set(process(process, P_KIND), CANCEL);
                sink.next("cancel is asked for", next);
            }
        } else if (process == SWEEPER) {
            if (!bounds.has(Mutant.NO_SWEEPER)) {
                for (int job = 0; job < JOBS; job++) {
                    sweep(world, job, sink);
                }
            }
        } else if (process < JOBS
                && process == 0
                && world.get(RETRIES) > 0
                && (world.get(job(0, STATUS)) == JOB_COMPLETED || world.get(job(0, STATUS)) == JOB_FAILED)
                && world.get(job(0, FAILURES)) != 0) {
            World next = world.copy();
            next.set(RETRIES, 0);
            next.set(process(0, PC), RETRY_INTENT);
            next.set(process(0, P_JOB), 0);
            next.set(process(0, P_LEFT), world.get(job(0, FAILURES)));
            sink.next("retry is asked for", next);
        }
    }

    private void sweep(World world, int job, Sink sink) {
        int intents = world.get(job(job, INTENTS));
        boolean exists = world.get(job(job, STATUS)) != NO_JOB;
        if (world.get(process(job, PC)) == DEAD && (intents & (SUBMIT | RETRY)) != 0) {
            int kind = (intents & SUBMIT) != 0 ? SUBMIT : RETRY;
            World next = world.copy();
            if (!exists || (kind == RETRY && world.get(job(job, RUN)) < 2)) {
                next.set(job(job, INTENTS), intents & ~kind);
                sink.next("sweeper abandons " + job, next);
            } else {
                next.set(process(SWEEPER, PC), JOIN);
                next.set(process(SWEEPER, P_JOB), job);
                next.set(process(SWEEPER, P_RUN), world.get(job(job, RUN)));
                next.set(process(SWEEPER, P_LEFT), world.get(job(job, PENDING)));
                next.set(process(SWEEPER, P_KIND), kind);
                sink.next("sweeper joins again " + job, next);
            }
        }
        if (world.get(process(CANCELLER, PC)) == DEAD && (intents & CANCEL) != 0) {
            World next = world.copy();
            if (world.get(job(job, STATUS)) == CANCELLED) {
                release(next, SWEEPER, job, CANCEL);
                sink.next("sweeper lets go " + job, next);
            } else {
                next.set(job(job, INTENTS), intents & ~CANCEL);
                sink.next("sweeper drops cancel " + job, next);
            }
        }
    }

    private static void release(World world, int process, int job, int kind) {
        world.set(process(process, PC), LEAVE);
        world.set(process(process, P_JOB), job);
        world.set(process(process, P_RUN), world.get(job(job, RUN)));
        world.set(process(process, P_LEFT), world.get(job(job, PENDING)));
        world.set(process(process, P_KIND), kind);
    }

    private void step(World before, int process, int pc, Sink sink) {
        World world = before.copy();
        int job = world.get(process(process, P_JOB));
        int run = world.get(process(process, P_RUN));
        int article = world.get(process(process, P_ARTICLE));
        String name = name(process) + " ";
        switch (pc) {
            case INTENT -> {
                if (bounds.has(Mutant.COMMIT_BEFORE_INTENT) && world.get(job(job, STATUS)) == NO_JOB) {
                    go(world, process, COMMIT);
                } else {
                    world.set(job(job, INTENTS), world.get(job(job, INTENTS)) | SUBMIT);
                    go(world, process, world.get(job(job, STATUS)) == NO_JOB ? COMMIT : JOIN);
                    world.set(process(process, P_KIND), SUBMIT);
                }
                sink.next(name + "intent", world);
            }
            case COMMIT -> {
                int wanted = 0;
                int cached = 0;
                for (int one : bits(bounds.articles()[job])) {
                    if (world.get(task(one, SCRAPED)) == 1) {
                        cached++;
                    } else {
                        wanted |= 1 << one;
                    }
                }
                world.set(job(job, STATUS), wanted == 0 ? JOB_COMPLETED : JOB_PENDING);
                world.set(job(job, RUN), 1);
                world.set(job(job, PENDING), wanted);
                world.set(job(job, COMPLETED), cached);
                world.set(job(job, ADDRESSES), bounds.articles()[job]);
                world.set(job(job, TOTAL), Integer.bitCount(bounds.articles()[job]));
                world.set(process(process, P_RUN), 1);
                world.set(process(process, P_LEFT), wanted);
                if (bounds.has(Mutant.COMMIT_BEFORE_INTENT)) {
                    go(world, process, INTENT);
                } else if (wanted == 0) {
                    go(world, process, REMOVE_INTENT);
                } else {
                    go(world, process, JOIN);
                    if (bounds.has(Mutant.REMOVE_INTENT_BEFORE_JOIN)) {
                        world.set(job(job, INTENTS), 0);
                    }
                }
                sink.next(name + "commit", world);
            }
            case JOIN -> {
                int left = world.get(process(process, P_LEFT));
                if (left == 0) {
                    go(world, process, BEGIN);
                    step(world, process, BEGIN, sink);
                    return;
                }
                int next = Integer.numberOfTrailingZeros(left);
                world.set(process(process, P_ARTICLE), next);
                world.set(process(process, P_VERSION), 0);
                join(world, process, next, job, run);
                go(world, process, READ);
                sink.next(name + "join " + next, world);
            }
            case READ -> {
                int state = world.get(task(article, STATE));
                boolean waits = (world.get(task(article, WAITERS)) >>> waiter(job, run) & 1) == 1;
                boolean out = world.get(task(article, OUT)) == 1;
                int created = world.get(process(process, P_VERSION));
                if (state == NO_TASK) {
                    go(world, process, STILL_WANTED);
                } else if (state == DONE && !bounds.has(Mutant.JOIN_DONE)) {
                    finish(world, process, article, STILL_WANTED);
                } else if (!waits) {
                    go(world, process, STILL_WANTED);
                } else if (created != 0 && world.get(task(article, VERSION)) == created && out) {
                    go(world, process, PUSH);
                } else if (process == SWEEPER && out) {
                    world.set(process(process, P_VERSION), world.get(task(article, VERSION)));
                    world.set(process(process, P_OUTCOME), asRead(world, article));
                    go(world, process, JOIN_REQUEUE);
                } else {
                    joined(world, process, article);
                }
                sink.next(name + "read " + article, world);
            }
            case JOIN_REQUEUE -> {
                int seen = world.get(process(process, P_VERSION));
                world.set(
                        process(process, P_VERSION),
                        requeue(world, article, seen, world.get(process(process, P_OUTCOME))));
                go(world, process, JOIN_REQUEUED);
                sink.next(name + "requeue " + article, world);
            }
            case JOIN_REQUEUED -> {
                int version = world.get(process(process, P_VERSION));
                if (version != 0
                        && world.get(task(article, STATE)) != NO_TASK
                        && world.get(task(article, VERSION)) == version) {
                    go(world, process, PUSH);
                } else {
                    joined(world, process, article);
                }
                sink.next(name + "read requeued " + article, world);
            }
            case PUSH -> {
                push(world, article, world.get(process(process, P_VERSION)));
                go(world, process, PUSHED);
                sink.next(name + "push " + article, world);
            }
            case PUSHED -> {
                pushed(world, article, world.get(process(process, P_VERSION)));
                joined(world, process, article);
                sink.next(name + "pushed " + article, world);
            }
            case STILL_WANTED -> {
                if ((world.get(job(job, PENDING)) >>> article & 1) == 0) {
                    joined(world, process, article);
                } else if (world.get(task(article, SCRAPED)) == 1 && run == 1) {
                    go(world, process, SETTLE_FRESH);
                } else {
                    go(world, process, JOIN);
                }
                sink.next(name + "still wanted " + article, world);
            }
            case SETTLE_FRESH -> {
                settle(world, job, run, article, OK);
                go(world, process, COMPLETE_FRESH);
                sink.next(name + "settle fresh " + article, world);
            }
            case COMPLETE_FRESH -> {
                complete(world, job, run);
                joined(world, process, article);
                sink.next(name + "complete", world);
            }
            case BEGIN -> {
                int status = world.get(job(job, STATUS));
                if (status == JOB_PENDING) {
                    world.set(job(job, STATUS), IN_PROGRESS);
                    go(world, process, REMOVE_INTENT);
                } else if (status == CANCELLED) {
                    release(world, process, job, world.get(process(process, P_KIND)));
                } else {
                    go(world, process, REMOVE_INTENT);
                }
                if (process == SWEEPER && status != CANCELLED && !bounds.has(Mutant.SWEEP_WITHOUT_COMPLETION)) {
                    go(world, process, COMPLETE_SWEPT);
                }
                sink.next(name + "begin", world);
            }
            case COMPLETE_SWEPT -> {
                complete(world, job, run);
                go(world, process, REMOVE_INTENT);
                sink.next(name + "complete", world);
            }
            case LEAVE -> {
                int left = world.get(process(process, P_LEFT));
                int next = Integer.numberOfTrailingZeros(left);
                if (world.openTask(next)) {
                    world.set(task(next, WAITERS), world.get(task(next, WAITERS)) & ~(1 << waiter(job, run)));
                }
                left &= left - 1;
                world.set(process(process, P_LEFT), left);
                if (left == 0) {
                    world.set(process(process, P_LEFT), world.get(job(job, PENDING)));
                    go(world, process, REMOVE_UNWAITED);
                }
                sink.next(name + "leave " + next, world);
            }
            case REMOVE_UNWAITED -> {
                int left = world.get(process(process, P_LEFT));
                int next = Integer.numberOfTrailingZeros(left);
                int state = world.get(task(next, STATE));
                if ((state == QUEUED || state == RETRY_WAIT)
                        && (world.get(task(next, WAITERS)) == 0
                                || bounds.has(Mutant.REMOVE_UNWANTED_WITHOUT_WAITERS))) {
                    delete(world, next);
                }
                left &= left - 1;
                world.set(process(process, P_LEFT), left);
                if (left == 0) {
                    go(world, process, REMOVE_INTENT);
                }
                sink.next(name + "remove unwanted " + next, world);
            }
            case REMOVE_INTENT -> {
                world.set(job(job, INTENTS), world.get(job(job, INTENTS)) & ~world.get(process(process, P_KIND)));
                forget(world, process);
                sink.next(name + "remove intent", world);
            }
            case RETRY_INTENT -> {
                world.set(job(job, INTENTS), world.get(job(job, INTENTS)) | RETRY);
                world.set(process(process, P_KIND), RETRY);
                go(world, process, REOPEN);
                sink.next(name + "retry intent", world);
            }
            case REOPEN -> {
                int failed = world.get(process(process, P_LEFT));
                int status = world.get(job(job, STATUS));
                if (world.get(job(job, RUN)) == 1
                        && (status == JOB_COMPLETED || status == JOB_FAILED)
                        && world.get(job(job, FAILED)) == Integer.bitCount(failed)) {
                    world.set(job(job, STATUS), IN_PROGRESS);
                    world.set(job(job, RUN), 2);
                    world.set(job(job, PENDING), failed);
                    world.set(job(job, FAILURES), 0);
                    world.set(job(job, FAILED), 0);
                    world.set(process(process, P_RUN), 2);
                    go(world, process, JOIN);
                } else {
                    go(world, process, REMOVE_INTENT);
                }
                sink.next(name + "reopen", world);
            }
            case CANCEL_INTENT -> {
                world.set(job(job, INTENTS), world.get(job(job, INTENTS)) | CANCEL);
                go(world, process, CANCEL_JOB);
                sink.next(name + "cancel intent", world);
            }
            case CANCEL_JOB -> {
                if (world.open(job) && world.get(job(job, PENDING)) != 0) {
                    world.set(job(job, STATUS), CANCELLED);
                    release(world, process, job, CANCEL);
                } else {
                    go(world, process, REMOVE_INTENT);
                }
                sink.next(name + "cancel", world);
            }
            case SETTLE, COMPLETE, REMOVE -> finishing(world, process, pc, sink);
            default -> auditing(world, process, pc, sink);
        }
    }

    private void joined(World world, int process, int article) {
        world.set(process(process, P_LEFT), world.get(process(process, P_LEFT)) & ~(1 << article));
        world.set(process(process, P_VERSION), 0);
        go(world, process, JOIN);
    }

    private void join(World world, int process, int article, int job, int run) {
        int waiter = 1 << waiter(job, run);
        int state = world.get(task(article, STATE));
        if (world.openTask(article) || (state == DONE && bounds.has(Mutant.JOIN_DONE))) {
            world.set(task(article, WAITERS), world.get(task(article, WAITERS)) | waiter);
        } else if (state == NO_TASK) {
            int version = fresh(world, article, NEXT_VERSION);
            world.set(task(article, STATE), QUEUED);
            world.set(task(article, WAITERS), waiter);
            world.set(task(article, VERSION), version);
            world.set(task(article, OUT), 1);
            world.set(process(process, P_VERSION), version);
        }
    }

    private static void push(World world, int article, int version) {
        world.entries(LISTS, world.entries(LISTS) | 1 << entry(article, version));
    }

    private void pushed(World world, int article, int version) {
        if (world.get(task(article, STATE)) != NO_TASK
                && (world.get(task(article, VERSION)) == version || bounds.has(Mutant.PUSHED_WITHOUT_VERSION))) {
            world.set(task(article, OUT), 0);
        }
    }

    /** State and flag of a task. */
    private static int asRead(World world, int article) {
        return world.get(task(article, STATE)) * 2 + world.get(task(article, OUT));
    }

    /** A new version, or 0 if the task is not as it was read. */
    private int requeue(World world, int article, int seen, int read) {
        int state = world.get(task(article, STATE));
        if (!world.openTask(article)
                || world.get(task(article, VERSION)) != seen
                || (asRead(world, article) != read && !bounds.has(Mutant.REQUEUE_WHATEVER_IT_IS_NOW))) {
            return 0;
        }
        int version = bounds.has(Mutant.AUDIT_WITHOUT_NEW_VERSION) ? seen : fresh(world, article, NEXT_VERSION);
        if (state == RUNNING) {
            world.set(task(article, STATE), QUEUED);
            world.set(task(article, RETURNS), world.get(task(article, RETURNS)) + 1);
            if (world.get(LOOSE) == 0) {
                // Work was taken from a consumer although no entry was ever lost.
                world.set(WRONG, 2);
            }
        }
        world.set(task(article, VERSION), version);
        world.set(task(article, OUT), 1);
        world.set(task(article, CLAIM), 0);
        return version;
    }

    // ---- finish -----------------------------------------------------------------------------------------------------

    /** Begins to settle the task as it is now. */
    private void finish(World world, int process, int article, int thenGo) {
        world.set(process(process, P_ARTICLE), article);
        world.set(process(process, P_WAITERS), world.get(task(article, WAITERS)));
        world.set(process(process, P_OUTCOME), world.get(task(article, OUTCOME)));
        world.set(process(process, P_CLAIM), world.get(task(article, CLAIM)));
        world.set(process(process, P_RETURN), thenGo);
        boolean removeFirst = bounds.has(Mutant.REMOVE_BEFORE_SETTLE);
        go(world, process, removeFirst || world.get(task(article, WAITERS)) == 0 ? REMOVE : SETTLE);
    }

    private void finishing(World world, int process, int pc, Sink sink) {
        int article = world.get(process(process, P_ARTICLE));
        int waiters = world.get(process(process, P_WAITERS));
        int waiter = Integer.numberOfTrailingZeros(waiters);
        String name = name(process) + " ";
        switch (pc) {
            case SETTLE -> {
                settle(world, waiter / 2, waiter % 2 + 1, article, world.get(process(process, P_OUTCOME)));
                go(world, process, COMPLETE);
                sink.next(name + "settle " + waiter / 2, world);
            }
            case COMPLETE -> {
                complete(world, waiter / 2, waiter % 2 + 1);
                waiters &= waiters - 1;
                world.set(process(process, P_WAITERS), waiters);
                boolean over = waiters == 0;
                boolean removed = bounds.has(Mutant.REMOVE_BEFORE_SETTLE);
                go(world, process, !over ? SETTLE : removed ? world.get(process(process, P_RETURN)) : REMOVE);
                if (over && bounds.has(Mutant.SETTLE_BEFORE_DONE) && process >= CONSUMER && process < AUDITOR) {
                    go(world, process, DONE_STEP);
                }
                sink.next(name + "complete " + waiter / 2, world);
            }
            default -> {
                if (world.get(task(article, STATE)) == DONE
                        && world.get(task(article, CLAIM)) == world.get(process(process, P_CLAIM))) {
                    delete(world, article);
                }
                boolean settled = waiters == 0 || !bounds.has(Mutant.REMOVE_BEFORE_SETTLE);
                go(world, process, settled ? world.get(process(process, P_RETURN)) : SETTLE);
                sink.next(name + "remove " + article, world);
            }
        }
    }

    // ---- consumer ---------------------------------------------------------------------------------------------------

    private void consumer(World before, int consumer, Sink sink) {
        int process = CONSUMER + consumer;
        int pc = before.get(process(process, PC));
        String name = name(process) + " ";
        if (pc == IDLE) {
            idle(before, consumer, process, sink);
            return;
        }
        if (pc == DEAD) {
            return;
        }
        World world = before.copy();
        int entry = world.get(process(process, P_ENTRY));
        int article = articleOf(entry);
        int claim = world.get(process(process, P_CLAIM));
        boolean mine = world.get(task(article, STATE)) == RUNNING && world.get(task(article, CLAIM)) == claim;
        switch (pc) {
            case READ_OWNER -> {
                if (world.get(task(article, STATE)) == RUNNING) {
                    int owner = world.get(task(article, CLAIM));
                    int liable = world.get(task(article, LIABLE));
                    boolean marked = bounds.has(Mutant.BLAME_BY_AN_OLD_MARK) ? liable != 0 : liable == owner;
                    world.set(process(process, OWNER), owner);
                    world.set(process(process, OWNER_LIABLE), marked ? 1 : 0);
                }
                go(world, process, START);
                sink.next(name + "read owner " + article, world);
            }
            case START -> {
                start(world, process, entry);
                go(world, process, FIND);
                sink.next(name + "start " + article, world);
            }
            case FIND -> found(world, consumer, process, entry, sink);
            case REMOVE_UNWANTED, ABORT_UNWANTED -> {
                if (mine && world.get(task(article, WAITERS)) == 0) {
                    delete(world, article);
                }
                boolean gone = world.get(task(article, STATE)) == NO_TASK || world.get(task(article, CLAIM)) != claim;
                go(world, process, gone ? ACK : pc == REMOVE_UNWANTED ? FETCH : GIVE_BACK_TASK);
                sink.next(name + "remove unwanted " + article, world);
            }
            case TURN -> {
                if (mine) {
                    world.set(task(article, LIABLE), claim);
                }
                go(world, process, FETCH);
                sink.next(name + "works alone on " + article, world);
            }
            case FETCH -> fetch(before, consumer, process, article, sink);
            case STORE -> {
                world.set(task(article, SCRAPED), 1);
                if (bounds.has(Mutant.SETTLE_BEFORE_DONE)) {
                    world.set(process(process, P_WAITERS), world.get(task(article, WAITERS)));
                    world.set(process(process, P_ARTICLE), article);
                    go(world, process, world.get(task(article, WAITERS)) == 0 ? DONE_STEP : SETTLE);
                } else {
                    go(world, process, DONE_STEP);
                }
                sink.next(name + "store article " + article, world);
            }
            case DONE_STEP -> {
                boolean any = bounds.has(Mutant.DONE_WITHOUT_CLAIM) && world.get(task(article, STATE)) == RUNNING;
                if (mine || any) {
                    world.set(task(article, STATE), DONE);
                    world.set(task(article, OUTCOME), world.get(process(process, P_OUTCOME)));
                    if (!mine) {
                        world.set(WRONG, 3);
                    }
                }
                go(world, process, READ_DONE);
                sink.next(name + "done " + article, world);
            }
            case READ_DONE -> {
                if (world.get(task(article, STATE)) == DONE && world.get(task(article, CLAIM)) == claim) {
                    if (bounds.has(Mutant.ACK_BEFORE_FINISH)) {
                        release(world, consumer, entry);
                    }
                    finish(world, process, article, ACK);
                    if (bounds.has(Mutant.SETTLE_BEFORE_DONE)) {
                        go(world, process, REMOVE);
                    }
                } else {
                    go(world, process, ACK);
                }
                sink.next(name + "read done " + article, world);
            }
            case ACK -> {
                release(world, consumer, entry);
                forget(world, process);
                sink.next(name + "ack", world);
            }
            case RETRY_LATER -> {
                if (mine) {
                    world.set(task(article, STATE), RETRY_WAIT);
                    world.set(task(article, ATTEMPT), world.get(task(article, ATTEMPT)) + 1);
                }
                go(world, process, READ_RETRY);
                sink.next(name + "retry later " + article, world);
            }
            case READ_RETRY -> {
                boolean waits =
                        world.get(task(article, STATE)) == RETRY_WAIT && world.get(task(article, CLAIM)) == claim;
                go(world, process, waits ? DEFER : ACK);
                sink.next(name + "read retry " + article, world);
            }
            case DEFER -> {
                if (release(world, consumer, entry)) {
                    world.entries(DELAYED, world.entries(DELAYED) | 1 << (entry & ~1));
                }
                forget(world, process);
                sink.next(name + "defer " + article, world);
            }
            case GIVE_BACK_TASK, COME_BACK -> {
                if (mine) {
                    world.set(task(article, STATE), QUEUED);
                    world.set(task(article, CLAIM), 0);
                    world.set(task(article, RETURNS), world.get(task(article, RETURNS)) + 1);
                }
                go(world, process, pc == COME_BACK ? DEFER : GIVE_BACK);
                sink.next(name + "give back task " + article, world);
            }
            case GIVE_BACK -> {
                if (release(world, consumer, entry)) {
                    world.entries(LISTS, world.entries(LISTS) | 1 << entry);
                }
                forget(world, process);
                sink.next(name + "give back", world);
            }
            default -> finishing(world, process, pc, sink);
        }
    }

    private static void idle(World before, int consumer, int process, Sink sink) {
        if (before.get(LEASE + consumer) == NO_LEASE && before.entries(LISTS) != 0) {
            World world = before.copy();
            world.set(LEASE + consumer, LIVES);
            sink.next(name(process) + " register", world);
        } else if (before.get(LEASE + consumer) == LIVES) {
            for (int entry : bits(before.entries(LISTS))) {
                World world = before.copy();
                world.entries(LISTS, world.entries(LISTS) & ~(1 << entry));
                world.entries(HELD + consumer, world.entries(HELD + consumer) | 1 << entry);
                world.set(process(process, P_ENTRY), entry);
                world.set(process(process, PC), revived(entry) ? READ_OWNER : START);
                sink.next(name(process) + " claim " + entry, world);
            }
        }
    }

    private void start(World world, int process, int entry) {
        int article = articleOf(entry);
        int state = world.get(task(article, STATE));
        boolean version =
                world.get(task(article, VERSION)) == versionOf(entry) || bounds.has(Mutant.START_WITHOUT_VERSION);
        int owner = world.get(process(process, OWNER));
        boolean takeOver = state == RUNNING && revived(entry) && owner != 0 && world.get(task(article, CLAIM)) == owner;
        boolean liable = world.get(process(process, OWNER_LIABLE)) == 1;
        world.set(process(process, OWNER), 0);
        world.set(process(process, OWNER_LIABLE), 0);
        world.set(process(process, P_CLAIM), 0);
        if (version && (state == QUEUED || state == RETRY_WAIT || takeOver)) {
            int claim = fresh(world, article, NEXT_CLAIM);
            world.set(process(process, P_CLAIM), claim);
            world.set(task(article, STATE), RUNNING);
            world.set(task(article, CLAIM), claim);
            world.set(task(article, OUT), 0);
            world.set(task(article, STARTS), world.get(task(article, STARTS)) + 1);
            if (world.get(LEASE + process - CONSUMER) != LIVES) {
                world.set(LOOSE, 1);
            }
            if (takeOver) {
                world.set(task(article, CRASHES), world.get(task(article, CRASHES)) + 1);
            }
            if (takeOver && liable) {
                world.set(task(article, BLAMED), world.get(task(article, BLAMED)) + 1);
                if (world.get(task(article, LIABLE)) != owner) {
                    world.set(WRONG, 4);
                }
            }
        }
    }

    private void found(World world, int consumer, int process, int entry, Sink sink) {
        int article = articleOf(entry);
        int claim = world.get(process(process, P_CLAIM));
        int state = world.get(task(article, STATE));
        int waiters = world.get(task(article, WAITERS));
        boolean version =
                world.get(task(article, VERSION)) == versionOf(entry) || bounds.has(Mutant.START_WITHOUT_VERSION);
        // A text from before another run of the failed is too old for it.
        boolean anotherRun = (waiters & (1 << waiter(0, 2) | 1 << waiter(1, 2))) != 0;
        if (state == NO_TASK || (state != DONE && !version)) {
            go(world, process, ACK);
        } else if (state == DONE) {
            finish(world, process, article, ACK);
        } else if (state == RUNNING && claim != 0 && world.get(task(article, CLAIM)) == claim) {
            if (waiters == 0) {
                go(world, process, REMOVE_UNWANTED);
            } else if (world.get(task(article, BLAMED)) >= MOST_BLAMED) {
                world.set(process(process, P_OUTCOME), FAIL);
                go(world, process, DONE_STEP);
            } else if (world.get(task(article, SCRAPED)) == 1 && !anotherRun) {
                world.set(process(process, P_OUTCOME), OK);
                go(world, process, DONE_STEP);
            } else if (world.get(task(article, CRASHES)) >= ALONE_AFTER) {
                if (world.get(task(article, RETURNS)) < MOST_COME_BACK) {
                    World taken = world.copy();
                    go(taken, process, COME_BACK);
                    sink.next(name(process) + " finds the place taken for " + article, taken);
                }
                go(world, process, TURN);
            } else {
                go(world, process, FETCH);
            }
        } else if (state == RETRY_WAIT) {
            go(world, process, DEFER);
        } else {
            go(world, process, ACK);
        }
        sink.next(name(process) + " find " + article, world);
    }

    private void fetch(World before, int consumer, int process, int article, Sink sink) {
        String name = name(process) + " ";
        World ok = before.copy();
        ok.set(process(process, P_OUTCOME), OK);
        go(ok, process, STORE);
        sink.next(name + "fetched " + article, ok);
        if (bounds.failures()) {
            World failed = before.copy();
            failed.set(process(process, P_OUTCOME), FAIL);
            go(failed, process, DONE_STEP);
            sink.next(name + "failed for good " + article, failed);
            if (before.get(task(article, ATTEMPT)) < MOST_RETRIES) {
                World later = before.copy();
                go(later, process, RETRY_LATER);
                sink.next(name + "failed for now " + article, later);
            }
        }
        if (before.get(task(article, STATE)) != NO_TASK && before.get(task(article, WAITERS)) == 0) {
            World aborted = before.copy();
            go(aborted, process, ABORT_UNWANTED);
            sink.next(name + "aborts what nobody wants " + article, aborted);
        }
        if (before.get(LEASE + consumer) != LIVES) {
            World fenced = before.copy();
            forget(fenced, process);
            sink.next(name + "is fenced and leaves " + article, fenced);
        }
        if (before.get(FAULTS) > 0) {
            World stopping = before.copy();
            stopping.set(FAULTS, stopping.get(FAULTS) - 1);
            go(stopping, process, GIVE_BACK_TASK);
            sink.next(name + "stops and gives back " + article, stopping);
        }
    }

    // ---- audit ------------------------------------------------------------------------------------------------------

    private static void look(World world) {
        world.set(PRESENT, identities(world));
        world.set(process(AUDITOR, PC), LOOK_SCAN);
    }

    private void auditing(World world, int process, int pc, Sink sink) {
        int article = world.get(process(process, P_ARTICLE));
        switch (pc) {
            case LOOK_SCAN -> {
                int suspects = 0;
                for (int one = 0; one < ARTICLES; one++) {
                    int version = world.get(task(one, VERSION));
                    if (world.get(task(one, STATE)) != NO_TASK && !seen(world.get(PRESENT), one, version)) {
                        suspects |= version << 3 * one;
                    }
                }
                world.set(SUSPECTS, suspects);
                world.set(PRESENT, 0);
                int joining = 0;
                for (int one = 0; one < PROCESS_COUNT; one++) {
                    joining |= midJoin(world.get(process(one, PC))) ? 1 << one : 0;
                }
                world.set(WAIT_FOR, joining);
                if (world.get(LOOSE) == 1) {
                    // Where all was lost, what only waits is pushed again at once, as it was read.
                    World repairing = world.copy();
                    int waiting = 0;
                    for (int one = 0; one < ARTICLES; one++) {
                        int state = world.get(task(one, STATE));
                        if ((suspects >>> 3 * one & 7) != 0
                                && (state == QUEUED || state == RETRY_WAIT)
                                && world.get(task(one, OUT)) == 0) {
                            waiting |= 1 << one;
                        }
                    }
                    if (waiting != 0) {
                        repairing.set(process(process, P_LEFT), waiting);
                        repairing.set(WAIT_FOR, 0);
                        go(repairing, process, AT_ONCE);
                        sink.next("audit repairs at once", repairing);
                    }
                }
                boolean atOnce = bounds.has(Mutant.AUDIT_WITHOUT_SECOND_LOOK);
                if (suspects == 0) {
                    forget(world, process);
                } else {
                    go(world, process, atOnce ? SECOND_FIND : SECOND_PRESENT);
                }
                sink.next("audit scans", world);
            }
            case SECOND_PRESENT -> {
                // Seconds later: what was being pushed at the first look is pushed, or its process is dead.
                if (world.get(WAIT_FOR) == 0) {
                    world.set(PRESENT, identities(world));
                    go(world, process, SECOND_FIND);
                    sink.next("audit looks again", world);
                }
            }
            case SECOND_FIND -> {
                int lost = 0;
                for (int one = 0; one < ARTICLES; one++) {
                    int version = world.get(SUSPECTS) >>> 3 * one & 7;
                    if (version != 0
                            && world.get(task(one, STATE)) != NO_TASK
                            && world.get(task(one, VERSION)) == version
                            && !seen(world.get(PRESENT), one, version)) {
                        lost |= 1 << one;
                        world.set(process(process, READ_AS + one), asRead(world, one));
                    }
                }
                world.set(PRESENT, 0);
                world.set(process(process, P_LEFT), lost);
                nextLost(world, process);
                sink.next("audit finds " + lost, world);
            }
            case LOST -> {
                int seen = world.get(SUSPECTS) >>> 3 * article & 7;
                int version = requeue(world, article, seen, world.get(process(process, READ_AS + article)));
                world.set(process(process, P_VERSION), version);
                if (version == 0) {
                    nextLost(world, process);
                } else {
                    go(world, process, AUDIT_PUSH);
                }
                sink.next("audit requeues " + article, world);
            }
            case AUDIT_PUSH -> {
                push(world, article, world.get(process(process, P_VERSION)));
                go(world, process, AUDIT_PUSHED);
                sink.next("audit pushes " + article, world);
            }
            case AT_ONCE -> {
                int left = world.get(process(process, P_LEFT));
                int one = Integer.numberOfTrailingZeros(left);
                push(world, one, world.get(SUSPECTS) >>> 3 * one & 7);
                world.set(process(process, P_LEFT), left & left - 1);
                if ((left & left - 1) == 0) {
                    forget(world, process);
                    world.set(SUSPECTS, 0);
                }
                sink.next("audit pushes again " + one, world);
            }
            case NEXT_LOST -> {
                nextLost(world, process);
                sink.next("audit goes on", world);
            }
            default -> {
                pushed(world, article, world.get(process(process, P_VERSION)));
                nextLost(world, process);
                sink.next("audit notes the push " + article, world);
            }
        }
    }

    private void nextLost(World world, int process) {
        int left = world.get(process(process, P_LEFT));
        if (left == 0) {
            forget(world, process);
            world.set(SUSPECTS, 0);
            return;
        }
        int article = Integer.numberOfTrailingZeros(left);
        world.set(process(process, P_LEFT), left & left - 1);
        world.set(process(process, P_ARTICLE), article);
        world.set(process(process, P_VERSION), 0);
        if (world.get(task(article, STATE)) == DONE) {
            finish(world, process, article, NEXT_LOST);
        } else {
            go(world, process, LOST);
        }
    }

    /** The present versions, three bits for each article. */
    private static int identities(World world) {
        int all = world.everywhere();
        int identities = 0;
        for (int article = 0; article < ARTICLES; article++) {
            // Older ones are asked for by nobody: a version is in its task before it is in Redis.
            for (int version = 1; version <= VERSIONS; version++) {
                if ((all >>> entry(article, version) & 3) != 0
                        && world.get(task(article, VERSION)) == version
                        && world.get(task(article, STATE)) != NO_TASK) {
                    identities |= version << 3 * article;
                }
            }
        }
        return identities;
    }

    private static boolean seen(int identities, int article, int version) {
        return (identities >>> 3 * article & 7) == version;
    }

    private static boolean midJoin(int pc) {
        return pc == READ || pc == PUSH || pc == PUSHED || pc == JOIN_REQUEUE || pc == JOIN_REQUEUED;
    }

    // ---- common -----------------------------------------------------------------------------------------------------

    private static void go(World world, int process, int pc) {
        world.set(process(process, PC), pc);
        if (!midJoin(pc)) {
            world.set(WAIT_FOR, world.get(WAIT_FOR) & ~(1 << process));
        }
    }

    private static void forget(World world, int process) {
        for (int field = PC; field <= P_KIND; field++) {
            world.set(process(process, field), 0);
        }
        world.set(WAIT_FOR, world.get(WAIT_FOR) & ~(1 << process));
        if (process == AUDITOR) {
            world.set(SUSPECTS, 0);
            world.set(PRESENT, 0);
            world.set(WAIT_FOR, 0);
        }
    }

    private static void delete(World world, int article) {
        for (int field = STATE; field <= OUTCOME; field++) {
            world.set(task(article, field), 0);
        }
    }

    /** A token that was never used for this article before. */
    private static int fresh(World world, int article, int counter) {
        int token = world.get(task(article, counter));
        if (token > VERSIONS) {
            throw new OutOfTokens();
        }
        world.set(task(article, counter), token + 1);
        return token;
    }

    private static boolean anyTask(World world) {
        for (int article = 0; article < ARTICLES; article++) {
            if (world.get(task(article, STATE)) != NO_TASK) {
                return true;
            }
        }
        return false;
    }

    private static int[] bits(int set) {
        int[] bits = new int[Integer.bitCount(set)];
        int count = 0;
        for (int left = set; left != 0; left &= left - 1) {
            bits[count++] = Integer.numberOfTrailingZeros(left);
        }
        return bits;
    }

    private static String name(int process) {
        if (process < JOBS) {
            return "api" + process;
        }
        if (process == CANCELLER) {
            return "canceller";
        }
        if (process == SWEEPER) {
            return "sweeper";
        }
        return process == AUDITOR ? "audit" : "consumer" + (process - CONSUMER);
    }

    /** The search has gone as far as a state has room for. */
    static final class OutOfTokens extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTokens() {
            super("more versions or claims than a state has room for", null, false, false);
        }
    }
}
