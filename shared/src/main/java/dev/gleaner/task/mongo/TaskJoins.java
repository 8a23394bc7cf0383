package dev.gleaner.task.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.fetch.mongo.FetchDocument;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The updates that let a job wait for open tasks, and create those that do not exist. */
final class TaskJoins {
    private static final List<String> OPEN =
            TaskState.OPEN.stream().map(TaskState::name).toList();
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> tasks;
    private final FetchDocument fetch;

    TaskJoins(MongoCollection<Document> tasks, FetchDocument fetch) {
        this.tasks = tasks;
        this.fetch = fetch;
    }

    void join(Collection<Wish> wishes, Waiter waiter, Instant needAfter, String version, Instant now) {
        Bulk.write(
                tasks,
                wishes.stream()
                        .sorted(Comparator.comparing(Wish::articleId))
                        .map(wish -> new UpdateOneModel<Document>(
                                and(eq("_id", wish.articleId()), in("state", OPEN)),
                                combine(effects(wish, waiter, needAfter, version, now)),
                                UPSERT))
                        .toList());
    }

    private List<Bson> effects(Wish wish, Waiter waiter, Instant needAfter, String version, Instant now) {
        List<Bson> effects = new ArrayList<>(List.of(
                addToSet("waiters", waiter.text()),
                max("need_after", Date.from(wish.needAfter(needAfter))),
                // Read by no process of today, but those of before cannot read a task without.
                min("lane", wish.lane().rank()),
                setOnInsert("state", TaskState.QUEUED.name()),
                setOnInsert("url", wish.url()),
                setOnInsert("host", wish.host()),
                setOnInsert("fetch", fetch.of(wish.options())),
                setOnInsert("pushed_lane", wish.lane().rank()),
                setOnInsert("version", version),
                setOnInsert("out", true),
                setOnInsert("attempt", 0),
                setOnInsert("crashes", 0),
                setOnInsert("starts", 0),
                setOnInsert("returns", 0),
                setOnInsert("created_at", Date.from(now))));
        // Whoever is more careful decides, whether it came first or not.
        JobPace pace = wish.options().pace();
        if (pace.delay() != null) {
            effects.add(max("host_delay_ms", pace.delay().toMillis()));
        }
        if (pace.mostAtOnce() != null) {
            effects.add(min("host_max_concurrent", pace.mostAtOnce()));
        }
        return effects;
    }
}
