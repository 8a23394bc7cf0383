package dev.gleaner.api.schedules.mongo;

import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.store.mongo.Fields;
import java.util.Date;
import org.bson.Document;

/** How an occurrence lies in its document. */
final class OccurrenceDocument {
    private OccurrenceDocument() {}

    /** @param token tells this insert from another with the same id */
    static Document of(Occurrence occurrence, String token) {
        return new Document("_id", occurrence.id())
                .append("token", token)
                .append("schedule", occurrence.scheduleId())
                .append("cause", occurrence.cause().name())
                .append("due_at", Date.from(occurrence.dueAt()))
                .append("outcome", occurrence.outcome().name())
                .append("reason", occurrence.reason())
                .append("decided_at", Date.from(occurrence.decidedAt()))
                .append("job_id", occurrence.jobId());
    }

    static Occurrence read(Document occurrence) {
        return new Occurrence(
                Fields.text(occurrence, "_id"),
                Fields.text(occurrence, "schedule"),
                Cause.valueOf(Fields.text(occurrence, "cause")),
                Fields.instant(occurrence, "due_at"),
                OccurrenceOutcome.valueOf(Fields.text(occurrence, "outcome")),
                Fields.text(occurrence, "reason"),
                Fields.instant(occurrence, "decided_at"),
                occurrence.getString("job_id"));
    }
}
