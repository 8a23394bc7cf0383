package dev.gleaner.operations.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import dev.gleaner.job.JobStatus;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Counts jobs by the index of their states. */
public final class MongoJobNumbers implements JobNumbers {
    private static final CountOptions BOUNDED = new CountOptions().limit(MOST);

    private final MongoCollection<Document> jobs;

    public MongoJobNumbers(MongoCollections collections) {
        this.jobs = collections.jobs();
    }

    @Override
    public Map<String, Long> byState() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (JobStatus status : JobStatus.values()) {
            counts.put(status.name().toLowerCase(Locale.ROOT), count(eq("status", status.name())));
        }
        counts.put(
                "paused",
                count(and(in("status", JobStatus.OPEN.stream().map(Enum::name).toList()), ne("paused_at", null))));
        return counts;
    }

    private long count(Bson filter) {
        return TransientFaults.retry(() -> jobs.countDocuments(filter, BOUNDED));
    }
}
