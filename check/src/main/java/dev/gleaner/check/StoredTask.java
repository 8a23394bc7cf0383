package dev.gleaner.check;

import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is stored, with the account of its executions.
 *
 * @param out whether its entry may not have been pushed yet
 * @param held whether it is held back because all jobs that wait for it are paused
 * @param starts how often a consumer began to work on it
 * @param attempt attempts that failed and were to be repeated
 * @param crashes starts that took it over from a dead consumer
 * @param returns times that it was taken from a consumer that did not die: given back, or queued again by the audit
 */
public record StoredTask(
        String articleId,
        TaskState state,
        List<Waiter> waiters,
        String version,
        boolean out,
        boolean held,
        @Nullable String claim,
        int starts,
        int attempt,
        int crashes,
        int returns) {

    /** Whether nobody works on it and nobody is to, so that no entry need stand for it. */
    boolean heldBack() {
        return held && (state == TaskState.QUEUED || state == TaskState.RETRY_WAIT);
    }

    String identity() {
        return articleId + "|" + version;
    }
}
