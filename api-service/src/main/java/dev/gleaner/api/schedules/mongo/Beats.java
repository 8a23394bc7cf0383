package dev.gleaner.api.schedules.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;

/** The one document in which processes that fire schedules count their beats; one change of it is also the look at it. */
final class Beats {
    private static final String ID = "processes";
    private static final String FIELD = "beats";

    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> states;

    Beats(MongoCollections collections) {
        this.states = collections.scheduleState();
    }

    /** The beats of all, with the next of this one. */
    Map<String, Long> beat(String process) {
        Document after = TransientFaults.retry(
                () -> states.findOneAndUpdate(eq("_id", ID), Updates.inc(field(process), 1L), AFTER));
        Map<String, Long> beats = new HashMap<>();
        if (after != null) {
            after.get(FIELD, new Document()).forEach((name, count) -> {
                if (count instanceof Number number) {
                    beats.put(name, number.longValue());
                }
            });
        }
        return beats;
    }

    void leave(String process) {
        TransientFaults.retry(() -> states.updateOne(eq("_id", ID), Updates.unset(field(process))));
    }

    private static String field(String process) {
        return FIELD + "." + process;
    }
}
