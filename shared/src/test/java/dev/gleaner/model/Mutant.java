package dev.gleaner.model;

/** A step done wrong, so that the search can show that it would notice. */
enum Mutant {
    /** The consumer tells the jobs before the task is done: who joins in between is told nothing. */
    SETTLE_BEFORE_DONE,
    /** The task goes before its jobs are told. */
    REMOVE_BEFORE_SETTLE,
    /** An entry starts its task whatever its version. */
    START_WITHOUT_VERSION,
    /** The audit acts on what it missed once. */
    AUDIT_WITHOUT_SECOND_LOOK,
    /** The audit queues again without a new version. */
    AUDIT_WITHOUT_NEW_VERSION,
    /** What was read as lost is queued again although it was started since. */
    REQUEUE_WHATEVER_IT_IS_NOW,
    /** The end of a task is written without asking whose it is. */
    DONE_WITHOUT_CLAIM,
    /** A result counts in whatever run the job is. */
    SETTLE_WITHOUT_RUN,
    /** A result counts although the article has an end. */
    SETTLE_WITHOUT_PENDING,
    /** A job joins a task that is done. */
    JOIN_DONE,
    /** The job is committed before anything leads to it. */
    COMMIT_BEFORE_INTENT,
    /** The intent goes before the job is joined. */
    REMOVE_INTENT_BEFORE_JOIN,
    /** Entries of a dead consumer come back without their mark. */
    REAP_WITHOUT_MARK,
    /** A death counts because of a mark that an earlier start left. */
    BLAME_BY_AN_OLD_MARK,
    /** A push is noted whatever version was pushed. */
    PUSHED_WITHOUT_VERSION,
    /** The entry is let go as soon as the task is done. */
    ACK_BEFORE_FINISH,
    /** A job is completed without asking whether it is still open. */
    COMPLETE_WITHOUT_STATUS,
    /** A cancelled job's task is deleted although another job waits for it. */
    REMOVE_UNWANTED_WITHOUT_WAITERS,
    /** The sweeper takes a job with nothing pending for one that is over. */
    SWEEP_WITHOUT_COMPLETION,
    /** What a process left half done is swept by nobody. */
    NO_SWEEPER
}
