package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** Intents in MongoDB. */
public final class MongoIntents implements Intents {
    private static final List<String> KNOWN =
            Arrays.stream(Intent.Kind.values()).map(Intent.Kind::name).toList();

    private final MongoCollection<Document> intents;

    public MongoIntents(MongoCollections collections) {
        this.intents = collections.intents();
    }

    @Override
    public boolean insert(Intent intent) {
        // Not repeated: after a lost reply the id would look taken. The caller fails before anything else was written.
        try {
            intents.insertOne(new Document("_id", intent.id())
                    .append("job_id", intent.jobId())
                    .append("kind", intent.kind().name())
                    .append("created_at", Date.from(intent.createdAt()))
                    .append("total", intent.total())
                    .append("run", intent.run())
                    .append("idempotency_key", intent.idempotencyKey())
                    .append("token", intent.token()));
            return true;
        } catch (MongoWriteException refused) {
            if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public void remove(Intent intent) {
        TransientFaults.retry(() -> intents.deleteOne(eq("_id", intent.id())));
    }

    @Override
    public List<Intent> all() {
        // One of a kind that only a newer version knows is ended by a process of that version.
        return TransientFaults.retry(() -> Documents.list(intents.find(in("kind", KNOWN)), MongoIntents::read));
    }

    private static Intent read(Document intent) {
        return new Intent(
                Fields.text(intent, "job_id"),
                Intent.Kind.valueOf(Fields.text(intent, "kind")),
                Fields.instant(intent, "created_at"),
                Fields.number(intent, "total"),
                Fields.number(intent, "run"),
                intent.getString("idempotency_key"),
                intent.getString("token"));
    }
}
