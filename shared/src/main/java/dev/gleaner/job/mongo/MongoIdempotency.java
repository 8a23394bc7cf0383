package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.gleaner.job.Idempotency;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/** Idempotency records in MongoDB. */
public final class MongoIdempotency implements Idempotency {
    private static final FindOneAndUpdateOptions UPSERT =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> records;

    public MongoIdempotency(MongoCollections collections) {
        this.records = collections.idempotency();
    }

    @Override
    public Kept keep(String key, String bodyHash, String jobId, Instant now) {
        return TransientFaults.retry(() -> {
            Document there;
            try {
                there = records.findOneAndUpdate(
                        eq("_id", key),
                        combine(
                                setOnInsert("body_hash", bodyHash),
                                setOnInsert("job_id", jobId),
                                setOnInsert("created_at", Date.from(now))),
                        UPSERT);
            } catch (MongoCommandException race) {
                if (ErrorCategory.fromErrorCode(race.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw race;
                }
                there = records.find(eq("_id", key)).first();
            }
            if (there == null) {
                throw new IllegalStateException("idempotency record vanished while it was written");
            }
            return new Kept(
                    Fields.text(there, "body_hash"), Fields.text(there, "job_id"), Fields.instant(there, "created_at"));
        });
    }

    @Override
    public boolean replace(String key, Kept earlier, String bodyHash, String jobId, Instant now) {
        TransientFaults.retry(() -> records.updateOne(
                and(eq("_id", key), eq("job_id", earlier.jobId())),
                combine(set("body_hash", bodyHash), set("job_id", jobId), set("created_at", Date.from(now)))));
        Document there =
                TransientFaults.retry(() -> records.find(eq("_id", key)).first());
        return there != null && jobId.equals(there.getString("job_id"));
    }

    @Override
    public void remove(String key, String jobId) {
        TransientFaults.retry(() -> records.deleteOne(and(eq("_id", key), eq("job_id", jobId))));
    }
}
