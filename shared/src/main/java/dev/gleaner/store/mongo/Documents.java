package dev.gleaner.store.mongo;

import com.mongodb.client.MongoIterable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads many documents of which one may be spoiled. Whoever looks at all of a kind must not be kept from the rest by one that
 * lacks a field; it is told once, and the checker finds it.
 */
public final class Documents {
    private static final Logger log = LoggerFactory.getLogger(Documents.class);

    /** Documents that are remembered, so that each is told once. */
    private static final int MOST_TOLD = 1000;

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Documents() {}

    /** Those that can be read. */
    public static <T> List<T> list(MongoIterable<Document> documents, Function<Document, T> read) {
        List<T> found = new ArrayList<>();
        each(documents, read, found::add);
        return found;
    }

    /** Hands over those that can be read, one after the other. */
    public static <T> void each(MongoIterable<Document> documents, Function<Document, T> read, Consumer<T> reader) {
        documents.forEach(document -> read(document, read).ifPresent(reader));
    }

    private static <T> Optional<T> read(Document document, Function<Document, T> read) {
        try {
            return Optional.of(read.apply(document));
        } catch (RuntimeException spoiled) {
            String id = String.valueOf(document.get("_id"));
            if (TOLD.size() < MOST_TOLD && TOLD.add(id)) {
                log.error("The document {} cannot be read and is passed over: {}", id, spoiled.toString());
            }
            return Optional.empty();
        }
    }
}
