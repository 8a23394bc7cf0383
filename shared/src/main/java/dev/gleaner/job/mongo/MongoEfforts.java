package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.bson.Document;

/**
 * Efforts in MongoDB, one document for each article of a job, under an id that is made of both: so it is found and removed without an
 * index, a repeat meets the same document, and no document grows with the job.
 */
public final class MongoEfforts implements Efforts {
    private static final int CHUNK = 1000;

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<Document> efforts;

    public MongoEfforts(MongoCollections collections) {
        this.efforts = collections.jobEfforts();
    }

    @Override
    public void note(Collection<Note> notes) {
        // Where the run is there already the filter misses, the insert meets its id, and the first note stands.
        Bulk.write(
                efforts,
                notes.stream()
                        .sorted(Comparator.comparing(MongoEfforts::id))
                        .map(note -> write(note, document(note)))
                        .toList());
    }

    @Override
    public Map<String, Note> find(String jobId, Collection<String> articleIds) {
        Map<String, Note> found = new HashMap<>();
        each(
                jobId,
                articleIds,
                ids -> Documents.each(
                        efforts.find(in("_id", ids)), MongoEfforts::read, note -> found.put(note.articleId(), note)));
        return found;
    }

    @Override
    public void remove(String jobId, Collection<String> articleIds) {
        each(jobId, articleIds, ids -> efforts.deleteMany(in("_id", ids)));
    }

    private static void each(String jobId, Collection<String> articleIds, Consumer<List<String>> chunk) {
        articleIds.stream()
                .map(article -> id(jobId, article))
                .sorted()
                .gather(Gatherers.windowFixed(CHUNK))
                .forEachOrdered(ids -> TransientFaults.retry(() -> chunk.accept(ids)));
    }

    private static Document document(Note note) {
        return new Document("_id", id(note))
                .append("run", note.run())
                .append("effort", EffortDocument.of(note.effort()));
    }

    /**
     * Reads a note.
     *
     * @throws IllegalStateException if the document is none
     */
    public static Note read(Document note) {
        String id = Fields.text(note, "_id");
        int at = id.indexOf('#');
        Effort effort = EffortDocument.read(note.get("effort", Document.class));
        if (at < 0 || effort == null) {
            throw new IllegalStateException(id + " is no note of an effort");
        }
        return new Note(id.substring(0, at), Fields.number(note, "run"), id.substring(at + 1), effort);
    }

    /** Of the first run nothing can be there but a repeat, which an insert meets, too, and it need not look before. */
    private static WriteModel<Document> write(Note note, Document document) {
        return note.run() == 1
                ? new InsertOneModel<>(document)
                : new ReplaceOneModel<>(and(eq("_id", id(note)), lt("run", note.run())), document, UPSERT);
    }

    private static String id(Note note) {
        return id(note.jobId(), note.articleId());
    }

    private static String id(String jobId, String articleId) {
        return jobId + "#" + articleId;
    }
}
