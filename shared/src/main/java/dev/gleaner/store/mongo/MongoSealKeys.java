package dev.gleaner.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.gleaner.store.Seal;
import dev.gleaner.store.SealKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the operator gave; the first encrypts, the others read what was encrypted with them. Where none is given, one
 * is made and kept in the store: copies of single collections and files then tell no secret, a copy of the whole store does.
 */
final class MongoSealKeys implements Seal.Keys {
    private static final String ID = "headers";
    private static final int BYTES = 32;

    private final MongoCollection<Document> collection;
    private final List<SealKey> given;
    private volatile @Nullable SealKey stored;

    MongoSealKeys(MongoCollection<Document> collection, List<SealKey> given) {
        this.collection = collection;
        this.given = List.copyOf(given);
    }

    @Override
    public SealKey current() {
        return given.isEmpty() ? stored() : given.getFirst();
    }

    @Override
    public Optional<SealKey> find(String id) {
        return given.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .or(() -> found().filter(key -> key.id().equals(id)));
    }

    private Optional<SealKey> found() {
        SealKey known = stored;
        if (known == null) {
            Document document =
                    TransientFaults.retry(() -> collection.find(eq("_id", ID)).first());
            if (document == null) {
                return Optional.empty();
            }
            known = SealKey.of(Fields.text(document, "key"));
            stored = known;
        }
        return Optional.of(known);
    }

    /** Made by whoever needs it first; all others get the same one. */
    private SealKey stored() {
        return found().orElseGet(() -> {
            byte[] bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            String fresh = HexFormat.of().formatHex(bytes);
            SealKey key = SealKey.of(TransientFaults.retry(() -> insertedOrFound(fresh)));
            stored = key;
            return key;
        });
    }

    private String insertedOrFound(String fresh) {
        try {
            Document kept = Objects.requireNonNull(collection.findOneAndUpdate(
                    eq("_id", ID),
                    setOnInsert("key", fresh),
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
            return Fields.text(kept, "key");
        } catch (MongoException raced) {
            if (ErrorCategory.fromErrorCode(raced.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw raced;
            }
            return Fields.text(
                    Objects.requireNonNull(collection.find(eq("_id", ID)).first()), "key");
        }
    }
}
