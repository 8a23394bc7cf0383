package dev.gleaner.api.deliveries.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import dev.gleaner.api.deliveries.Endpoints;
import dev.gleaner.api.deliveries.Standing;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Endpoints in MongoDB, by a hash of their lane: an address may be too long for an id. */
public final class MongoEndpoints implements Endpoints {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final FindOneAndUpdateOptions UPSERT_AND_READ =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> endpoints;

    public MongoEndpoints(MongoCollections collections) {
        this.endpoints = collections.endpoints();
    }

    @Override
    public Map<String, Standing> find(Collection<String> lanes) {
        List<String> ids = lanes.stream().map(MongoEndpoints::id).distinct().toList();
        Map<String, Standing> found = new HashMap<>();
        TransientFaults.retry(() -> {
            found.clear();
            Documents.each(
                    endpoints.find(in("_id", ids)),
                    document -> document,
                    document -> found.put(Fields.text(document, "lane"), read(document)));
        });
        return found;
    }

    @Override
    public void succeeded(String lane) {
        TransientFaults.retry(() -> endpoints.deleteOne(eq("_id", id(lane))));
    }

    @Override
    public Standing failed(String lane, Instant now, boolean gaveUp, @Nullable Instant notBefore, String reason) {
        List<Bson> effects = new ArrayList<>(List.of(
                setOnInsert("lane", lane),
                setOnInsert("failing_since", Date.from(now)),
                inc("given_up", gaveUp ? 1 : 0),
                set("reason", reason)));
        if (notBefore != null) {
            effects.add(max("not_before", Date.from(notBefore)));
        }
        Document after = TransientFaults.retry(
                () -> endpoints.findOneAndUpdate(eq("_id", id(lane)), combine(effects), UPSERT_AND_READ));
        return after == null ? Standing.WELL : read(after);
    }

    @Override
    public void pause(String lane, Instant now, Instant probeAt) {
        TransientFaults.retry(() -> endpoints.updateOne(
                and(eq("_id", id(lane)), eq("paused_at", null)),
                combine(set("paused_at", Date.from(now)), set("probe_at", Date.from(probeAt)))));
    }

    @Override
    public boolean probe(String lane, Instant probeAt, Instant next) {
        return endpoints
                        .updateOne(
                                and(eq("_id", id(lane)), eq("probe_at", Date.from(probeAt))),
                                set("probe_at", Date.from(next)))
                        .getMatchedCount()
                > 0;
    }

    @Override
    public void probeNow(String lane, Instant now) {
        Date time = Date.from(now);
        TransientFaults.retry(() ->
                endpoints.updateOne(and(eq("_id", id(lane)), ne("paused_at", null)), set("probe_at", time)));
        TransientFaults.retry(() -> endpoints.updateOne(eq("_id", id(lane)), set("not_before", null)));
    }

    @Override
    public Optional<Instant> goneSince(String scope, String lane) {
        return TransientFaults.retry(() -> Optional.ofNullable(
                        endpoints.find(eq("_id", goneId(scope, lane))).first())
                .map(document -> Fields.instant(document, "at")));
    }

    @Override
    public void gone(String scope, String lane, Instant now) {
        TransientFaults.retry(() -> endpoints.updateOne(
                eq("_id", goneId(scope, lane)),
                combine(set("scope", scope), set("gone_lane", lane), set("at", Date.from(now))),
                UPSERT));
    }

    @Override
    public void back(String scope, String lane) {
        TransientFaults.retry(() -> endpoints.deleteOne(eq("_id", goneId(scope, lane))));
    }

    private static String id(String lane) {
        return Fingerprint.of(lane);
    }

    private static String goneId(String scope, String lane) {
        return "gone:" + Fingerprint.of(scope + "\n" + lane);
    }

    private static Standing read(Document document) {
        return new Standing(
                Fields.maybeInstant(document, "failing_since"),
                Fields.number(document, "given_up"),
                Fields.maybeInstant(document, "not_before"),
                Fields.maybeInstant(document, "paused_at"),
                Fields.maybeInstant(document, "probe_at"),
                document.getString("reason"));
    }
}
