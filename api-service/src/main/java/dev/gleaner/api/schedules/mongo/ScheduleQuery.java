package dev.gleaner.api.schedules.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Which documents are asked for. */
final class ScheduleQuery {
    private static final Bson THERE = not(regex("_id", "^" + ScheduleDocuments.REMOVED));

    private ScheduleQuery() {}

    static Bson of(ScheduleFilter filter) {
        List<Bson> conditions = new ArrayList<>(List.of(THERE));
        if (filter.enabled() != null) {
            conditions.add(eq("enabled", filter.enabled()));
        }
        if (filter.status() != null) {
            conditions.add(eq("status", filter.status().name()));
        }
        if (filter.name() != null) {
            Pattern part = Pattern.compile(Pattern.quote(filter.name()), Pattern.CASE_INSENSITIVE);
            conditions.add(or(regex("_id", part), regex("name", part)));
        }
        if (filter.tag() != null) {
            conditions.add(eq("tags", filter.tag()));
        }
        if (filter.preset() != null) {
            conditions.add(eq("preset", filter.preset()));
        }
        if (filter.scraper() != null) {
            conditions.add(eq("scraper", filter.scraper()));
        }
        if (filter.dueBefore() != null) {
            conditions.add(lt("next_run_at", Date.from(filter.dueBefore())));
        }
        return and(conditions);
    }

    static Bson history(
            String schedule, @Nullable OccurrenceOutcome outcome, @Nullable Instant from, @Nullable Instant to) {
        List<Bson> conditions = new ArrayList<>(List.of(eq("schedule", schedule)));
        if (outcome != null) {
            conditions.add(eq("outcome", outcome.name()));
        }
        if (from != null) {
            conditions.add(gte("due_at", Date.from(from)));
        }
        if (to != null) {
            conditions.add(lt("due_at", Date.from(to)));
        }
        return and(conditions);
    }
}
