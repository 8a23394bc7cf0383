package dev.gleaner.exec;

import dev.gleaner.exec.record.JobRecord;
import java.io.IOException;
import java.util.Map;

/** Gives queued jobs somebody who sees to them. */
@FunctionalInterface
interface Watchers {
    /**
     * Returns when the command is started or could not be.
     *
     * @param environment all that the command is to see
     */
    void start(JobRecord queued, Map<String, String> environment) throws IOException;
}
