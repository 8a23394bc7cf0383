package dev.gleaner.delivery.mongo;

import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Logged;
import dev.gleaner.delivery.Try;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** How a delivery lies in the log. */
final class DeliveryDocument {
    private DeliveryDocument() {}

    /** One that nobody has tried yet. */
    static Document of(Delivery delivery, List<String> articles) {
        return new Document("_id", delivery.id())
                .append("job_id", delivery.jobId())
                .append("run", delivery.run())
                .append("kind", delivery.kind().name())
                .append("about", delivery.about())
                .append("target", delivery.target())
                .append("slot", delivery.slot())
                .append("lane", delivery.lane())
                .append("payload", delivery.payload())
                .append("articles", articles.isEmpty() ? null : articles)
                .append("created_at", Date.from(delivery.createdAt()))
                .append("state", DeliveryState.QUEUED.name())
                .append("attempts", 0)
                .append("plan_from", 0)
                .append("tries", List.of())
                .append("reason", null)
                .append("next_at", Date.from(delivery.dueAt()));
    }

    static Logged read(Document document) {
        var nextAt = Fields.maybeInstant(document, "next_at");
        var createdAt = Fields.instant(document, "created_at");
        return new Logged(
                new Delivery(
                        Fields.text(document, "_id"),
                        Fields.text(document, "job_id"),
                        Fields.number(document, "run"),
                        DeliveryKind.valueOf(Fields.text(document, "kind")),
                        Fields.text(document, "about"),
                        Fields.text(document, "target"),
                        Fields.number(document, "attempts"),
                        createdAt,
                        nextAt == null ? createdAt : nextAt,
                        Fields.text(document, "slot"),
                        Fields.text(document, "lane"),
                        document.getString("payload")),
                DeliveryState.valueOf(Fields.text(document, "state")),
                Fields.documents(document, "tries").stream()
                        .map(DeliveryDocument::readTry)
                        .toList(),
                Fields.number(document, "plan_from"),
                document.getString("reason"),
                nextAt);
    }

    static Document of(Try attempt) {
        return new Document("at", Date.from(attempt.at()))
                .append("took_ms", attempt.took().toMillis())
                .append("http_status", attempt.httpStatus())
                .append("exit_code", attempt.exitCode())
                .append("error", attempt.error())
                .append("output", attempt.output());
    }

    private static Try readTry(Document attempt) {
        return new Try(
                Fields.instant(attempt, "at"),
                Duration.ofMillis(Fields.big(attempt, "took_ms")),
                attempt.getInteger("http_status"),
                attempt.getInteger("exit_code"),
                attempt.getString("error"),
                attempt.getString("output"));
    }
}
