package dev.gleaner.task.mongo;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.fetch.mongo.FetchDocument;
import dev.gleaner.job.Effort;
import dev.gleaner.job.mongo.EffortDocument;
import dev.gleaner.job.mongo.TryDocument;
import dev.gleaner.queue.Lane;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a task lies in its document. */
final class TaskDocument {
    private TaskDocument() {}

    static Task read(Document task, FetchDocument fetch) {
        return new Task(
                Fields.text(task, "_id"),
                Fields.text(task, "url"),
                Fields.text(task, "host"),
                fetch.read(task.get("fetch", Document.class)),
                pace(task),
                TaskState.valueOf(Fields.text(task, "state")),
                Fields.texts(task, "waiters").stream().map(Waiter::parse).toList(),
                Fields.instant(task, "need_after"),
                Lane.ofRank(Fields.number(task, "pushed_lane")),
                Fields.text(task, "version"),
                task.getBoolean("out", false),
                Fields.number(task, "attempt"),
                Fields.number(task, "crashes"),
                // Tasks of older versions have none.
                task.getInteger("blamed", 0),
                task.getBoolean("held", false),
                task.getString("claim"),
                Fields.maybeInstant(task, "due_at"),
                outcome(task.get("outcome", Document.class)),
                Fields.instant(task, "created_at"),
                Fields.maybeInstant(task, "started_at"),
                TryDocument.read(task, "tries"));
    }

    private static JobPace pace(Document task) {
        Long delay = task.getLong("host_delay_ms");
        return new JobPace(delay == null ? null : Duration.ofMillis(delay), task.getInteger("host_max_concurrent"));
    }

    private static @Nullable Outcome outcome(@Nullable Document outcome) {
        if (outcome == null) {
            return null;
        }
        String code = outcome.getString("code");
        Effort effort = EffortDocument.read(outcome.get("effort", Document.class));
        return code == null
                ? new Outcome.Succeeded(Fields.instant(outcome, "at"), effort)
                : new Outcome.Failed(
                        ErrorCode.ofCode(code), Fields.text(outcome, "error"), Fields.instant(outcome, "at"), effort);
    }
}
