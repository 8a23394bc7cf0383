package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The backend on a file, with keyed indexes and with commits that never cut a command in two.
 *
 * <p>The library writes a document and its index entries one after the other into separate maps, while the store commits
 * whenever it likes. A process killed just then would come back with a document that no index knows. Here the store
 * commits only when told to, and no command is under way then.
 */
final class FileMongoBackend extends H2Backend {

    private static final Set<String> READING = Set.of(
            "find",
            "getmore",
            "count",
            "distinct",
            "ismaster",
            "hello",
            "ping",
            "buildinfo",
            "serverstatus",
            "dbstats",
            "collstats",
            "listcollections",
            "listindexes",
            "listdatabases",
            "killcursors",
            "whatsmyuri",
            "getlasterror");

    private static final int TOLERATED_GARBAGE_BYTES = 4 << 20;

    /** The commit after a rewrite declares the old chunks dead, the one after that frees them. */
    private static final int COMMITS_UNTIL_FREED = 3;

    private static final int PACKED_FILL_PERCENT = 95;
    private static final int PACKED_BYTES = 16 << 20;

    /** Beside a commit for which somebody waits, only so much is rewritten, and the rest beside the next ones. */
    private static final int PIECES = 16;

    private static final int PIECE_BYTES = PACKED_BYTES / PIECES;
    private static final int WANTED_FILL_PERCENT = 50;
    private static final int PACKING_ROUNDS = 20;

    /** A stop has more time than that, a large file on a slow disk needs more than that: it stays larger then. */
    private static final int COMPACTION_MILLIS = 10_000;

    private final ReentrantReadWriteLock commands;
    private final LongAdder visited;
    private int commitsToMeasure;
    private int piecesLeft;
    private long packedSize;

    private FileMongoBackend(MVStore store) {
        // Before the constructor above, which opens the databases already.
        this.commands = new ReentrantReadWriteLock();
        this.visited = new LongAdder();
        super(store);
    }

    /** Opens the file, created when missing, at its last whole commit. */
    static FileMongoBackend open(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                // Neither on its own when much has changed, nor when it wants more of the file to be in use.
                .autoCommitBufferSize(0)
                .autoCompactFillRate(0)
                .cacheSize(32)
                .open();

        // Every commit is forced to disk before the next one, so what two commits no longer need may be overwritten.
        store.setRetentionTime(0);
        // Older versions, kept for readers that do not exist here, would pin their chunks.
        store.setVersionsToKeep(0);
        // Never on its own by the clock either; but with a delay the store has threads, on which commits are written.
        store.setAutoCommitDelay(Integer.MAX_VALUE);
        return new FileMongoBackend(store);
    }

    /** How many documents have been compared with a filter so far: what a scan costs. */
    long visited() {
        return visited.sum();
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        if (READING.contains(command.toLowerCase(Locale.ROOT))) {
            return super.handleCommand(channel, databaseName, command, query);
        }
        Lock whole = commands.readLock();
        whole.lock();
        try {
            return super.handleCommand(channel, databaseName, command, query);
        } finally {
            whole.unlock();
        }
    }

    boolean hasChanges() {
        return getMvStore().hasUnsavedChanges();
    }

    /**
     * Writes all finished commands to the file and forces it to disk. Commands wait only while the store notes where each
     * map stands; pages that have been noted never change, so that they are written beside the commands that follow.
     */
    @Override
    public void commit() {
        MVStore store = getMvStore();
        rewriteOldChunks();
        betweenCommands(() -> {
            // It gives up at once while another thread opens a map.
            while (store.tryCommit() < 0 && store.hasUnsavedChanges()) {
                throwFault(store);
                Thread.onSpinWait();
            }
        });
        // Runs after all that was handed to the threads of the store.
        store.getFileStore().executeFileStoreOperation(() -> {});
        throwFault(store);
        store.sync();
    }

    /**
     * What fails on a thread of the store, such as a write to a full disk, is only noted there. Nothing may be accepted after
     * that, so the store is closed, as it closes itself when a write of its caller fails.
     */
    private static void throwFault(MVStore store) {
        MVStoreException fault = store.getPanicException();
        if (fault != null) {
            store.closeImmediately();
            throw fault;
        }
    }

    /**
     * Moves what still lives in nearly dead chunks, so that their space can be used again: documents rewritten all the
     * time would otherwise leave a chunk behind each time. Done when the used space has doubled, so that the work stays in
     * proportion to what is written. Commands go on meanwhile: a page is put in its own place again, unless it has changed.
     */
    private void rewriteOldChunks() {
        MVStore store = getMvStore();
        long used = store.getFileStore().size() / 100 * store.getFileStore().getFillRate();
        if (commitsToMeasure > 0) {
            if (--commitsToMeasure == 0) {
                packedSize = used;
            }
        } else if (piecesLeft == 0 && used > 2 * packedSize + TOLERATED_GARBAGE_BYTES) {
            piecesLeft = PIECES;
        }
        if (piecesLeft > 0) {
            piecesLeft = store.compact(PACKED_FILL_PERCENT, PIECE_BYTES) ? piecesLeft - 1 : 0;
            if (piecesLeft == 0) {
                commitsToMeasure = COMMITS_UNTIL_FREED;
            }
        }
    }

    /**
     * Rewrites badly filled chunks; the commit is what declares the old ones dead and cuts free space off the end.
     *
     * @return whether there may be more to do
     */
    private static boolean pack(MVStore store) {
        boolean rewritten = store.compact(PACKED_FILL_PERCENT, PACKED_BYTES);
        store.commit();
        store.sync();
        return rewritten;
    }

    /**
     * The compaction that the store offers on close also moves chunks about, and trips over an assertion of its own when no
     * old versions are kept; packing first gives most of the space back without it.
     */
    private void closeStore() {
        MVStore store = getMvStore();
        if (store.isClosed()) {
            return;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COMPACTION_MILLIS);
        for (int round = 0; round < PACKING_ROUNDS && System.nanoTime() - deadline < 0; round++) {
            if (!pack(store)) {
                break;
            }
        }
        store.close();
    }

    private void betweenCommands(Runnable work) {
        Lock alone = commands.writeLock();
        alone.lock();
        try {
            work.run();
        } finally {
            alone.unlock();
        }
    }

    @Override
    public void close() {
        betweenCommands(this::closeStore);
        super.close();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new Database(databaseName, getMvStore(), getCursorRegistry(), visited);
    }

    private static final class Database extends H2Database {

        private final MVStore store;
        private final LongAdder visited;

        Database(String name, MVStore store, CursorRegistry cursors, LongAdder visited) {
            this.store = store;
            this.visited = visited;
            super(name, store, cursors);
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
            // The names are those of the class above, which removes and renames the same maps.
            String fullName = getFullCollectionNamespace(collectionName);
            MVMap<Object, Document> documents = store.openMap("databases." + fullName);
            MVMap<String, Object> numbers = store.openMap("meta." + fullName);
            return new Collection(this, collectionName, options, documents, numbers, cursorRegistry, visited);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(
                String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
            return new KeyedIndex<>(super.openOrCreateUniqueIndex(collectionName, indexName, keys, sparse), sparse);
        }
    }

    private static final class Collection extends H2Collection {

        private final LongAdder visited;

        Collection(
                MongoDatabase database,
                String name,
                CollectionOptions options,
                MVMap<Object, Document> documents,
                MVMap<String, Object> numbers,
                CursorRegistry cursors,
                LongAdder visited) {
            super(database, name, options, documents, numbers, cursors);
            this.visited = visited;
        }

        @Override
        protected boolean documentMatchesQuery(Document document, Document query) {
            visited.increment();
            return super.documentMatchesQuery(document, query);
        }

        /** An update then changes the copy and puts it into the map in place of the document that a commit may be writing. */
        @Override
        protected QueryResult createQueryResult(List<Document> matchedDocuments, int batchSize) {
            return super.createQueryResult(Copies.of(matchedDocuments), batchSize);
        }
    }
}
