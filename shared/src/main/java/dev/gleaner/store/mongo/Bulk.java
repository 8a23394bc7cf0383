package dev.gleaner.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import org.bson.Document;

/**
 * Unordered bulk writes. Callers sort them by key: two bulks over the same documents in different order may deadlock a
 * server. They are repeated whole after a passing fault, so every write in them must bear that.
 */
public final class Bulk {
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private Bulk() {}

    /** Writes all; duplicate keys are left to the caller, who reads back what is there. */
    public static void write(MongoCollection<Document> collection, List<? extends WriteModel<Document>> writes) {
        if (writes.isEmpty()) {
            return;
        }
        TransientFaults.retry(() -> {
            try {
                collection.bulkWrite(writes, UNORDERED);
            } catch (MongoBulkWriteException partly) {
                boolean onlyDuplicates = partly.getWriteConcernError() == null
                        && partly.getWriteErrors().stream()
                                .allMatch(error ->
                                        ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
                if (!onlyDuplicates) {
                    throw partly;
                }
            }
        });
    }
}
