package dev.gleaner.scraper.mongo;

import dev.gleaner.scraper.CommandLogs.Ended;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How the end of a command lies in a document. */
final class EndedDocument {
    private EndedDocument() {}

    static Document of(Ended ended) {
        return new Document("exit_code", ended.exitCode())
                .append("signal", ended.signal())
                .append("stopped", ended.stopped())
                .append("ended_at", Date.from(ended.endedAt()))
                .append("peak_memory_bytes", ended.peakMemoryBytes())
                .append("cpu_ms", ended.cpu().toMillis())
                .append("stdout_bytes", ended.stdoutBytes())
                .append("stderr_bytes", ended.stderrBytes());
    }

    static @Nullable Ended read(@Nullable Document ended) {
        return ended == null
                ? null
                : new Ended(
                        ended.getInteger("exit_code"),
                        ended.getString("signal"),
                        ended.getString("stopped"),
                        Fields.instant(ended, "ended_at"),
                        Fields.big(ended, "peak_memory_bytes"),
                        Duration.ofMillis(Fields.big(ended, "cpu_ms")),
                        Fields.big(ended, "stdout_bytes"),
                        Fields.big(ended, "stderr_bytes"));
    }
}
