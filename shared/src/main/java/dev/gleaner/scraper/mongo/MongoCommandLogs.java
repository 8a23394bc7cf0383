package dev.gleaner.scraper.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Logs in MongoDB: a document that says how an article's last attempt stands, under the article's id, and chunks of its streams under
 * ids that are made of article, attempt, stream and place; so all is found without an index. A chunk is written anew as it grows,
 * which only one consumer does.
 */
public final class MongoCommandLogs implements CommandLogs {
    /** Bytes of a chunk; small enough that writing it anew for a few lines costs little. */
    static final int CHUNK = 64 * 1024;

    private static final int MOST_IDS = 1000;
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<Document> logs;
    private final int kept;
    private final InstantSource clock;

    /** @param kept bytes of each stream; what comes after them is not kept */
    public MongoCommandLogs(MongoCollections collections, int kept, InstantSource clock) {
        this.logs = collections.commandLogs();
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public void begin(String articleId, Began began) {
        TransientFaults.retry(() -> {
            Document before = logs.find(eq("_id", articleId)).first();
            if (before != null && Fields.text(before, "attempt").equals(began.attempt())) {
                return;
            }
            logs.replaceOne(
                    eq("_id", articleId),
                    new Document("_id", articleId)
                            .append("attempt", began.attempt())
                            .append("scraper", began.scraper())
                            .append("consumer", began.consumer())
                            .append("started_at", Date.from(began.startedAt()))
                            .append("kept", kept)
                            .append("at", now()),
                    UPSERT);
            if (before != null) {
                logs.deleteMany(in("_id", chunkIds(before)));
            }
        });
    }

    @Override
    public void append(String articleId, String attempt, Stream stream, long offset, byte[] bytes) {
        TransientFaults.retry(() -> {
            if (!isLast(articleId, attempt)) {
                return;
            }
            int done = 0;
            // Past what is kept nothing is written, and an offset there need not fit into an int.
            while (done < bytes.length && offset + done < kept) {
                int at = (int) (offset + done);
                int chunk = at / CHUNK;
                int end = Math.min((chunk + 1) * CHUNK, kept);
                int length = Math.min(bytes.length - done, end - at);
                write(
                        id(articleId, attempt, stream, chunk),
                        at % CHUNK,
                        Arrays.copyOfRange(bytes, done, done + length));
                done += length;
            }
        });
    }

    private void write(String id, int from, byte[] bytes) {
        byte[] there = bytes(logs.find(eq("_id", id)).first());
        if (from > there.length) {
            throw new IllegalArgumentException(
                    "%s ends at %d, so that nothing can be appended at %d".formatted(id, there.length, from));
        }
        int end = from + bytes.length;
        if (end <= there.length) {
            return;
        }
        byte[] whole = Arrays.copyOf(there, end);
        System.arraycopy(bytes, 0, whole, from, bytes.length);
        logs.replaceOne(
                eq("_id", id),
                new Document("_id", id).append("bytes", new Binary(whole)).append("at", now()),
                UPSERT);
    }

    @Override
    public void end(String articleId, String attempt, Ended ended) {
        TransientFaults.retry(() -> logs.updateOne(
                and(eq("_id", articleId), eq("attempt", attempt), exists("ended", false)),
                combine(set("ended", EndedDocument.of(ended)), set("at", now()))));
    }

    @Override
    public Optional<State> find(String articleId) {
        return TransientFaults.retry(() ->
                        Optional.ofNullable(logs.find(eq("_id", articleId)).first()))
                .map(MongoCommandLogs::state);
    }

    @Override
    public byte[] read(String articleId, String attempt, Stream stream, long offset, int most) {
        return TransientFaults.retry(() -> {
            byte[] read = new byte[0];
            long at = offset;
            // No chunk lies behind the first that is not full.
            while (read.length < most && at <= Integer.MAX_VALUE - CHUNK) {
                byte[] there = bytes(logs.find(eq("_id", id(articleId, attempt, stream, (int) (at / CHUNK))))
                        .first());
                int from = (int) (at % CHUNK);
                int length = Math.min(there.length - from, most - read.length);
                if (length <= 0) {
                    break;
                }
                int had = read.length;
                read = Arrays.copyOf(read, had + length);
                System.arraycopy(there, from, read, had, length);
                at += length;
                if (there.length < CHUNK) {
                    break;
                }
            }
            return read;
        });
    }

    @Override
    public void remove(Collection<String> articleIds) {
        for (String articleId : articleIds) {
            TransientFaults.retry(() -> {
                Document state = logs.find(eq("_id", articleId)).first();
                if (state != null) {
                    // The chunks first: the state says where they are.
                    logs.deleteMany(in("_id", chunkIds(state)));
                    logs.deleteOne(eq("_id", articleId));
                }
            });
        }
    }

    @Override
    public long removeBefore(Instant time) {
        return TransientFaults.retry(
                () -> logs.deleteMany(lt("at", Date.from(time))).getDeletedCount());
    }

    private boolean isLast(String articleId, String attempt) {
        Document state =
                logs.find(eq("_id", articleId)).projection(include("attempt")).first();
        return state != null && attempt.equals(state.getString("attempt"));
    }

    /** Of an attempt, all that there can be under the bound that it began with. */
    private static List<String> chunkIds(Document state) {
        int chunks = Math.min(MOST_IDS, (Fields.number(state, "kept") + CHUNK - 1) / CHUNK);
        List<String> ids = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                ids.add(id(Fields.text(state, "_id"), Fields.text(state, "attempt"), stream, chunk));
            }
        }
        return ids;
    }

    private static State state(Document state) {
        return new State(
                new Began(
                        Fields.text(state, "attempt"),
                        Fields.text(state, "scraper"),
                        Fields.text(state, "consumer"),
                        Fields.instant(state, "started_at")),
                EndedDocument.read(state.get("ended", Document.class)));
    }

    private static String id(String articleId, String attempt, Stream stream, int chunk) {
        return "%s#%s#%s#%d".formatted(articleId, attempt, stream.name().toLowerCase(Locale.ROOT), chunk);
    }

    private static byte[] bytes(@Nullable Document chunk) {
        return chunk == null ? new byte[0] : chunk.get("bytes", Binary.class).getData();
    }

    private Date now() {
        return Date.from(clock.instant());
    }
}
