package dev.gleaner.api.presets.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import dev.gleaner.api.presets.Preset;
import dev.gleaner.api.presets.Presets;
import dev.gleaner.api.work.WorkSecrets;
import dev.gleaner.id.Ids;
import dev.gleaner.store.Seal;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Presets in MongoDB. The work of one lies there as JSON in a text, for its names of fields are the client's; its secrets are
 * sealed.
 */
public final class MongoPresets implements Presets {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MongoCollection<Document> presets;
    private final Seal seal;

    public MongoPresets(MongoCollections collections) {
        this.presets = collections.presets();
        this.seal = collections.seal();
    }

    @Override
    public Optional<Preset> find(String name) {
        return TransientFaults.retry(
                () -> Optional.ofNullable(presets.find(eq("_id", name)).first()).map(this::read));
    }

    @Override
    public List<Preset> list(int limit, int skip) {
        return TransientFaults.retry(() -> Documents.list(
                presets.find().sort(Sorts.ascending("_id")).skip(skip).limit(limit), this::read));
    }

    @Override
    public long count() {
        return TransientFaults.retry(() -> presets.countDocuments());
    }

    @Override
    public Optional<Preset> create(Content content, Instant now) {
        Document document = write(content, 1, now, now);
        try {
            TransientFaults.retry(() -> presets.insertOne(document));
        } catch (MongoWriteException taken) {
            if (taken.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw taken;
            }
        }
        return written(document);
    }

    @Override
    public Optional<Preset> replace(Content content, long revision, Instant now) {
        Optional<Preset> before = find(content.name()).filter(preset -> preset.revision() == revision);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Document document = write(content, revision + 1, before.get().createdAt(), now);
        TransientFaults.retry(() ->
                presets.replaceOne(and(eq("_id", content.name()), eq("revision", revision)), document));
        return written(document);
    }

    @Override
    public boolean delete(String name, long revision) {
        TransientFaults.retry(() -> presets.deleteOne(and(eq("_id", name), eq("revision", revision))));
        return find(name).isEmpty();
    }

    /** Read back by its token: the answer to a write may be lost although it had its effect. */
    private Optional<Preset> written(Document document) {
        return TransientFaults.retry(() -> Optional.ofNullable(
                        presets.find(and(eq("_id", document.get("_id")), eq("token", document.get("token"))))
                                .first())
                .map(this::read));
    }

    private Document write(Content content, long revision, Instant createdAt, Instant updatedAt) {
        ObjectNode sealed = WorkSecrets.mapped(content.work(), this::seal);
        return new Document("_id", content.name())
                .append("description", content.description())
                .append("work", JSON.writeValueAsString(sealed))
                .append("revision", revision)
                .append("created_at", Date.from(createdAt))
                .append("updated_at", Date.from(updatedAt))
                .append("token", Ids.token());
    }

    private Preset read(Document preset) {
        ObjectNode sealed = (ObjectNode) JSON.readTree(Fields.text(preset, "work"));
        return new Preset(
                Fields.text(preset, "_id"),
                preset.getString("description"),
                WorkSecrets.mapped(sealed, this::open),
                Fields.big(preset, "revision"),
                Fields.instant(preset, "created_at"),
                Fields.instant(preset, "updated_at"));
    }

    /** No key has a colon in its id, and neither has Base64. */
    private String seal(String secret) {
        Seal.Sealed sealed = seal.seal(secret);
        return sealed.key() + ":" + sealed.text();
    }

    private String open(String sealed) {
        int colon = sealed.lastIndexOf(':');
        return colon < 0
                ? Preset.UNREADABLE
                : seal.open(new Seal.Sealed(sealed.substring(0, colon), sealed.substring(colon + 1)))
                        .orElse(Preset.UNREADABLE);
    }
}
