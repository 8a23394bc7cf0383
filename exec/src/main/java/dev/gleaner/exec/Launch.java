package dev.gleaner.exec;

import dev.gleaner.exec.record.JobRecord;

/** What came of a request to run a command. */
public sealed interface Launch {
    /** The run that counts. */
    JobRecord job();

    /** A new run; it may have ended already, or its command could not be started, which makes it failed. */
    record Started(JobRecord job) implements Launch {}

    /** Nothing was started, since this run succeeded recently enough. */
    record Fresh(JobRecord job) implements Launch {}
}
