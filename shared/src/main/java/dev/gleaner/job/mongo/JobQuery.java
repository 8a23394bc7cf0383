package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.model.Sorts;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Which jobs a list shows, and in which order, as the store is asked for them. */
final class JobQuery {
    private JobQuery() {}

    static Bson of(JobFilter filter) {
        List<Bson> conditions = new ArrayList<>();
        if (filter.status() != null) {
            conditions.add(eq("status", filter.status().name()));
        }
        equal("name", filter.name(), conditions);
        filter.tags().forEach(tag -> conditions.add(eq("tags", tag)));
        Instant after = filter.createdAfter();
        if (after != null) {
            conditions.add(gte("created_at", Date.from(after)));
        }
        Instant before = filter.createdBefore();
        if (before != null) {
            conditions.add(lt("created_at", Date.from(before)));
        }
        equal("orders.origin.schedule", filter.schedule(), conditions);
        equal("outline.hosts", filter.host() == null ? null : filter.host().toLowerCase(Locale.ROOT), conditions);
        equal("outline.sources.source", filter.source(), conditions);
        String text = filter.text();
        if (text != null && !text.isBlank()) {
            Pattern anywhere =
                    Pattern.compile(Pattern.quote(text.strip()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            conditions.add(or(Stream.of("name", "tags", "_id", "outline.hosts")
                    .map(field -> regex(field, anywhere))
                    .toList()));
        }
        return conditions.isEmpty() ? new Document() : and(conditions);
    }

    private static void equal(String field, @Nullable String value, List<Bson> conditions) {
        if (value != null) {
            conditions.add(eq(field, value));
        }
    }

    static Bson order(JobOrder order) {
        String field = switch (order.by()) {
            case CREATED -> "created_at";
            case UPDATED -> "updated_at";
            case NAME -> "name";
            case STATUS -> "status";
            case FAILED -> "failed_count";
            case TOTAL -> "total_articles";
        };
        Bson first = order.descending() ? Sorts.descending(field) : Sorts.ascending(field);
        return switch (order.by()) {
            case CREATED -> Sorts.orderBy(first, order.descending() ? Sorts.descending("_id") : Sorts.ascending("_id"));
            default -> Sorts.orderBy(first, Sorts.descending("created_at"), Sorts.descending("_id"));
        };
    }
}
