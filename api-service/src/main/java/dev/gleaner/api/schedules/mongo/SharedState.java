package dev.gleaner.api.schedules.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.gleaner.api.schedules.Schedules.Pause;
import dev.gleaner.api.schedules.firing.Firings.Changes;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The one document that all schedules share: which of them changed lately, and whether they are paused. */
final class SharedState {
    private static final String ID = "all";

    /** Ids that are kept; who has not looked for longer reads all schedules. */
    private static final int RECENT = 200;

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> states;

    SharedState(MongoCollections collections) {
        this.states = collections.scheduleState();
    }

    Changes changes() {
        Document state = read();
        return state == null
                ? new Changes(0, List.of(), new Pause(false, null, null))
                : new Changes(number(state), Fields.texts(state, "recent"), pause(state));
    }

    Pause pause() {
        return changes().pause();
    }

    /** A schedule changed; telling it twice does no harm. */
    void tell(String id) {
        change(Updates.inc("changes", 1L), Updates.pushEach("recent", List.of(id), new PushOptions().slice(-RECENT)));
    }

    void pause(boolean paused, @Nullable String note, Instant now) {
        change(
                Updates.set("paused", paused),
                Updates.set("note", note),
                Updates.set("since", paused ? Date.from(now) : null));
    }

    private void change(Bson... updates) {
        TransientFaults.retry(() -> states.updateOne(eq("_id", ID), Updates.combine(updates), UPSERT));
    }

    private @Nullable Document read() {
        return TransientFaults.retry(() -> states.find(eq("_id", ID)).first());
    }

    private static long number(Document state) {
        return state.get("changes") instanceof Number number ? number.longValue() : 0;
    }

    private static Pause pause(Document state) {
        return new Pause(
                state.getBoolean("paused", false), state.getString("note"), Fields.maybeInstant(state, "since"));
    }
}
