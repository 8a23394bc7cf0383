package dev.gleaner.task.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import dev.gleaner.fetch.mongo.FetchDocument;
import dev.gleaner.job.Try;
import dev.gleaner.job.mongo.EffortDocument;
import dev.gleaner.job.mongo.TryDocument;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Waiter;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Tasks in MongoDB. */
public final class MongoTasks implements Tasks {
    private static final List<String> OPEN =
            TaskState.OPEN.stream().map(TaskState::name).toList();
    private static final String QUEUED = TaskState.QUEUED.name();
    private static final String RUNNING = TaskState.RUNNING.name();
    private static final String RETRY_WAIT = TaskState.RETRY_WAIT.name();
    private static final String DONE = TaskState.DONE.name();

    private final MongoCollection<Document> tasks;
    private final TaskJoins joins;
    private final TaskStarts starts;
    private final TaskSteering steering;
    private final FetchDocument fetch;

    public MongoTasks(MongoCollections collections) {
        this.tasks = collections.tasks();
        this.fetch = new FetchDocument(collections.seal());
        this.starts = new TaskStarts(tasks);
        this.joins = new TaskJoins(tasks, fetch);
        this.steering = new TaskSteering(tasks);
    }

    @Override
    public void join(Collection<Wish> wishes, Waiter waiter, Instant needAfter, String version, Instant now) {
        joins.join(wishes, waiter, needAfter, version, now);
    }

    @Override
    public void raise(Collection<Wish> wishes, String version) {
        Bulk.write(
                tasks,
                sorted(wishes).stream()
                        .map(wish -> new UpdateOneModel<Document>(
                                and(
                                        eq("_id", wish.articleId()),
                                        eq("state", QUEUED),
                                        gt("pushed_lane", wish.lane().rank())),
                                combine(
                                        set("version", version),
                                        set("pushed_lane", wish.lane().rank()),
                                        set("out", true))))
                        .toList());
    }

    @Override
    public void move(Collection<String> articleIds, Waiter waiter, Lane lane, String version) {
        steering.move(articleIds, waiter, lane, version);
    }

    @Override
    public void hold(Collection<Task> asRead) {
        steering.hold(asRead);
    }

    @Override
    public void letGo(Collection<String> articleIds, String version) {
        steering.letGo(articleIds, version);
    }

    @Override
    public void pushed(Collection<String> articleIds, Collection<String> versions) {
        TransientFaults.retry(() -> tasks.updateMany(
                and(in("_id", ordered(articleIds)), in("version", versions), eq("out", true)), set("out", false)));
    }

    @Override
    public Map<String, Task> find(Collection<String> articleIds) {
        return TransientFaults.retry(() -> {
            Map<String, Task> found = new HashMap<>();
            tasks.find(in("_id", articleIds)).forEach(document -> {
                Task task = read(document);
                found.put(task.articleId(), task);
            });
            return found;
        });
    }

    @Override
    public void start(Collection<QueueEntry> entries, String claim, Instant now) {
        starts.start(entries, claim, now);
    }

    @Override
    public void liable(String articleId, String claim, boolean counts) {
        starts.liable(articleId, claim, counts);
    }

    @Override
    public void done(Map<String, Outcome> outcomes, Map<String, String> claims) {
        Bulk.write(
                tasks,
                outcomes.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new UpdateOneModel<Document>(
                                owned(entry.getKey(), claimOf(claims, entry.getKey())),
                                combine(set("state", DONE), set("outcome", write(entry.getValue())))))
                        .toList());
    }

    @Override
    public boolean retryLater(String articleId, String claim, int attempt, Instant dueAt) {
        return retryLater(articleId, claim, waits(attempt, dueAt));
    }

    @Override
    public boolean retryLater(String articleId, String claim, int attempt, Instant dueAt, List<Try> tries) {
        // All of them in place of those that are there: whoever owns the task has read them, so a repeat changes
        // nothing.
        return retryLater(articleId, claim, combine(waits(attempt, dueAt), set("tries", TryDocument.of(tries))));
    }

    private static Bson waits(int attempt, Instant dueAt) {
        return combine(set("state", RETRY_WAIT), set("attempt", attempt), set("due_at", Date.from(dueAt)));
    }

    private boolean retryLater(String articleId, String claim, Bson effect) {
        TransientFaults.retry(() -> tasks.updateOne(owned(articleId, claim), effect));
        // Read back instead of counted: a repeated update reports a miss although the first was applied.
        Document there = TransientFaults.retry(() -> tasks.find(and(eq("_id", articleId), eq("claim", claim)))
                .projection(Projections.include("state"))
                .first());
        return there != null && RETRY_WAIT.equals(there.getString("state"));
    }

    @Override
    public void giveBack(Map<String, String> claims) {
        Bulk.write(
                tasks,
                claims.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new UpdateOneModel<Document>(
                                owned(entry.getKey(), entry.getValue()),
                                combine(set("state", QUEUED), inc("returns", 1), unset("claim"))))
                        .toList());
    }

    @Override
    public void remove(Collection<Task> settled) {
        Bulk.write(
                tasks,
                settled.stream()
                        .sorted(Comparator.comparing(Task::articleId))
                        .map(task -> new DeleteOneModel<Document>(
                                and(eq("_id", task.articleId()), eq("state", DONE), eq("claim", task.claim()))))
                        .toList());
    }

    @Override
    public boolean removeUnwanted(String articleId, String claim) {
        TransientFaults.retry(() -> tasks.deleteOne(and(owned(articleId, claim), size("waiters", 0))));
        return TransientFaults.retry(() ->
                tasks.find(and(eq("_id", articleId), eq("claim", claim))).first() == null);
    }

    @Override
    public void removeUnwanted(Collection<String> articleIds) {
        Bulk.write(
                tasks,
                ordered(articleIds).stream()
                        .map(id -> new DeleteOneModel<Document>(
                                and(eq("_id", id), in("state", List.of(QUEUED, RETRY_WAIT)), size("waiters", 0))))
                        .toList());
    }

    @Override
    public void leave(Collection<String> articleIds, Waiter waiter) {
        TransientFaults.retry(() -> tasks.updateMany(
                and(in("_id", ordered(articleIds)), in("state", OPEN)), pull("waiters", waiter.text())));
    }

    @Override
    public Set<String> unwanted(Collection<String> articleIds) {
        return TransientFaults.retry(() -> tasks.find(and(in("_id", articleIds), size("waiters", 0)))
                .projection(Projections.include("_id"))
                .map(document -> Fields.text(document, "_id"))
                .into(new HashSet<>()));
    }

    @Override
    public void scan(Consumer<Task> reader) {
        Documents.each(tasks.find().batchSize(1000), this::read, reader);
    }

    @Override
    public long count() {
        return TransientFaults.retry(() -> tasks.estimatedDocumentCount());
    }

    @Override
    public void requeue(Collection<Task> lost, String version) {
        Bson anew = combine(set("version", version), set("out", true), unset("claim"));
        lost.stream()
                .collect(Collectors.groupingBy(task -> new AsRead(task.state(), task.out())))
                .forEach((read, tasks) -> requeue(
                        read,
                        tasks,
                        switch (read.state) {
                            case RUNNING -> combine(anew, set("state", QUEUED), inc("returns", 1));
                            case QUEUED, RETRY_WAIT -> anew;
                            case DONE -> throw new IllegalArgumentException(tasks.size() + " tasks are done");
                        }));
    }

    /** Not what was started or pushed since it was read: that is not lost. A version is a token, so it stands for its task. */
    private void requeue(AsRead read, List<Task> lost, Bson effect) {
        List<String> ids = ordered(lost.stream().map(Task::articleId).toList());
        List<String> versions = lost.stream().map(Task::version).distinct().toList();
        TransientFaults.retry(() -> tasks.updateMany(
                and(in("_id", ids), in("version", versions), eq("state", read.state.name()), eq("out", read.out)),
                effect));
    }

    private record AsRead(TaskState state, boolean out) {}

    private static Bson owned(String articleId, String claim) {
        return and(eq("_id", articleId), eq("state", RUNNING), eq("claim", claim));
    }

    private static String claimOf(Map<String, String> claims, String articleId) {
        String claim = claims.get(articleId);
        if (claim == null) {
            throw new IllegalArgumentException("no claim for " + articleId);
        }
        return claim;
    }

    private static List<Wish> sorted(Collection<Wish> wishes) {
        return wishes.stream().sorted(Comparator.comparing(Wish::articleId)).toList();
    }

    private static List<String> ordered(Collection<String> ids) {
        return ids.stream().sorted().toList();
    }

    private static Document write(Outcome outcome) {
        Document document =
                new Document("at", Date.from(outcome.at())).append("effort", EffortDocument.of(outcome.effort()));
        return switch (outcome) {
            case Outcome.Succeeded ok -> document;
            case Outcome.Failed failed ->
                document.append("code", failed.code().code()).append("error", failed.error());
        };
    }

    private Task read(Document task) {
        return TaskDocument.read(task, fetch);
    }
}
