package dev.gleaner.job.mongo;

import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.store.Seal;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How the orders of a job lie in its document; those of an earlier version have none. */
final class OrdersDocument {
    private final CallbacksDocument callbacks;

    OrdersDocument(Seal seal) {
        this.callbacks = new CallbacksDocument(seal);
    }

    Document of(Orders orders) {
        return new Document("origin", of(orders.origin()))
                .append("retries", of(orders.retries()))
                .append("output", OutputDocument.of(orders.output()))
                .append("callbacks", callbacks.of(orders.callbacks()));
    }

    Orders read(@Nullable Document orders) {
        if (orders == null) {
            return Orders.NONE;
        }
        return new Orders(
                origin(orders.get("origin", Document.class)),
                retries(orders.get("retries", Document.class)),
                OutputDocument.read(orders.get("output", Document.class)),
                callbacks.read(orders.get("callbacks", Document.class)));
    }

    private static @Nullable Document of(@Nullable Origin origin) {
        return origin == null
                ? null
                : new Document("schedule", origin.schedule())
                        .append("occurrence", origin.occurrence())
                        .append("due_at", Date.from(origin.dueAt()))
                        .append("fired_at", Date.from(origin.firedAt()));
    }

    private static @Nullable Origin origin(@Nullable Document origin) {
        return origin == null
                ? null
                : new Origin(
                        Fields.text(origin, "schedule"),
                        Fields.text(origin, "occurrence"),
                        Fields.instant(origin, "due_at"),
                        Fields.instant(origin, "fired_at"));
    }

    private static @Nullable Document of(@Nullable RetryPlan retries) {
        return retries == null
                ? null
                : new Document("max", retries.maxRetries())
                        .append("delay_ms", retries.delay().toMillis());
    }

    private static @Nullable RetryPlan retries(@Nullable Document retries) {
        return retries == null
                ? null
                : new RetryPlan(Fields.number(retries, "max"), Duration.ofMillis(Fields.big(retries, "delay_ms")));
    }
}
