package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a unique index also serve filters that hold its field among other conditions. The index of the library serves
 * only a filter that is exactly its key, so that {@code {_id: X, state: Y}} reads the whole collection. The candidates
 * found here are still matched against the whole filter by the collection.
 *
 * @param <P> where the collection keeps a document
 */
final class KeyedIndex<P> extends Index<P> {

    private final Index<P> index;
    private final @Nullable String field;

    KeyedIndex(Index<P> index, boolean sparse) {
        super(index.getName(), index.getKeys(), sparse);
        this.index = index;
        this.field = index.getKeys().size() == 1 ? index.getKeys().getFirst().getKey() : null;
    }

    @Override
    public boolean canHandle(Document query) {
        return narrowed(query) != null || index.canHandle(query);
    }

    @Override
    public Iterable<P> getPositions(Document query) {
        Document narrowed = narrowed(query);
        return narrowed == null ? index.getPositions(query) : distinct(index.getPositions(narrowed));
    }

    private @Nullable Document narrowed(Document query) {
        return field == null ? null : KeyCondition.within(query, field);
    }

    /** A document whose field is an array is found once for each element that matches. */
    private Set<P> distinct(Iterable<P> positions) {
        Set<P> distinct = new LinkedHashSet<>();
        positions.forEach(distinct::add);
        return distinct;
    }

    @Override
    public @Nullable P getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<P> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, P position, MongoCollection<P> collection) {
        index.add(document, position, collection);
    }

    @Override
    public @Nullable P remove(Document document) {
        return index.remove(document);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<P> collection) {
        index.checkUpdate(oldDocument, newDocument, collection);
    }

    @Override
    public void updateInPlace(Document oldDocument, Document newDocument, P position, MongoCollection<P> collection) {
        index.updateInPlace(oldDocument, newDocument, position, collection);
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public boolean isEmpty() {
        return index.isEmpty();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return index.isUnique();
    }

    @Override
    public void drop() {
        index.drop();
    }
}
