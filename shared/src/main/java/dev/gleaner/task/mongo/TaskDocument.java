package dev.gleaner.task.mongo;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.queue.Lane;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a task lies in its document. */
final class TaskDocument {
    private TaskDocument() {}

    static Task read(Document task) {
        return new Task(
                Fields.text(task, "_id"),
                Fields.text(task, "url"),
                Fields.text(task, "host"),
                options(task.get("fetch", Document.class)),
                TaskState.valueOf(Fields.text(task, "state")),
                Fields.texts(task, "waiters").stream().map(Waiter::parse).toList(),
                Fields.instant(task, "need_after"),
                Lane.ofRank(Fields.number(task, "lane")),
                Lane.ofRank(Fields.number(task, "pushed_lane")),
                Fields.text(task, "version"),
                task.getBoolean("out", false),
                Fields.number(task, "attempt"),
                Fields.number(task, "crashes"),
                task.getString("claim"),
                Fields.maybeInstant(task, "due_at"),
                outcome(task.get("outcome", Document.class)),
                Fields.instant(task, "created_at"));
    }

    /** Nothing for none. Headers are a list of pairs, for a name may hold what a field must not. */
    static @Nullable Document options(FetchOptions options) {
        if (options.isNone()) {
            return null;
        }
        List<Document> headers = new ArrayList<>();
        options.headers().forEach((name, value) -> headers.add(new Document("name", name).append("value", value)));
        Duration timeout = options.timeout();
        return new Document("headers", headers)
                .append("language", options.language())
                .append("timeout_ms", timeout == null ? null : timeout.toMillis());
    }

    private static FetchOptions options(@Nullable Document options) {
        if (options == null) {
            return FetchOptions.NONE;
        }
        Map<String, String> headers = new HashMap<>();
        options.getList("headers", Document.class)
                .forEach(header -> headers.put(Fields.text(header, "name"), Fields.text(header, "value")));
        Long timeout = options.getLong("timeout_ms");
        return new FetchOptions(
                headers, options.getString("language"), timeout == null ? null : Duration.ofMillis(timeout));
    }

    private static @Nullable Outcome outcome(@Nullable Document outcome) {
        if (outcome == null) {
            return null;
        }
        String code = outcome.getString("code");
        return code == null
                ? new Outcome.Succeeded(Fields.instant(outcome, "at"))
                : new Outcome.Failed(
                        ErrorCode.ofCode(code), Fields.text(outcome, "error"), Fields.instant(outcome, "at"));
    }
}
