package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The backend in memory, with keyed indexes and with documents that nobody changes behind a reader's back. */
final class MemoryMongoBackend extends MemoryBackend {

    private final LongAdder visited = new LongAdder();

    /** How many documents have been compared with a filter so far: what a scan costs. */
    long visited() {
        return visited.sum();
    }

    @Override
    public MemoryDatabase openOrCreateDatabase(String databaseName) {
        return new Database(databaseName, getCursorRegistry(), visited);
    }

    private static final class Database extends MemoryDatabase {

        private final LongAdder visited;

        Database(String name, CursorRegistry cursors, LongAdder visited) {
            // Before the constructor above, which opens collections already.
            this.visited = visited;
            super(name, cursors);
        }

        @Override
        protected MemoryCollection openOrCreateCollection(String collectionName, CollectionOptions options) {
            return new Collection(this, collectionName, options, cursorRegistry, visited);
        }

        @Override
        protected Index<Integer> openOrCreateUniqueIndex(
                String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
            return new KeyedIndex<>(super.openOrCreateUniqueIndex(collectionName, indexName, keys, sparse), sparse);
        }
    }

    private static final class Collection extends MemoryCollection {

        private final LongAdder visited;

        Collection(
                MongoDatabase database,
                String name,
                CollectionOptions options,
                CursorRegistry cursors,
                LongAdder visited) {
            super(database, name, options, cursors);
            this.visited = visited;
        }

        @Override
        protected boolean documentMatchesQuery(Document document, Document query) {
            visited.increment();
            return super.documentMatchesQuery(document, query);
        }

        @Override
        protected QueryResult createQueryResult(List<Document> matchedDocuments, int batchSize) {
            return super.createQueryResult(Copies.of(matchedDocuments), batchSize);
        }

        /** What came in is a changed copy, so the stored document follows it here. */
        @Override
        protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
            Document stored = getDocument(position);
            stored.clear();
            stored.putAll(newDocument);
        }

        /** An upsert answers with the stored document itself. */
        @Override
        public synchronized Document findAndModify(Document query) {
            Document answer = super.findAndModify(query);
            if (answer.get("value") instanceof Document value) {
                answer.put("value", new Document(value));
            }
            return answer;
        }
    }
}
