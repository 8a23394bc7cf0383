package dev.gleaner.api.schedules.mongo;

import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.firing.Progress;
import dev.gleaner.api.schedules.firing.Progress.Active;
import dev.gleaner.api.schedules.firing.Progress.Asked;
import dev.gleaner.job.JobStatus;
import dev.gleaner.store.mongo.Fields;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How the progress of a schedule lies in its document. */
final class ProgressDocument {
    private ProgressDocument() {}

    static Document of(Progress progress) {
        return new Document("next_from", Date.from(progress.from()))
                .append("next_due", SpecDocument.date(progress.nextDue()))
                .append("next_run_at", SpecDocument.date(progress.nextRunAt()))
                .append("queued", SpecDocument.date(progress.queued()))
                .append(
                        "active",
                        progress.active().stream()
                                .map(one -> new Document("occurrence", one.occurrence()).append("job", one.jobId()))
                                .toList())
                .append(
                        "asked",
                        progress.asked().stream()
                                .map(one -> new Document("occurrence", one.occurrence())
                                        .append("cause", one.cause().name())
                                        .append("due_at", Date.from(one.dueAt()))
                                        .append("at", Date.from(one.at())))
                                .toList())
                .append("next_retry_at", SpecDocument.date(progress.nextRetryAt()))
                .append("last_run_at", SpecDocument.date(progress.lastRunAt()))
                .append("last_job_id", progress.lastJobId())
                .append("last_outcome", name(progress.lastOutcome()))
                .append("last_end", name(progress.lastEnd()))
                .append("failures", progress.failures());
    }

    static Progress read(Document schedule) {
        String outcome = schedule.getString("last_outcome");
        String end = schedule.getString("last_end");
        return new Progress(
                Fields.instant(schedule, "next_from"),
                Fields.maybeInstant(schedule, "next_due"),
                Fields.maybeInstant(schedule, "next_run_at"),
                Fields.maybeInstant(schedule, "queued"),
                Fields.documents(schedule, "active").stream()
                        .map(one -> new Active(Fields.text(one, "occurrence"), Fields.text(one, "job")))
                        .toList(),
                Fields.documents(schedule, "asked").stream()
                        .map(one -> new Asked(
                                Fields.text(one, "occurrence"),
                                Cause.valueOf(Fields.text(one, "cause")),
                                Fields.instant(one, "due_at"),
                                Fields.instant(one, "at")))
                        .toList(),
                Fields.maybeInstant(schedule, "next_retry_at"),
                Fields.maybeInstant(schedule, "last_run_at"),
                schedule.getString("last_job_id"),
                outcome == null ? null : OccurrenceOutcome.valueOf(outcome),
                end == null ? null : JobStatus.valueOf(end),
                Fields.number(schedule, "failures"));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
