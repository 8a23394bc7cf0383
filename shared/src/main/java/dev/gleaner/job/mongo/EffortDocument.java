package dev.gleaner.job.mongo;

import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How an effort lies in a document; there may be many, so its names are short. */
public final class EffortDocument {
    private EffortDocument() {}

    public static @Nullable Document of(@Nullable Effort effort) {
        return effort == null
                ? null
                : new Document("brought", effort.brought().name())
                        .append("body", effort.bodyBytes())
                        .append("content", effort.contentBytes())
                        .append(
                                "ms",
                                effort.duration() == null
                                        ? null
                                        : effort.duration().toMillis())
                        .append("attempts", effort.attempts())
                        .append("tries", TryDocument.of(effort.tries()));
    }

    /** Null if there is none, as in what earlier versions wrote. */
    public static @Nullable Effort read(@Nullable Document effort) {
        if (effort == null) {
            return null;
        }
        Long millis = number(effort, "ms");
        return new Effort(
                Brought.valueOf(Fields.text(effort, "brought")),
                number(effort, "body"),
                number(effort, "content"),
                millis == null ? null : Duration.ofMillis(millis),
                Fields.number(effort, "attempts"),
                TryDocument.read(effort, "tries"));
    }

    private static @Nullable Long number(Document effort, String field) {
        Number number = effort.get(field, Number.class);
        return number == null ? null : number.longValue();
    }
}
