package dev.gleaner.task.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.TransientFaults;
import dev.gleaner.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The updates that make waiting tasks running ones, and those that take a running task from a consumer that died.
 *
 * <p>Whether a death counts against the article is judged by whoever takes it over: {@code liable} holds the claim that its
 * owner was liable under. A mark of an earlier claim says nothing of this one, so nobody has to clear it.
 */
final class TaskStarts {
    private static final String QUEUED = TaskState.QUEUED.name();
    private static final String RUNNING = TaskState.RUNNING.name();
    private static final String RETRY_WAIT = TaskState.RETRY_WAIT.name();

    private final MongoCollection<Document> tasks;

    TaskStarts(MongoCollection<Document> tasks) {
        this.tasks = tasks;
    }

    void start(Collection<QueueEntry> entries, String claim, Instant now) {
        Bson running = combine(
                set("state", RUNNING),
                set("claim", claim),
                set("out", false),
                inc("starts", 1),
                set("started_at", Date.from(now)),
                unset("due_at"));
        Map<String, Owner> owners = owners(entries);
        List<UpdateOneModel<Document>> writes = new ArrayList<>();
        for (QueueEntry entry : entries.stream()
                .sorted(Comparator.comparing(QueueEntry::articleId))
                .toList()) {
            Bson mine = and(eq("_id", entry.articleId()), eq("version", entry.version()));
            Bson free = and(mine, ne("held", true));
            writes.add(new UpdateOneModel<>(and(free, eq("state", QUEUED)), running));
            writes.add(
                    new UpdateOneModel<>(and(free, eq("state", RETRY_WAIT), lte("due_at", Date.from(now))), running));
            Owner owner = owners.get(entry.articleId());
            // Not what an earlier try of this very start has begun.
            if (entry.revived() && owner != null && !owner.claim.equals(claim)) {
                Bson orphaned = and(eq("state", RUNNING), eq("claim", owner.claim));
                Bson crashed = owner.liable ? combine(inc("crashes", 1), inc("blamed", 1)) : inc("crashes", 1);
                writes.add(new UpdateOneModel<>(and(free, orphaned), combine(running, crashed)));
                writes.add(new UpdateOneModel<>(
                        and(mine, eq("held", true), orphaned),
                        combine(set("state", QUEUED), set("out", false), unset("claim"), crashed)));
            }
        }
        Bulk.write(tasks, writes);
    }

    /** Who runs what is to be taken over; nothing is asked where nobody died. */
    private Map<String, Owner> owners(Collection<QueueEntry> entries) {
        List<String> revived = entries.stream()
                .filter(QueueEntry::revived)
                .map(QueueEntry::articleId)
                .sorted()
                .toList();
        if (revived.isEmpty()) {
            return Map.of();
        }
        return TransientFaults.retry(() -> {
            Map<String, Owner> found = new HashMap<>();
            tasks.find(and(in("_id", revived), eq("state", RUNNING)))
                    .projection(Projections.include("claim", "liable"))
                    .forEach(task -> {
                        String claim = Fields.text(task, "claim");
                        found.put(
                                Fields.text(task, "_id"),
                                new Owner(claim, Objects.equals(claim, task.getString("liable"))));
                    });
            return found;
        });
    }

    /** Whose death counts is written down while it lasts, under the claim that it is true for. */
    void liable(String articleId, String claim, boolean counts) {
        Bson owned = and(eq("_id", articleId), eq("state", RUNNING), eq("claim", claim));
        TransientFaults.retry(() -> tasks.updateOne(owned, counts ? set("liable", claim) : unset("liable")));
    }

    private record Owner(String claim, boolean liable) {}
}
