package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.gleaner.job.Outputs;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Outputs in MongoDB, under the ids of their jobs. */
public final class MongoOutputs implements Outputs {
    private final MongoCollection<Document> outputs;

    public MongoOutputs(MongoCollections collections) {
        this.outputs = collections.outputs();
    }

    @Override
    public void note(Written written) {
        // Where a later run is there the filter misses, and the insert meets its id.
        Bulk.write(
                outputs,
                List.of(new ReplaceOneModel<>(
                        and(eq("_id", written.jobId()), lte("run", written.run())),
                        write(written),
                        new ReplaceOptions().upsert(true))));
    }

    @Override
    public Optional<Written> find(String jobId) {
        return TransientFaults.retry(() ->
                Optional.ofNullable(outputs.find(eq("_id", jobId)).first()).map(MongoOutputs::read));
    }

    @Override
    public void remove(String jobId) {
        TransientFaults.retry(() -> outputs.deleteOne(eq("_id", jobId)));
    }

    private static Document write(Written written) {
        return new Document("_id", written.jobId())
                .append("run", written.run())
                .append("first_run", written.firstRun())
                .append("count", written.count())
                .append(
                        "files",
                        written.files().stream()
                                .map(file -> new Document("name", file.name())
                                        .append("bytes", file.bytes())
                                        .append("articles", file.articles()))
                                .toList());
    }

    private static Written read(Document written) {
        return new Written(
                Fields.text(written, "_id"),
                Fields.number(written, "run"),
                Fields.number(written, "first_run"),
                Fields.number(written, "count"),
                Fields.documents(written, "files").stream()
                        .map(file -> new File(
                                Fields.text(file, "name"), Fields.big(file, "bytes"), Fields.number(file, "articles")))
                        .toList());
    }
}
