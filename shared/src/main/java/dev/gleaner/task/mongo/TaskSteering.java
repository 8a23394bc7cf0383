package dev.gleaner.task.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOneModel;
import dev.gleaner.queue.Lane;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.TransientFaults;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The updates that hold tasks back, let them go and move them between the lanes. */
final class TaskSteering {
    private static final String QUEUED = TaskState.QUEUED.name();
    private static final String RUNNING = TaskState.RUNNING.name();
    private static final String RETRY_WAIT = TaskState.RETRY_WAIT.name();

    private final MongoCollection<Document> tasks;

    TaskSteering(MongoCollection<Document> tasks) {
        this.tasks = tasks;
    }

    /** To a better lane whoever waits, to a worse one only if nobody else does. */
    void move(Collection<String> articleIds, Waiter waiter, Lane lane, String version) {
        Bson queued = and(in("_id", ordered(articleIds)), eq("state", QUEUED));
        Bson moved = combine(set("version", version), set("pushed_lane", lane.rank()), set("out", true));
        TransientFaults.retry(() -> tasks.updateMany(and(queued, gt("pushed_lane", lane.rank())), moved));
        TransientFaults.retry(() -> tasks.updateMany(
                and(queued, lt("pushed_lane", lane.rank()), eq("waiters", List.of(waiter.text()))), moved));
    }

    /** Not what somebody has joined or left since it was read: the reason to hold it may be gone. */
    void hold(Collection<Task> asRead) {
        Bulk.write(
                tasks,
                asRead.stream()
                        .sorted(Comparator.comparing(Task::articleId))
                        .map(task -> new UpdateOneModel<Document>(
                                and(
                                        eq("_id", task.articleId()),
                                        in("state", List.of(QUEUED, RUNNING, RETRY_WAIT)),
                                        eq("waiters", texts(task.waiters()))),
                                set("held", true)))
                        .toList());
    }

    /** Under a new version: the entry of the one before may have been let go while the task was held. */
    void letGo(Collection<String> articleIds, String version) {
        Bson held = and(in("_id", ordered(articleIds)), eq("held", true));
        // First what runs, whose entry its consumer has: should it come to wait between the two, it does so unheld.
        TransientFaults.retry(() -> tasks.updateMany(and(held, eq("state", RUNNING)), unset("held")));
        TransientFaults.retry(() -> tasks.updateMany(
                and(held, in("state", List.of(QUEUED, RETRY_WAIT))),
                combine(unset("held"), set("version", version), set("out", true))));
    }

    private static List<String> texts(List<Waiter> waiters) {
        return waiters.stream().map(Waiter::text).toList();
    }

    private static List<String> ordered(Collection<String> ids) {
        return ids.stream().sorted().toList();
    }
}
